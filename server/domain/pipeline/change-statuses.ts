import { authorise, type Context, inTransaction, today } from "../context.ts";
import type { Refusal } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type BulkOutcome, type BulkResult, outcomeOf } from "./bulk-result.ts";
import { ChangeStatusesInput } from "./input.ts";
import {
  type LoanChange,
  type LoanState,
  lockLoans,
  presentFacts,
  readLoans,
  versionsSeen,
  writeLoanChanges,
} from "./loan-rows.ts";
import { deliveryFacts } from "./model/delivery.ts";
import { guardVersion } from "./model/edit.ts";
import { LOAN_NOT_FOUND } from "./model/loan.ts";
import { guardNotSettlement } from "./model/settlement.ts";
import { guardTransition, type StatusWorkflow } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/**
 * Moves up to 500 loans, each judged by the rules of a single move; those that may go go, the others say why (P2.3).
 * A dry run answers the same and changes nothing.
 * @throws DomainError PAYLOAD_VALIDATION when the request itself is wrong
 */
export async function changeStatuses(ctx: Context, raw: unknown): Promise<BulkOutcome> {
  authorise(ctx, "pipeline:operate");
  const input = parseInput(ChangeStatusesInput, raw);
  const ids = [...new Set(input.loanIds)];
  const versions = versionsSeen(input);
  return inTransaction(ctx, async (tx) => {
    const loans = await (input.dryRun ? readLoans(tx, ids) : lockLoans(tx, ids));
    const workflow = await readWorkflow(tx);
    const changes: LoanChange[] = [];
    const results = ids.map((id): BulkResult => {
      const before = loans.get(id);
      const judged = judge(ctx, workflow, input, before, versions.get(id));
      if ("refusal" in judged || !before)
        return outcomeOf(id, before, null, "refusal" in judged ? judged.refusal : null);
      changes.push({ before, newStatus: input.newStatus, facts: judged.facts, notes: input.notes });
      return outcomeOf(id, before, input.newStatus, null);
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
  ctx: Context,
  workflow: StatusWorkflow,
  input: { newStatus: string; actualDeliveryDate?: string | undefined; deliveryMethod?: string | undefined },
  loan: LoanState | undefined,
  asRead: number | undefined,
): { refusal: Refusal } | { facts: NonNullable<LoanChange["facts"]> } {
  if (!loan) return { refusal: LOAN_NOT_FOUND };
  const refusal =
    guardNotSettlement(input.newStatus) ??
    guardTransition(workflow, loan.currentStatus, input.newStatus) ??
    guardVersion(asRead, loan, presentFacts(loan));
  if (refusal) return { refusal };
  const delivery = deliveryFacts(input, loan, today(ctx));
  return delivery.refusal ? { refusal: delivery.refusal } : { facts: delivery.facts };
}
