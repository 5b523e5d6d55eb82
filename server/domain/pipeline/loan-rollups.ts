import { type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { LoanSelection } from "./conditions.ts";
import type { Condition } from "./model/query.ts";

/**
 * What is known of the loans without reading them. A rollup stands in under the loan table's name and with its columns, so
 * that the same condition reads either; each of its rows counts `loan_count` loans.
 */

/**
 * Loans and volume by `current_status`, `status_day`, `data_source` and `principal_id`, for a question about these alone: a
 * status, a source, a principal, an age, an alert or a day of entry. Null for every other.
 */
export function dayRollup(ctx: Context, selection: LoanSelection): SQL | null {
  if (!asksOnly(selection, isOfDays)) return null;
  // A loan that came at any time of a day lies on the same side of every midnight as the day's beginning.
  return sql`(select current_status, data_source, principal_id, status_day, loan_count, volume,
      status_day::timestamp at time zone ${ctx.tenant.timeZone} as status_date
    from pipeline_status_rollup) as pipeline_loan`;
}

/** Whether a rollup tells how many loans match. */
export function isKnownToRollups(selection: LoanSelection): boolean {
  return asksOnly(selection, isOfBuyers) || asksOnly(selection, isOfDays);
}

/** The smallest rollup that tells how many loans match; null when none does. */
export function rollupFor(ctx: Context, selection: LoanSelection): SQL | null {
  return asksOnly(selection, isOfBuyers)
    ? sql`pipeline_buyer_rollup as pipeline_loan`
    : dayRollup(ctx, selection);
}

function asksOnly(
  { conditions, search }: LoanSelection,
  isKnown: (condition: Condition) => boolean,
): boolean {
  return search === "" && conditions.every(isKnown);
}

const isOfBuyers = ({ field }: Condition) => field === "currentStatus" || field === "buyerId";

const OF_DAYS = new Set(["currentStatus", "dataSource", "principalId", "daysInCurrentStatus", "agingAlert"]);

function isOfDays({ field, values }: Condition): boolean {
  return OF_DAYS.has(field) || (field === "statusDate" && values.every(isDay));
}

const isDay = (value: string) => value.length === "2026-03-01".length;
