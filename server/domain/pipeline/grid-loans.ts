import { getTableColumns, sql } from "drizzle-orm";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { agingClock } from "./conditions.ts";
import type { StoredLoan } from "./get-loan.ts";
import { GridLoansInput } from "./input.ts";
import { withAge } from "./list-loans.ts";
import { checkLoanQuestion, loanSlice } from "./loan-slice.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

const { historyHash, ...everyField } = getTableColumns(loan);
export const GRID_COLUMNS = everyField;

/** A loan with every field that there is. */
export interface GridLoan extends StoredLoan {
  /** Business days. */
  daysInCurrentStatus: number;
  agingAlert: boolean;
}

/**
 * The loans that match from `offset` on, every field of each, and their exact number: what the power grid scrolls
 * through (P8.1). Three statements.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown field or operator, or a value of the wrong type
 */
export async function gridLoans(
  ctx: Context,
  raw: unknown,
): Promise<{ totalRows: number; rows: GridLoan[] }> {
  authorise(ctx, "pipeline:read");
  const input = parseInput(GridLoansInput, raw);
  const question = checkLoanQuestion(input);
  const workflow = await readWorkflow(ctx.db);
  const { offset = 0, limit = 100 } = input;
  const { totalRows, page } = await loanSlice(ctx, workflow, question, { offset, limit });
  const rows = await ctx.db
    .select(GRID_COLUMNS)
    .from(page)
    .innerJoin(loan, sql`${loan.pipelineLoanId} = page.id`)
    .orderBy(sql`page.place`);
  return { totalRows, rows: withAge(agingClock(ctx), workflow, rows) };
}
