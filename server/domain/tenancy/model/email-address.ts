/** What a mail server takes. */
export const LONGEST_ADDRESS = 254;

/** No slash, so that in the audit trail nobody passes for `system/…` or `client/…`. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@/]+@[^\s@/]+$/.test(text);
}

/** An address as it is kept: one person, whatever the case of its letters. Null for what is none. */
export function plainAddress(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const isKept = plain.length <= LONGEST_ADDRESS && plain.isWellFormed() && !/\p{Cc}/u.test(plain);
  return isKept && isEmailAddress(plain) ? plain : null;
}
