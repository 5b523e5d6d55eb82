import type { Readable } from "node:stream";
import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { csvStream } from "../../../db/csv-stream.ts";
import { loan } from "../../../db/tenant/schema/pipeline.ts";
import { businessDaysBetween, dayNumber, dayText } from "../business-days.ts";
import { authorise, type Context } from "../context.ts";
import { csvLine, FORMULA_STARTS } from "../csv.ts";
import type { RefusalDetail } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { agingClock, checkLoanSelection, LOAN_COLUMNS, overdueLoans, whereLoans } from "./conditions.ts";
import { ExportLoansInput } from "./input.ts";
import { checkSorting, orderOf } from "./loan-order.ts";
import { isoInstant } from "./loan-rows.ts";
import { isLoanField, LOAN_FIELDS, type LoanField } from "./model/loan-fields.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";
import { readWorkflow } from "./status-workflow-rows.ts";

/**
 * The loans that match, as CSV (RFC 4180) with a header line, in the chosen columns and order (P3.7). PostgreSQL writes
 * the text itself and it streams through, so memory stays constant. Cells that a spreadsheet would take for a formula
 * begin with an apostrophe.
 * @throws DomainError PAYLOAD_VALIDATION naming an unknown column, field or operator
 */
export async function exportLoans(ctx: Context, raw: unknown): Promise<Readable> {
  authorise(ctx, "pipeline:read");
  const input = parseInput(ExportLoansInput, raw);
  const { columns, faults } = checkColumns(input.columns);
  const { sorting, faults: sortingFaults } = checkSorting(input);
  const selection = checkLoanSelection(input, [...faults, ...sortingFaults]);
  const workflow = await readWorkflow(ctx.db);
  const age = columns.includes("daysInCurrentStatus") ? await ageCell(ctx) : sql`null`;
  const cells = columns.map(
    (field) => sql`(${cellOf(ctx, workflow, field, age)})::text as ${sql.identifier(field)}`,
  );
  const select = sql`select ${sql.join(cells, sql`, `)} from ${loan}
    where ${whereLoans(ctx, workflow, selection)} order by ${orderOf(ctx, workflow, sorting).forward}`;
  return csvStream(ctx.pool, columns, select, csvLine);
}

function checkColumns(names: string[] | undefined): { columns: LoanField[]; faults: RefusalDetail[] } {
  const asked = names ?? Object.keys(LOAN_FIELDS);
  const columns = asked.filter(isLoanField);
  const faults = asked
    .filter((name) => !isLoanField(name))
    .map((name) => ({ field: "columns", message: `'${name}' is not a field of this list` }));
  if (new Set(columns).size < columns.length)
    faults.push({ field: "columns", message: "names a field twice" });
  return { columns, faults };
}

function cellOf(ctx: Context, workflow: StatusWorkflow, field: LoanField, age: SQL): SQL {
  if (field === "daysInCurrentStatus") return age;
  if (field === "agingAlert")
    return sql`case when ${overdueLoans(ctx, workflow)} then 'true' else 'false' end`;
  const column = LOAN_COLUMNS[field];
  switch (LOAN_FIELDS[field]) {
    case "instant":
      return isoInstant(sql`${column}`);
    case "text":
      return CODES.has(field)
        ? sql`${column}`
        : sql`case when ascii(${column}) in (${FORMULA_CODES}) then '''' || ${column} else ${column} end`;
    default:
      return sql`${column}`;
  }
}

/** Texts of our own making or of a fixed form, which begin with a letter or digit. */
const CODES = new Set<LoanField>([
  "dataSource",
  "propertyState",
  "propertyZip",
  "purposeCode",
  "occupancyCode",
  "currentStatus",
]);

/** Numbers compare at a third of what matching a pattern costs. */
const FORMULA_CODES = sql.join(
  FORMULA_STARTS.map((start) => sql`${start.charCodeAt(0)}`),
  sql`, `,
);

/**
 * The age of a loan, from a list of the ages of every day on which one may have entered its status: the one rule of
 * business days, in order. A list and no table, since a join would have to be sorted again afterwards.
 */
async function ageCell(ctx: Context): Promise<SQL> {
  const clock = agingClock(ctx);
  const [row] = await rowsOf<{ first: string | null }>(
    ctx.db,
    sql`select min(status_day)::text as first from pipeline_status_rollup where loan_count > 0`,
  );
  const first = row?.first ?? clock.today;
  const ages: number[] = [];
  for (let n = dayNumber(first); n <= dayNumber(clock.today); n += 1)
    ages.push(businessDaysBetween(dayText(n), clock.today, clock.calendar));
  const day = sql`(${loan.statusDate} at time zone ${ctx.tenant.timeZone})::date`;
  return sql`coalesce((${`{${ages}}`}::int[])[${day} - ${first}::date + 1], 0)`;
}
