import { asc, eq } from "drizzle-orm";
import { loan, loanHistory } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { basisPoints, differenceMoney } from "../money.ts";
import { parseInput } from "../parse.ts";
import { agingClock } from "./conditions.ts";
import { RecordInput } from "./input.ts";
import { withAge } from "./list-loans.ts";
import { LOAN_NOT_FOUND } from "./model/loan.ts";
import { statusOf } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/** `StatusHistoryEntry` of the source. */
export interface StatusHistoryEntry {
  previousStatus: string | null;
  newStatus: string;
  changedAt: string;
  changedBy: string;
  notes: string | null;
}

/** Anything that happened to a loan: status changes and edits in one order. */
export interface TimelineEntry extends StatusHistoryEntry {
  seq: number;
  kind: "status" | "edit";
  origin: string | null;
  changes: { field: string; from: string | null; to: string | null }[];
}

export type StoredLoan = Omit<typeof loan.$inferSelect, "historyHash">;

/** `PipelineLoanDetail` of the source, and what the panel shows beside it. */
export interface LoanDetail extends StoredLoan {
  daysInCurrentStatus: number;
  agingAlert: boolean;
  agingThresholdDays: number | null;
  /** Spread in basis points of the purchase price, one decimal; null while the sale price is unknown. */
  spreadBasisPoints: string | null;
  /** Settled for more (or, negative, for less) than the sale price; null while either is unknown (P5.5). */
  settlementVariance: string | null;
  /** Status changes, oldest first. */
  statusHistory: StatusHistoryEntry[];
  /** Every entry, oldest first. */
  timeline: TimelineEntry[];
}

/**
 * One loan with its whole history (P3.3). Three statements.
 * @throws DomainError LOAN_NOT_FOUND, also for a loan of another tenant (P6.2)
 */
export async function getLoan(ctx: Context, raw: unknown): Promise<LoanDetail> {
  authorise(ctx, "pipeline:read");
  const { loanId } = parseInput(RecordInput.loan, raw);
  const [row] = await ctx.db.select().from(loan).where(eq(loan.pipelineLoanId, loanId));
  if (!row) throw new DomainError(LOAN_NOT_FOUND);
  const timeline = await readTimeline(ctx, loanId);
  const workflow = await readWorkflow(ctx.db);
  const { historyHash, ...facts } = row;
  const [aged] = withAge(agingClock(ctx), workflow, [facts]);
  if (!aged) throw new Error("unreachable: one row in, one row out");
  return {
    ...aged,
    agingThresholdDays: statusOf(workflow, row.currentStatus)?.agingThresholdDays ?? null,
    spreadBasisPoints: basisPoints(row.profitSpread, row.purchasePrice),
    settlementVariance: differenceMoney(row.settlementAmount, row.salePrice),
    statusHistory: timeline
      .filter((entry) => entry.kind === "status")
      .map(({ previousStatus, newStatus, changedAt, changedBy, notes }) => ({
        previousStatus,
        newStatus,
        changedAt,
        changedBy,
        notes,
      })),
    timeline,
  };
}

async function readTimeline(ctx: Context, loanId: number): Promise<TimelineEntry[]> {
  const rows = await ctx.db
    .select({
      seq: loanHistory.seq,
      kind: loanHistory.kind,
      previousStatus: loanHistory.previousStatus,
      newStatus: loanHistory.newStatus,
      changedAt: loanHistory.changedAt,
      changedBy: loanHistory.changedBy,
      origin: loanHistory.origin,
      notes: loanHistory.notes,
      changes: loanHistory.changes,
    })
    .from(loanHistory)
    .where(eq(loanHistory.pipelineLoanId, loanId))
    .orderBy(asc(loanHistory.seq));
  return rows.map(({ changes, ...entry }) => ({
    ...entry,
    // The first entry holds the whole loan; as a change it would only repeat the panel.
    changes:
      entry.seq === 1 ? [] : Object.entries(changes).map(([field, [from, to]]) => ({ field, from, to })),
  }));
}
