import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import type { Context } from "../context.ts";
import type { RefusalDetail } from "../errors.ts";
import { checkLoanSelection, type LoanSelection, whereLoans } from "./conditions.ts";
import { checkSorting, type Order, orderOf, placedIds, type Sorting } from "./loan-order.ts";
import { buyerRollup, dayRollup } from "./loan-rollups.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";

/** Loans that match, in an order: what every list of loans asks. */
export interface LoanQuestion {
  selection: LoanSelection;
  sorting: Sorting;
}

/** @throws DomainError PAYLOAD_VALIDATION naming each fault of the filters, the search and the sorting */
export function checkLoanQuestion(
  input: Parameters<typeof checkLoanSelection>[0] & Parameters<typeof checkSorting>[0],
  moreFaults: RefusalDetail[] = [],
): LoanQuestion {
  const { sorting, faults } = checkSorting(input);
  return { selection: checkLoanSelection(input, [...faults, ...moreFaults]), sorting };
}

/** The question as SQL. */
export function sqlOfLoans(
  ctx: Context,
  workflow: StatusWorkflow,
  { selection, sorting }: LoanQuestion,
): { where: SQL; order: Order } {
  return { where: whereLoans(ctx, workflow, selection), order: orderOf(ctx, workflow, sorting) };
}

/** The rows from `offset` on as a table `page` of `id` and `place`, and the exact number of all. One statement. */
export async function loanSlice(
  ctx: Context,
  workflow: StatusWorkflow,
  question: LoanQuestion,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ totalRows: number; page: SQL }> {
  const { where, order } = sqlOfLoans(ctx, workflow, question);
  const totalRows = await countLoans(ctx, question.selection, where);
  const page =
    offset >= totalRows
      ? sql`(select null::int as id, 0 as place where false) as page`
      : sql`(${placedIds(where, order, { offset, limit, totalRows })}) as page`;
  return { totalRows, page };
}

/** The exact number of loans that match. Counting is the dear half of a list, so a rollup answers it where one can. */
async function countLoans(ctx: Context, selection: LoanSelection, where: SQL): Promise<number> {
  const rollup = buyerRollup(selection) ?? dayRollup(ctx, selection);
  const statement = rollup
    ? sql`select coalesce(sum(loan_count), 0)::int as total from ${rollup} where ${where}`
    : sql`select count(*)::int as total from ${loan} where ${where}`;
  const [row] = await rowsOf<{ total: number }>(ctx.db, statement);
  return row?.total ?? 0;
}
