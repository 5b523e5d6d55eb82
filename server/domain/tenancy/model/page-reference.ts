/** The only thing that Next tells the browser of what a page threw is its digest: our reference, which may say so much. */

const DATABASE_AWAY = "UNAVAILABLE-";

/** The reference of a page that failed because the database could not be reached. */
export function databaseAwayReference(requestId: string): string {
  return DATABASE_AWAY + requestId;
}

export function isDatabaseAway(reference: string | undefined): boolean {
  return reference?.startsWith(DATABASE_AWAY) ?? false;
}
