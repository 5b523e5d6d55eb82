import { sql } from "drizzle-orm";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { SelectLoansInput } from "./input.ts";
import { checkLoanQuestion, loanSlice } from "./loan-slice.ts";
import { MOST_LOANS_PER_CALL } from "./model/limits.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

const SELECTED_COLUMNS = {
  pipelineLoanId: loan.pipelineLoanId,
  loanId: loan.loanId,
  borrowerName: loan.borrowerName,
  currentStatus: loan.currentStatus,
  version: loan.version,
  purchasePrice: loan.purchasePrice,
  purchaseDate: loan.purchaseDate,
  salePrice: loan.salePrice,
};

/** What has to be known of a loan to act on it together with others. */
export interface SelectedLoan {
  pipelineLoanId: number;
  loanId: string;
  borrowerName: string;
  currentStatus: string;
  version: number;
  purchasePrice: string;
  purchaseDate: string;
  salePrice: string | null;
}

export interface SelectedLoans {
  /** All that match. */
  totalRows: number;
  /** The first of them in the order asked, as many as one action takes. */
  loans: SelectedLoan[];
}

/**
 * The loans of a list that one action may take (P7.5): the first 500 that match, in the list's order, and how many there
 * are. Three statements.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown field or operator, or a value of the wrong type
 */
export async function selectLoans(ctx: Context, raw: unknown): Promise<SelectedLoans> {
  authorise(ctx, "pipeline:read");
  const input = parseInput(SelectLoansInput, raw);
  const question = checkLoanQuestion(input);
  const workflow = await readWorkflow(ctx.db);
  const first = { offset: 0, limit: MOST_LOANS_PER_CALL };
  const { totalRows, page } = await loanSlice(ctx, workflow, question, first);
  const loans = await ctx.db
    .select(SELECTED_COLUMNS)
    .from(page)
    .innerJoin(loan, sql`${loan.pipelineLoanId} = page.id`)
    .orderBy(sql`page.place`);
  return { totalRows, loans };
}
