import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { loan, loanSearch, trade } from "../../../db/tenant/schema/pipeline.ts";
import type { Context } from "../context.ts";
import { today } from "../context.ts";
import type { RefusalDetail } from "../errors.ts";
import { invalidInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { type AgingClock, firstDayYounger } from "./model/aging.ts";
import { LOAN_FIELDS, type StoredLoanField, type TradeField } from "./model/loan-fields.ts";
import { type Condition, checkFilters, type Operator } from "./model/query.ts";
import type { StatusWorkflow } from "./model/status-workflow.ts";

/** Checked conditions as SQL. Columns come from the schema and values are parameters: no text of a caller becomes SQL. */

export const LOAN_COLUMNS: Record<StoredLoanField, PgColumn> = loan;

export const TRADE_COLUMNS: Record<TradeField, PgColumn> = trade;

export function agingClock(ctx: Context): AgingClock {
  return { today: today(ctx), timeZone: ctx.tenant.timeZone, calendar: ctx.tenant.holidayCalendar };
}

export interface LoanSelection {
  conditions: Condition[];
  search: string;
}

/** Checks the filters and search of a loan list. @throws DomainError PAYLOAD_VALIDATION naming each fault */
export function checkLoanSelection(
  input: {
    filters?: { field: string; operator: string; value?: unknown }[] | undefined;
    search?: string | undefined;
  },
  moreFaults: RefusalDetail[] = [],
): LoanSelection {
  const { conditions, faults } = checkFilters(LOAN_FIELDS, input.filters ?? []);
  const search = (input.search ?? "").trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (/[\u0000-\u001f]/.test(search) || !search.isWellFormed()) {
    faults.push({ field: "search", message: "must not contain control characters" });
  }
  if (faults.length + moreFaults.length > 0) throw invalidInput([...faults, ...moreFaults]);
  return { conditions, search: search.toLowerCase() };
}

/** The WHERE clause of a loan list; `true` when nothing is asked. */
export function whereLoans(
  ctx: Context,
  workflow: StatusWorkflow,
  { conditions, search }: LoanSelection,
): SQL {
  const clock = agingClock(ctx);
  const parts = conditions.map((condition) => {
    if (condition.kind === "age") return ageCondition(ctx, clock, condition);
    if (condition.kind === "alert") {
      const wanted = (condition.values[0] === "true") === (condition.operator === "eq");
      const overdue = overdueLoans(ctx, workflow);
      return wanted ? overdue : sql`not ${overdue}`;
    }
    return columnCondition(LOAN_COLUMNS[condition.field as StoredLoanField], condition, ctx.tenant.timeZone);
  });
  if (search !== "") {
    parts.push(sql`${loan.pipelineLoanId} in (${loansFound(search)})`);
  }
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

/** The `pipeline_loan_id` of the loans that free text finds (P3.2). */
export function loansFound(search: string): SQL {
  return sql`select ${loanSearch.pipelineLoanId} from ${loanSearch} where ${loanSearch.text} like ${`%${escapeLike(search)}%`}`;
}

/** Loans over the threshold of their status, as one range of `status_date` per status, so that its index serves it. */
export function overdueLoans(ctx: Context, workflow: StatusWorkflow): SQL {
  const clock = agingClock(ctx);
  const ranges = workflow.statuses
    .filter((status) => status.agingThresholdDays !== null)
    .map((status) => {
      const day = firstDayYounger(clock, (status.agingThresholdDays ?? 0) + 1);
      return sql`(${loan.currentStatus} = ${status.statusCode} and ${loan.statusDate} < ${startOf(ctx, day ?? clock.today)})`;
    });
  // Not the constant `false`: PostgreSQL would not sort by it.
  return ranges.length === 0 ? sql`(${loan.currentStatus} is null)` : sql`(${sql.join(ranges, sql` or `)})`;
}

function ageCondition(ctx: Context, clock: AgingClock, { operator, values }: Condition): SQL {
  const atLeast = (age: number): SQL => {
    const day = firstDayYounger(clock, age);
    return day === null ? sql`true` : sql`${loan.statusDate} < ${startOf(ctx, day)}`;
  };
  const exactly = (age: number) =>
    age < 0 ? sql`false` : sql`(${atLeast(age)} and not ${atLeast(age + 1)})`;
  const ages = values.map(Number);
  const age = ages[0] ?? 0;
  const byOperator: Partial<Record<Operator, () => SQL>> = {
    eq: () => exactly(age),
    neq: () => sql`not ${exactly(age)}`,
    gte: () => atLeast(age),
    gt: () => atLeast(age + 1),
    lt: () => sql`not ${atLeast(age)}`,
    lte: () => sql`not ${atLeast(age + 1)}`,
    in: () => sql`(${sql.join(ages.map(exactly), sql` or `)})`,
  };
  return byOperator[operator]?.() ?? sql`false`;
}

/** The moment at which a day begins for the tenant. */
function startOf(ctx: Context, day: string): SQL {
  return sql`(${day}::date::timestamp at time zone ${ctx.tenant.timeZone})`;
}

const COMPARISON: Partial<Record<Operator, SQL>> = {
  eq: sql`=`,
  neq: sql`is distinct from`,
  gt: sql`>`,
  gte: sql`>=`,
  lt: sql`<`,
  lte: sql`<=`,
};

/** A condition on a stored column. */
export function columnCondition(column: PgColumn, condition: Condition, timeZone: string): SQL {
  const { kind, operator, values } = condition;
  if (operator === "contains")
    return sql`${column} collate "und-x-icu" ilike ${`%${escapeLike(values[0] ?? "")}%`}`;
  if (kind === "instant") return instantCondition(column, operator, values, timeZone);
  const typed = values.map((value) => {
    if (kind === "integer") return sql`${value}::bigint`;
    if (kind === "decimal") return sql`${value}::numeric`;
    return kind === "day" ? sql`${value}::date` : sql`${value}`;
  });
  if (operator === "in") return sql`${column} in (${sql.join(typed, sql`, `)})`;
  return sql`${column} ${COMPARISON[operator] ?? sql`=`} ${typed[0]}`;
}

/** A date against a moment means the tenant's whole day; a date-time means itself. */
function instantCondition(column: PgColumn, operator: Operator, values: string[], timeZone: string): SQL {
  const span = (value: string): { start: SQL; end: SQL | null } =>
    value.length > 10
      ? { start: sql`${value}::timestamptz`, end: null }
      : {
          start: sql`(${value}::date::timestamp at time zone ${timeZone})`,
          // Added by the database, which knows the day after 9999-12-31.
          end: sql`((${value}::date + 1)::timestamp at time zone ${timeZone})`,
        };
  const within = (value: string): SQL => {
    const { start, end } = span(value);
    return end === null ? sql`${column} = ${start}` : sql`(${column} >= ${start} and ${column} < ${end})`;
  };
  if (operator === "in") return sql`(${sql.join(values.map(within), sql` or `)})`;
  const value = values[0] ?? "";
  const { start, end } = span(value);
  const byOperator: Partial<Record<Operator, SQL>> = {
    eq: within(value),
    neq: sql`not ${within(value)}`,
    gt: end === null ? sql`${column} > ${start}` : sql`${column} >= ${end}`,
    gte: sql`${column} >= ${start}`,
    lt: sql`${column} < ${start}`,
    lte: end === null ? sql`${column} <= ${start}` : sql`${column} < ${end}`,
  };
  return byOperator[operator] ?? sql`false`;
}
