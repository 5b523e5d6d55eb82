import { type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { LoanSelection } from "./conditions.ts";
import type { Condition } from "./model/query.ts";

/**
 * What is known of the loans without reading them. A rollup stands in under the loan table's name and with its columns, so
 * that the same condition reads either; each of its rows counts `loan_count` loans.
 */

/**
 * Loans and volume by `current_status`, `status_day` and `data_source`, for a question about these alone: a status, a source,
 * an age, an alert or a day of entry. Null for every other.
 */
export function dayRollup(ctx: Context, selection: LoanSelection): SQL | null {
  if (!asksOnly(selection, isOfDays)) return null;
  // A loan that came at any time of a day lies on the same side of every midnight as the day's beginning.
  return sql`(select current_status, data_source, status_day, loan_count, volume,
      status_day::timestamp at time zone ${ctx.tenant.timeZone} as status_date
    from pipeline_status_rollup) as pipeline_loan`;
}

/** Loans by `current_status` and `buyer_id`, for a question about these two alone; null for every other. */
export function buyerRollup(selection: LoanSelection): SQL | null {
  const isOfBuyers = ({ field }: Condition) => field === "currentStatus" || field === "buyerId";
  return asksOnly(selection, isOfBuyers) ? sql`pipeline_buyer_rollup as pipeline_loan` : null;
}

function asksOnly(
  { conditions, search }: LoanSelection,
  isKnown: (condition: Condition) => boolean,
): boolean {
  return search === "" && conditions.every(isKnown);
}

const OF_DAYS = new Set(["currentStatus", "dataSource", "daysInCurrentStatus", "agingAlert"]);

function isOfDays({ field, values }: Condition): boolean {
  return OF_DAYS.has(field) || (field === "statusDate" && values.every(isDay));
}

const isDay = (value: string) => value.length === "2026-03-01".length;
