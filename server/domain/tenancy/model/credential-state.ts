/** Where a key or a token stands (P1.1, P6.4). `ending`: valid, until a moment within the week. */
export type CredentialState = "valid" | "ending" | "expired" | "revoked";

const WEEK = 7 * 24 * 3_600_000;

export function credentialState(
  { expiresAt, revokedAt }: { expiresAt: string | null; revokedAt: string | null },
  now: number,
): CredentialState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt === null) return "valid";
  const left = Date.parse(expiresAt) - now;
  return left <= 0 ? "expired" : left <= WEEK ? "ending" : "valid";
}
