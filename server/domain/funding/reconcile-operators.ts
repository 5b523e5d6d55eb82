import { authorise, type Context, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { sumMoney } from "../money.ts";
import { parseInput } from "../parse.ts";
import { periodOf } from "./model/period.ts";
import { guardPeriod, type OperatorReconciliation, reconcile } from "./model/reconciliation.ts";
import { type CompensationLine, readCompensations } from "./portion-rows.ts";
import { ReconcileInput } from "./reconciliation-input.ts";

export interface Reconciliation {
  from: string;
  to: string;
  operators: OperatorReconciliation<CompensationLine>[];
  compensation: string;
  share: string;
}

/**
 * What the house charges its operators for a period (F4.3): for each the invoices and commissions of the period, who processed
 * them, and the house's share, to the cent. An invoice counts by the day on which it was made, a commission by the day on which
 * it came, both in the tenant's time zone; whose it is says the file. One statement. Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION naming what cannot be asked
 */
export async function reconcileOperators(ctx: Context, raw: unknown): Promise<Reconciliation> {
  authorise(ctx, "funding:configure");
  const { operator, ...days } = parseInput(ReconcileInput, raw);
  const { from, to } = periodOf(days.from ?? null, days.to ?? null, today(ctx));
  refuseIf(guardPeriod({ from, to }));
  const lines = await readCompensations(ctx.db, ctx.tenant.timeZone, {
    from,
    to,
    operator: operator ?? null,
  });
  const found = reconcile(lines, { from, to });
  if ("refusal" in found) throw new DomainError(found.refusal);
  const { operators } = found;
  return {
    from,
    to,
    operators,
    compensation: sumMoney(operators.map((one) => one.compensation)),
    share: sumMoney(operators.map((one) => one.share)),
  };
}
