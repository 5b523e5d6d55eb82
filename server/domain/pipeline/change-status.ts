import { authorise, type Context, inTransaction, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { ChangeStatusInput } from "./input.ts";
import { lockLoans, presentFacts, writeLoanChanges } from "./loan-rows.ts";
import { deliveryFacts } from "./model/delivery.ts";
import { guardVersion } from "./model/edit.ts";
import { LOAN_NOT_FOUND } from "./model/loan.ts";
import { guardNotSettlement } from "./model/settlement.ts";
import { guardTransition } from "./model/status-workflow.ts";
import { refuseAsPresent } from "./refuse-as-present.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/** `UpdateStatusResponse` of the source. */
export interface StatusChanged {
  pipelineLoanId: number;
  previousStatus: string;
  newStatus: string;
  changedAt: string;
  changedBy: string;
}

/**
 * Moves one loan along the tenant's workflow (P2.1, P2.2, P2.8). Two users who race: the second is judged by the state
 * that the first one left.
 * @throws DomainError LOAN_NOT_FOUND, INVALID_TRANSITION, INVALID_SETTLEMENT, PAYLOAD_VALIDATION, CONFLICT (stale version)
 */
export async function changeStatus(ctx: Context, raw: unknown): Promise<StatusChanged> {
  authorise(ctx, "pipeline:operate");
  const input = parseInput(ChangeStatusInput, raw);
  refuseIf(guardNotSettlement(input.newStatus));
  return inTransaction(ctx, async (tx) => {
    const before = (await lockLoans(tx, [input.loanId])).get(input.loanId);
    if (!before) throw new DomainError(LOAN_NOT_FOUND);
    const workflow = await readWorkflow(tx);
    const { version, newStatus, notes } = input;
    const refusedNow =
      guardTransition(workflow, before.currentStatus, newStatus) ??
      guardVersion(version, before, presentFacts(before));
    await refuseAsPresent(tx, refusedNow, before, version);
    const { facts, refusal } = deliveryFacts(input, before, today(ctx));
    refuseIf(refusal);
    const written = await writeLoanChanges(tx, ctx, workflow, [{ before, newStatus, facts, notes }]);
    return {
      pipelineLoanId: before.pipelineLoanId,
      previousStatus: before.currentStatus,
      newStatus,
      changedAt: written.get(before.pipelineLoanId) ?? "",
      changedBy: ctx.actor.name,
    };
  });
}
