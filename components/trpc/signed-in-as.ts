/**
 * Says to the API for whom this page was made. All tabs of a browser have one cookie, and another person may have signed
 * in with it since; the server then refuses with SESSION_CHANGED instead of acting in their name.
 */
export function headersFor(signedInAs: string): Record<string, string> {
  return { "x-signed-in-as": signedInAs };
}
