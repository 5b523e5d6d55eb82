import { authorise, type Context, inTransaction, today } from "../context.ts";
import { type Refusal, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type BulkOutcome, type BulkResult, outcomeOf } from "./bulk-result.ts";
import { SettleLoansInput } from "./input.ts";
import {
  type LoanChange,
  type LoanState,
  lockLoans,
  presentFacts,
  readLoans,
  versionsSeen,
  writeLoanChanges,
} from "./loan-rows.ts";
import { guardVersion } from "./model/edit.ts";
import { LOAN_NOT_FOUND } from "./model/loan.ts";
import { defaultSettlementAmount, guardAmounts, guardSettlementDate } from "./model/settlement.ts";
import { guardTransition, SETTLED, type StatusWorkflow } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/**
 * Settles a selection of up to 500 loans with one date and reference; each loan that may be settled, and is as
 * it was looked at, is (P5.6).
 * Amounts as in a trade's settlement. A dry run answers the same and changes nothing. Administrators only.
 * @throws DomainError INVALID_SETTLEMENT when the request itself is wrong
 */
export async function settleLoans(ctx: Context, raw: unknown): Promise<BulkOutcome> {
  authorise(ctx, "pipeline:settle");
  const input = parseInput(SettleLoansInput, raw, "INVALID_SETTLEMENT");
  const { settlementDate, settlementReference } = input;
  const ids = [...new Set(input.loanIds)];
  const versions = versionsSeen(input);
  const amounts = new Map(input.amounts?.map((a) => [a.pipelineLoanId, a.settlementAmount]));
  refuseIf(guardAmounts([...amounts.keys()], ids, "is not among the loans to settle"));
  return inTransaction(ctx, async (tx) => {
    const loans = await (input.dryRun ? readLoans(tx, ids) : lockLoans(tx, ids));
    const workflow = await readWorkflow(tx);
    const changes: LoanChange[] = [];
    const results = ids.map((id): BulkResult => {
      const before = loans.get(id);
      const refusal = judge(workflow, before, {
        settlementDate,
        today: today(ctx),
        asRead: versions.get(id),
      });
      if (!before || refusal) return outcomeOf(id, before, null, refusal);
      const settlementAmount = amounts.get(id) ?? defaultSettlementAmount(before);
      const facts = { settlementAmount, settlementDate, settlementReference };
      const notes = `Settled with a selection, reference ${settlementReference}`;
      changes.push({
        before,
        newStatus: SETTLED,
        facts,
        notes,
        origin: `settlement of ${ids.length} selected loans`,
      });
      return outcomeOf(id, before, SETTLED, null);
    });
    if (!input.dryRun) await writeLoanChanges(tx, ctx, workflow, changes);
    return {
      totalRequested: ids.length,
      successful: changes.length,
      failed: ids.length - changes.length,
      results,
    };
  });
}

function judge(
  workflow: StatusWorkflow,
  loan: LoanState | undefined,
  { settlementDate, today, asRead }: { settlementDate: string; today: string; asRead: number | undefined },
): Refusal | null {
  if (!loan) return LOAN_NOT_FOUND;
  return (
    guardTransition(workflow, loan.currentStatus, SETTLED) ??
    guardSettlementDate(settlementDate, today, loan.purchaseDate) ??
    guardVersion(asRead, loan, presentFacts(loan))
  );
}
