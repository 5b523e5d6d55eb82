import type { Context } from "../context.ts";
import { changeStatuses } from "./change-statuses.ts";
import { editLoan } from "./edit-loan.ts";
import { MOST_LOANS_PER_CALL } from "./model/limits.ts";

/** Moves loans from status to status; fails when one does not go. */
export async function move(ctx: Context, ids: number[], ...path: string[]): Promise<void> {
  for (const newStatus of path) {
    for (let at = 0; at < ids.length; at += MOST_LOANS_PER_CALL) {
      const loanIds = ids.slice(at, at + MOST_LOANS_PER_CALL);
      const { results } = await changeStatuses(ctx, { loanIds, newStatus, notes: `to ${newStatus}` });
      const failed = results.find((result) => !result.success);
      if (failed) throw new Error(`loan ${failed.pipelineLoanId}: ${failed.error}`);
    }
  }
}

/** Gives loans a sale price each. */
export async function sell(ctx: Context, ids: number[], salePrice: string): Promise<void> {
  for (const loanId of ids) await editLoan(ctx, { loanId, salePrice });
}
