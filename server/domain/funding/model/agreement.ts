/** What becomes of an agreement that a client has to sign (F7.3). */

export const AGREEMENT_ANSWERS = ["signed", "declined", "cancelled"] as const;
export type AgreementAnswer = (typeof AGREEMENT_ANSWERS)[number];

/** The signing service's words for an end; all others mean that it is still open. */
const ENDS: Record<string, AgreementAnswer> = {
  COMPLETED: "signed",
  REJECTED: "declined",
  CANCELLED: "cancelled",
};

/** What the client did, by the envelope's status; null while that is open. */
export function answerIn(status: string): AgreementAnswer | null {
  return Object.hasOwn(ENDS, status) ? (ENDS[status] ?? null) : null;
}

const SOONEST_MS = { sandbox: 5_000, live: 60_000 };
export const LATEST_MS = 6 * 3_600_000;
/** Nobody signs what is older. */
const EXPECTED_MS = 90 * 86_400_000;

/**
 * How long to wait before the signing service is asked again: the longer an agreement has been out, the longer; null when
 * nothing is expected any more.
 */
export function nextLookIn(ageMs: number, mode: "sandbox" | "live"): number | null {
  if (ageMs > EXPECTED_MS) return null;
  // Sent by a clock that was far ahead: nobody knows how long ago.
  if (ageMs < -LATEST_MS) return LATEST_MS;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS[mode], Math.round(ageMs / 10)));
}
