import { desc, eq } from "drizzle-orm";
import { loan, loanHistory } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { RecentActivityInput } from "./input.ts";

export interface Activity {
  loanId: number;
  loanNumber: string;
  borrowerName: string;
  kind: "status" | "edit";
  previousStatus: string | null;
  newStatus: string;
  changedAt: string;
  changedBy: string;
  notes: string | null;
}

/** The last things that happened to any loan, newest first (P7.1). */
export async function recentActivity(ctx: Context, raw: unknown): Promise<Activity[]> {
  authorise(ctx, "pipeline:read");
  const { limit = 20 } = parseInput(RecentActivityInput, raw ?? {});
  return ctx.db
    .select({
      loanId: loan.pipelineLoanId,
      loanNumber: loan.loanId,
      borrowerName: loan.borrowerName,
      kind: loanHistory.kind,
      previousStatus: loanHistory.previousStatus,
      newStatus: loanHistory.newStatus,
      changedAt: loanHistory.changedAt,
      changedBy: loanHistory.changedBy,
      notes: loanHistory.notes,
    })
    .from(loanHistory)
    .innerJoin(loan, eq(loan.pipelineLoanId, loanHistory.pipelineLoanId))
    .orderBy(desc(loanHistory.historyId))
    .limit(limit);
}
