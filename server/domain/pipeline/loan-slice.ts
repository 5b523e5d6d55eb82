import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import type { Context } from "../context.ts";
import type { RefusalDetail } from "../errors.ts";
import { checkLoanSelection, type LoanSelection, loansFound, whereLoans } from "./conditions.ts";
import { checkSorting, type Order, orderOf, placedIds, type Sorting } from "./loan-order.ts";
import { isKnownToRollups, rollupFor } from "./loan-rollups.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";
import { countFound } from "./search-counts.ts";

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

/** Up to here all that match are sorted; of more, the first in order are looked for along an index, if there is one. */
const FEW = 10_000;

/** The rows from `offset` on as a table `page` of `id` and `place`, and the exact number of all. One statement. */
export async function loanSlice(
  ctx: Context,
  workflow: StatusWorkflow,
  question: LoanQuestion,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ totalRows: number; page: SQL }> {
  const { where, order } = sqlOfLoans(ctx, workflow, question);
  const totalRows = await countLoans(ctx, question.selection, where);
  const matching = matchingLoans(question, where, totalRows);
  const page =
    offset >= totalRows
      ? sql`(select null::int as id, 0 as place where false) as page`
      : sql`(${placedIds(matching, order, { offset, limit, totalRows })}) as page`;
  return { totalRows, page };
}

/** The exact number of loans that match. Counting is the dear half of a list, so a rollup answers it where one can. */
async function countLoans(ctx: Context, selection: LoanSelection, where: SQL): Promise<number> {
  if (isSearchAlone(selection)) return countFound(ctx, selection.search);
  const rollup = rollupFor(ctx, selection);
  const statement = rollup
    ? sql`select coalesce(sum(loan_count), 0)::int as total from ${rollup} where ${where}`
    : sql`select count(*)::int as total from ${loan} where ${where}`;
  const [row] = await rowsOf<{ total: number }>(ctx.db, statement);
  return row?.total ?? 0;
}

/** What comes after FROM: the loans that match, under the loan table's name. */
function matchingLoans({ selection, sorting }: LoanQuestion, where: SQL, totalRows: number): SQL {
  // No loan has to be read to put what free text finds into the order of ids.
  if (isSearchAlone(selection) && sorting.field === "pipelineLoanId")
    return sql`(${loansFound(selection.search)}) as pipeline_loan`;
  // PostgreSQL guesses how many match; where the guess is too high it walks most of the list in order, looking for a few.
  // OFFSET 0 has it find them first, as it did to count them.
  if (totalRows <= FEW && !isKnownToRollups(selection))
    return sql`(select * from ${loan} where ${where} offset 0) as pipeline_loan`;
  return sql`${loan} where ${where}`;
}

function isSearchAlone({ conditions, search }: LoanSelection): boolean {
  return search !== "" && conditions.length === 0;
}
