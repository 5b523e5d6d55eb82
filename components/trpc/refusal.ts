/** Why the server said no, as every tRPC error carries it. */
export interface ShownRefusal {
  code: string;
  message: string;
  details: { field: string; message: string }[];
  /** Only where it leads somewhere: to a line of the server's log. */
  requestId?: string | undefined;
  facts?: Record<string, unknown>;
}

/** What is a fault, of which the server's log tells under the request's id; other refusals are told whole. */
const LOGGED = new Set(["INTERNAL", "UNAVAILABLE", "DELETION_FAILED", "SIGNING_UNREACHABLE"]);

/** The message, and behind it what whoever has to ask about it passes on: for a toast, which has one text. */
export function messageOf(error: unknown): string {
  const { message, requestId } = refusalOf(error);
  return requestId ? `${message} Reference ${requestId}` : message;
}

/** Whatever was thrown, as something that can be shown. */
export function refusalOf(error: unknown): ShownRefusal {
  const refusal = (error as { data?: { refusal?: Partial<ShownRefusal> | null } } | null)?.data?.refusal;
  if (refusal?.message) {
    const code = refusal.code ?? "INTERNAL";
    return {
      ...refusal,
      code,
      requestId: LOGGED.has(code) ? refusal.requestId : undefined,
      message: refusal.message,
      details: refusal.details ?? [],
    };
  }
  return {
    code: "UNREACHABLE",
    message:
      "The server did not answer. Check the connection; if you were saving, look whether it was saved before you try again.",
    details: [],
  };
}
