import { authorise, type Context, inTransaction, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { getLoan, type LoanDetail } from "./get-loan.ts";
import { EditLoanInput } from "./input.ts";
import { type LoanState, lockLoans, presentFacts, writeLoanChanges } from "./loan-rows.ts";
import { type EditedFacts, guardEdit, guardVersion } from "./model/edit.ts";
import { LOAN_NOT_FOUND } from "./model/loan.ts";
import { refuseAsPresent } from "./refuse-as-present.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/**
 * Changes the facts of the sale, field by field on the record (P2.9). Returns the loan as it is now. An edit that
 * changes nothing writes nothing.
 * @throws DomainError LOAN_NOT_FOUND; CONFLICT for a stale version (carrying both versions) or a settled loan
 */
export async function editLoan(ctx: Context, raw: unknown): Promise<LoanDetail> {
  authorise(ctx, "pipeline:operate");
  const { loanId, version, ...facts } = parseInput(EditLoanInput, raw);
  await inTransaction(ctx, async (tx) => {
    const before = (await lockLoans(tx, [loanId])).get(loanId);
    if (!before) throw new DomainError(LOAN_NOT_FOUND);
    await refuseAsPresent(tx, guardVersion(version, before, presentFacts(before)), before, version);
    const changed = changedFacts(before, facts);
    refuseIf(guardEdit({ before, given: facts, changed, role: ctx.actor.role, today: today(ctx) }));
    if (Object.keys(changed).length === 0) return;
    await writeLoanChanges(tx, ctx, await readWorkflow(tx), [{ before, facts: changed, notes: null }]);
  });
  return getLoan(ctx, { loanId });
}

function changedFacts(before: LoanState, facts: EditedFacts): EditedFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([field, value]) => value !== undefined && value !== before[field as keyof LoanState],
    ),
  );
}
