import { createLoader, type inferParserType } from "nuqs/server";
import { type Period, periodOf } from "@/server/domain/funding/model/period.ts";
import { asDay, asText } from "../../shell/address.ts";

/** The period and the operator are the address: a link shows what its sender saw. */
export const reconciliationUrl = { from: asDay, to: asDay, operator: asText };
export type ReconciliationState = inferParserType<typeof reconciliationUrl>;

export const loadReconciliationState = createLoader(reconciliationUrl);

export function reconciliationRequest(
  { from, to, operator }: ReconciliationState,
  today: string,
): Period & { operator?: string } {
  return { ...periodOf(from, to, today), ...(operator ? { operator } : {}) };
}
