import type { MortgageStatus } from "@/server/domain/mortgages/model/mortgage.ts";
import type { Inputs } from "../../trpc/client.ts";
import { share, sumOf } from "../../ui/money-text.ts";
import type { MortgagesState } from "../list/mortgages-url.ts";
import { OPEN_STATUSES } from "../mortgage-status.tsx";
import { addDays, addMonths } from "../term-text.ts";

/** What falls due in the months ahead, and what has fallen due already and is still owed (M13). */

export const MONTHS_AHEAD = 24;
/** Earlier than any mortgage that is still owed; the server knows no day before it. */
const EVER = "1900-01-01";

export interface Due {
  maturityDate: string;
  loanAmount: string;
}

export interface MaturityMonth {
  /** The first day that counts; null: of everything before. */
  from: string | null;
  /** The last one. */
  to: string;
  count: number;
  /** US dollars. */
  amount: string;
}

/** The statuses that the timeline counts: what the list shows of what is still owed, else all of that. */
export function statusesOf({ status }: Pick<MortgagesState, "status">): MortgageStatus[] {
  const asked = OPEN_STATUSES.filter((one) => status.includes(one));
  return asked.length > 0 ? asked : [...OPEN_STATUSES];
}

const firstOf = (day: string) => `${day.slice(0, 8)}01`;
const lastOf = (day: string) => addDays(addMonths(firstOf(day), 1), -1);

export function maturingRequest(
  state: Pick<MortgagesState, "status" | "borrower">,
  today: string,
): Inputs["mortgages"]["maturing"] {
  const to = lastOf(addMonths(firstOf(today), MONTHS_AHEAD - 1));
  const { borrower } = state;
  return {
    from: EVER,
    to,
    status: statusesOf(state),
    ...(borrower === null ? {} : { borrowerId: borrower }),
  };
}

/** First what is overdue, then a month each, of which the present one begins today. */
export function monthsOf(due: readonly Due[], today: string): MaturityMonth[] {
  const months = Array.from({ length: MONTHS_AHEAD }, (_, ahead) => {
    const first = addMonths(firstOf(today), ahead);
    return { from: ahead === 0 ? today : first, to: lastOf(first) };
  });
  return [{ from: null, to: addDays(today, -1) }, ...months].map(({ from, to }) => {
    const own = due.filter((one) => one.maturityDate <= to && (from === null || one.maturityDate >= from));
    return { from, to, count: own.length, amount: sumOf(own.map(({ loanAmount }) => loanAmount)) };
  });
}

export type Measure = "amount" | "count";

/** How high each stands, from 0 to 1 of the highest of the months ahead; what is overdue may be more than 1 of it. */
export function heightsOf(months: readonly MaturityMonth[], by: Measure): number[] {
  const [, ...ahead] = months;
  if (by === "count") {
    const most = Math.max(0, ...ahead.map(({ count }) => count)) || months[0]?.count || 1;
    return months.map(({ count }) => count / most);
  }
  const highest = (amounts: string[]) =>
    amounts.reduce((most, amount) => (share(amount, most) > 1 ? amount : most), "0.01");
  const most = ahead.some(({ count }) => count > 0)
    ? highest(ahead.map(({ amount }) => amount))
    : highest(months.map(({ amount }) => amount));
  return months.map(({ amount }) => share(amount, most));
}
