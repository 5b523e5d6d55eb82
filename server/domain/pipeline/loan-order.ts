import { type SQL, sql } from "drizzle-orm";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import type { Context } from "../context.ts";
import type { RefusalDetail } from "../errors.ts";
import { LOAN_COLUMNS, overdueLoans } from "./conditions.ts";
import { isLoanField, type LoanField } from "./model/loan-fields.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";

export interface Sorting {
  field: LoanField;
  descending: boolean;
}

/** The sorting asked for, newest loans first when nothing is; an unknown field is a fault. */
export function checkSorting(input: {
  sortBy?: string | undefined;
  sortDirection?: "asc" | "desc" | undefined;
}): {
  sorting: Sorting;
  faults: RefusalDetail[];
} {
  const field = input.sortBy ?? "pipelineLoanId";
  const descending = (input.sortDirection ?? (input.sortBy === undefined ? "desc" : "asc")) === "desc";
  if (isLoanField(field)) return { sorting: { field, descending }, faults: [] };
  return {
    sorting: { field: "pipelineLoanId", descending },
    faults: [{ field: "sortBy", message: `'${field}' is not a field of this list` }],
  };
}

/** ORDER BY as two halves, so that a page near the end can be read from the other end. */
export interface Order {
  forward: SQL;
  backward: SQL;
}

/** Ids break ties; unknown values come last in both directions (P3.1). */
export function orderOf(ctx: Context, workflow: StatusWorkflow, { field, descending }: Sorting): Order {
  if (field === "agingAlert") {
    return directed(sql`(${overdueLoans(ctx, workflow)})`, descending);
  }
  // A loan is older the earlier it entered its status.
  if (field === "daysInCurrentStatus") return directed(sql`${loan.statusDate}`, !descending);
  const column = LOAN_COLUMNS[field];
  return directed(
    HUMAN_TEXT.has(field) ? sql`${column} collate "und-x-icu"` : sql`${column}`,
    descending,
    !column.notNull,
  );
}

/** Texts that people read in alphabetical order, accents and case in their place; codes and ids go by byte. */
const HUMAN_TEXT = new Set<LoanField>([
  "borrowerName",
  "buyerName",
  "sellerName",
  "propertyCity",
  "propertyAddress",
]);

function directed(key: SQL, descending: boolean, nullable = false): Order {
  const nulls = (where: "first" | "last") =>
    nullable ? (where === "last" ? sql` nulls last` : sql` nulls first`) : sql``;
  const id = sql`${loan.pipelineLoanId}`;
  const [ahead, back] = descending ? [sql` desc`, sql` asc`] : [sql` asc`, sql` desc`];
  return {
    forward: sql`${key}${ahead}${nulls("last")}, ${id}${ahead}`,
    backward: sql`${key}${back}${nulls("first")}, ${id}${back}`,
  };
}

export interface Slice {
  offset: number;
  limit: number;
  totalRows: number;
}

/**
 * The ids of a page with their places: found first, since sorting wide rows that nobody will see is the dear part.
 * The second half of a list is read from its end.
 * @param matching what comes after FROM, the rows that match under the loan table's name
 */
export function placedIds(matching: SQL, order: Order, { offset, limit, totalRows }: Slice): SQL {
  const size = Math.min(limit, totalRows - offset);
  const afterwards = totalRows - offset - size;
  const fromEnd = afterwards < offset;
  const rows = fromEnd
    ? sql`order by ${order.backward} limit ${size} offset ${afterwards}`
    : sql`order by ${order.forward} limit ${size} offset ${offset}`;
  const place = fromEnd ? sql`-row_number() over ()` : sql`row_number() over ()`;
  return sql`select pipeline_loan_id as id, ${place} as place
    from (select ${loan.pipelineLoanId} from ${matching} ${rows}) as found`;
}
