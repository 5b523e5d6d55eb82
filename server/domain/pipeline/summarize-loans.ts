import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { sumMoney } from "../money.ts";
import { parseInput } from "../parse.ts";
import { agingClock, checkLoanSelection, type LoanSelection, whereLoans } from "./conditions.ts";
import { SummarizeLoansInput } from "./input.ts";
import { dayRollup } from "./loan-rollups.ts";
import { agingOf, type DayCount } from "./model/aging.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

export interface StatusSummary {
  status: string;
  displayName: string;
  loanCount: number;
  /** Sum of purchase prices, dollars. */
  totalVolume: string;
  /** Business days, one decimal. */
  averageDaysInStatus: string;
  ageBuckets: { fresh: number; aging: number; overdue: number };
}

export interface AgingAlert {
  status: string;
  thresholdDays: number;
  loansExceedingThreshold: number;
  oldestDays: number;
}

/** `PipelineSummaryResponse` of the source, with the age buckets that the dashboard draws. */
export interface PipelineSummary {
  statusBreakdown: StatusSummary[];
  totalLoans: number;
  totalVolume: string;
  agingAlerts: AgingAlert[];
}

/**
 * Counts, volume and aging per configured status, over the loans that match (P3.4). Two statements; without filters, and with
 * those that the rollup knows, they read it and not the loans, so the size of the pipeline does not matter.
 */
export async function summarizeLoans(ctx: Context, raw: unknown): Promise<PipelineSummary> {
  authorise(ctx, "pipeline:read");
  const selection = checkLoanSelection(parseInput(SummarizeLoansInput, raw));
  const workflow = await readWorkflow(ctx.db);
  return summaryOf(ctx, workflow, await dayGroups(ctx.db, ctx, workflow, selection));
}

/** Loans of one status: their number and volume, and by day of entry. */
export interface StatusGroup {
  status: string;
  loans: number;
  volume: string;
  days: DayCount[];
}

/** The loans that match, by status and the day on which they came there. */
export async function dayGroups(
  db: Database,
  ctx: Context,
  workflow: StatusWorkflow,
  selection: LoanSelection,
): Promise<StatusGroup[]> {
  const where = whereLoans(ctx, workflow, selection);
  const rollup = dayRollup(ctx, selection);
  const source = rollup
    ? sql`(select * from ${rollup} where ${where})`
    : sql`(select ${loan.currentStatus} as current_status,
          (${loan.statusDate} at time zone ${ctx.tenant.timeZone})::date as status_day,
          count(*)::int as loan_count, sum(${loan.purchasePrice}) as volume
        from ${loan} where ${where} group by 1, 2)`;
  return rowsOf<StatusGroup>(
    db,
    sql`select current_status as status, sum(loan_count)::int as loans, sum(volume)::numeric(24,2)::text as volume,
        jsonb_agg(jsonb_build_object('day', status_day, 'loans', loan_count)) as days
      from ${source} as by_day where loan_count > 0 group by current_status`,
  );
}

/** The groups as a summary: every configured status in order, also those without loans. */
export function summaryOf(ctx: Context, workflow: StatusWorkflow, groups: StatusGroup[]): PipelineSummary {
  const clock = agingClock(ctx);
  const byStatus = new Map(groups.map((group) => [group.status, group]));
  const statusBreakdown: StatusSummary[] = [];
  const agingAlerts: AgingAlert[] = [];
  for (const { statusCode, displayName, agingThresholdDays } of workflow.statuses) {
    const group = byStatus.get(statusCode);
    const aging = agingOf(clock, agingThresholdDays, group?.days ?? []);
    statusBreakdown.push({
      status: statusCode,
      displayName,
      loanCount: group?.loans ?? 0,
      totalVolume: group?.volume ?? "0.00",
      averageDaysInStatus: aging.averageDays,
      ageBuckets: aging.buckets,
    });
    if (agingThresholdDays === null || aging.overdue === 0) continue;
    agingAlerts.push({
      status: statusCode,
      thresholdDays: agingThresholdDays,
      loansExceedingThreshold: aging.overdue,
      oldestDays: aging.oldestDays,
    });
  }
  return {
    statusBreakdown,
    totalLoans: statusBreakdown.reduce((sum, status) => sum + status.loanCount, 0),
    totalVolume: sumMoney(statusBreakdown.map((status) => status.totalVolume)),
    agingAlerts,
  };
}
