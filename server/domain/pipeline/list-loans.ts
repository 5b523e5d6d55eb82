import { sql } from "drizzle-orm";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { agingClock } from "./conditions.ts";
import { ListLoansInput } from "./input.ts";
import { checkLoanQuestion, loanSlice } from "./loan-slice.ts";
import { type AgingClock, ageOf, isOverdue, thresholdsOf } from "./model/aging.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

export const SUMMARY_COLUMNS = {
  pipelineLoanId: loan.pipelineLoanId,
  exchangeLoanId: loan.exchangeLoanId,
  loanId: loan.loanId,
  dataSource: loan.dataSource,
  borrowerName: loan.borrowerName,
  loanAmount: loan.loanAmount,
  noteRate: loan.noteRate,
  propertyState: loan.propertyState,
  productCode: loan.productCode,
  currentStatus: loan.currentStatus,
  statusDate: loan.statusDate,
  purchasePrice: loan.purchasePrice,
  salePrice: loan.salePrice,
  profitSpread: loan.profitSpread,
  purchaseDate: loan.purchaseDate,
  buyerName: loan.buyerName,
  sellerName: loan.sellerName,
  expectedDeliveryDate: loan.expectedDeliveryDate,
  version: loan.version,
  exchangeTradeId: loan.exchangeTradeId,
  settlementAmount: loan.settlementAmount,
  settlementVariance: sql<string | null>`${loan.settlementAmount} - ${loan.salePrice}`,
};

/** `PipelineLoanSummary` of the source. */
export interface LoanSummary {
  pipelineLoanId: number;
  exchangeLoanId: string;
  loanId: string;
  dataSource: string;
  borrowerName: string;
  loanAmount: string;
  noteRate: string;
  propertyState: string;
  productCode: string;
  currentStatus: string;
  statusDate: string;
  purchasePrice: string;
  salePrice: string | null;
  profitSpread: string | null;
  purchaseDate: string;
  buyerName: string;
  sellerName: string;
  expectedDeliveryDate: string | null;
  /** Business days. */
  daysInCurrentStatus: number;
  agingAlert: boolean;
  /** For a move made from the list; from here on not part of the source's shape, so REST leaves it out. */
  version: number;
  exchangeTradeId: string;
  settlementAmount: string | null;
  /** Amount − sale price; null while one is unknown (P5.5). */
  settlementVariance: string | null;
}

export interface LoanPage {
  totalRows: number;
  page: number;
  pageSize: number;
  loans: LoanSummary[];
}

/**
 * One page of the loans that match (P3.1, P3.2), with their exact number. Three statements.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown field or operator, or a value of the wrong type
 */
export async function listLoans(ctx: Context, raw: unknown): Promise<LoanPage> {
  authorise(ctx, "pipeline:read");
  const input = parseInput(ListLoansInput, raw);
  const question = checkLoanQuestion(input);
  const { page = 1, pageSize = 25 } = input;
  const workflow = await readWorkflow(ctx.db);
  const slice = await loanSlice(ctx, workflow, question, {
    offset: (page - 1) * pageSize,
    limit: pageSize,
  });
  const rows = await ctx.db
    .select(SUMMARY_COLUMNS)
    .from(slice.page)
    .innerJoin(loan, sql`${loan.pipelineLoanId} = page.id`)
    .orderBy(sql`page.place`);
  return {
    totalRows: slice.totalRows,
    page,
    pageSize,
    loans: withAge(agingClock(ctx), workflow, rows),
  };
}

/** Adds to each loan its age in business days and whether it is overdue (P3.5). */
export function withAge<T extends { statusDate: string; currentStatus: string }>(
  clock: AgingClock,
  workflow: StatusWorkflow,
  rows: T[],
): (T & { daysInCurrentStatus: number; agingAlert: boolean })[] {
  const thresholds = thresholdsOf(workflow);
  return rows.map((row) => {
    const daysInCurrentStatus = ageOf(clock, row.statusDate);
    return {
      ...row,
      daysInCurrentStatus,
      agingAlert: isOverdue(thresholds, row.currentStatus, daysInCurrentStatus),
    };
  });
}
