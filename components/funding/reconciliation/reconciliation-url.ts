import { createLoader, type inferParserType } from "nuqs/server";
import { asDay, asText } from "../../shell/address.ts";
import type { Inputs } from "../../trpc/client.ts";

/** The period and the operator are the address: a link shows what its sender saw. */
export const reconciliationUrl = { from: asDay, to: asDay, operator: asText };
export type ReconciliationState = inferParserType<typeof reconciliationUrl>;

export const loadReconciliationState = createLoader(reconciliationUrl);

/** The month before this one, which is what is settled first; the days that are said count. */
export function reconciliationRequest(
  { from, to, operator }: ReconciliationState,
  today: string,
): Inputs["funding"]["partners"]["reconciliation"] & { from: string; to: string } {
  const month = monthBefore(today);
  return {
    from: from ?? (to ? `${to.slice(0, 7)}-01` : month.from),
    to: to ?? (from ? lastOfMonth(from) : month.to),
    ...(operator ? { operator } : {}),
  };
}

/** First and last day of the calendar month before a day's. */
export function monthBefore(today: string): { from: string; to: string } {
  const last = dayBefore(`${today.slice(0, 7)}-01`);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}

/** From the first of a day's month to its last. */
export function monthOf(today: string): { from: string; to: string } {
  return { from: `${today.slice(0, 7)}-01`, to: lastOfMonth(today) };
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
