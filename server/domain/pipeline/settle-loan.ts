import { authorise, type Context, inTransaction, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { SettleLoanInput } from "./input.ts";
import { lockLoans, presentFacts, writeLoanChanges } from "./loan-rows.ts";
import { guardVersion } from "./model/edit.ts";
import { LOAN_NOT_FOUND } from "./model/loan.ts";
import { guardSettlementDate } from "./model/settlement.ts";
import { guardTransition, SETTLED } from "./model/status-workflow.ts";
import { refuseAsPresent } from "./refuse-as-present.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/** `SettleLoanResponse` of the source. */
export interface LoanSettled {
  pipelineLoanId: number;
  previousStatus: string;
  newStatus: typeof SETTLED;
  settlementAmount: string;
  settlementDate: string;
  settlementReference: string;
  changedAt: string;
}

/**
 * Records the settlement of one loan and moves it to `settled` (P5.1, P5.2). Administrators only.
 * @throws DomainError INVALID_SETTLEMENT, INVALID_TRANSITION, LOAN_NOT_FOUND, CONFLICT (stale version)
 */
export async function settleLoan(ctx: Context, raw: unknown): Promise<LoanSettled> {
  authorise(ctx, "pipeline:settle");
  const { loanId, notes, version, ...settlement } = parseInput(SettleLoanInput, raw, "INVALID_SETTLEMENT");
  return inTransaction(ctx, async (tx) => {
    const before = (await lockLoans(tx, [loanId])).get(loanId);
    if (!before) throw new DomainError(LOAN_NOT_FOUND);
    const workflow = await readWorkflow(tx);
    const refusedNow =
      guardTransition(workflow, before.currentStatus, SETTLED) ??
      guardVersion(version, before, presentFacts(before));
    await refuseAsPresent(tx, refusedNow, before, version);
    refuseIf(guardSettlementDate(settlement.settlementDate, today(ctx), before.purchaseDate));
    const written = await writeLoanChanges(tx, ctx, workflow, [
      {
        before,
        newStatus: SETTLED,
        facts: settlement,
        notes: notes ?? `Settled, reference ${settlement.settlementReference}`,
      },
    ]);
    return {
      pipelineLoanId: loanId,
      previousStatus: before.currentStatus,
      newStatus: SETTLED,
      ...settlement,
      changedAt: written.get(loanId) ?? "",
    };
  });
}
