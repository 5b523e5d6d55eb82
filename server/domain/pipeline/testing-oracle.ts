import { businessDaysBetween, dayIn, type HolidayCalendar } from "../business-days.ts";
import { LOAN_FIELDS, type LoanField } from "./model/loan-fields.ts";

/** What a list should answer, worked out in memory from the loans themselves: no SQL and none of the product's queries. */

export interface Row extends Record<string, unknown> {
  pipelineLoanId: number;
  exchangeLoanId: string;
  currentStatus: string;
  statusDate: string;
  purchasePrice: string;
}

export interface Asked {
  field: string;
  operator: string;
  value: unknown;
}

export interface Clock {
  today: string;
  timeZone: string;
  calendar: HolidayCalendar;
}

export function ageIn(clock: Clock, row: Row): number {
  return businessDaysBetween(dayIn(clock.timeZone, new Date(row.statusDate)), clock.today, clock.calendar);
}

/** A decimal as a whole number of ten-thousandths, so that it compares exactly. */
function exact(digits: string): bigint {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  const units = BigInt(whole + fraction.padEnd(4, "0").slice(0, 4));
  return sign ? -units : units;
}

function compare<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** −1, 0, 1 for a field's value against one that was asked; null when the value is unknown. */
function against(clock: Clock, row: Row, field: LoanField, asked: unknown): number | null {
  const kind = LOAN_FIELDS[field];
  if (kind === "age") return compare(ageIn(clock, row), Number(asked));
  const value = row[field];
  if (value === null || value === undefined) return null;
  switch (kind) {
    case "integer":
      return compare(Number(value), Number(asked));
    case "decimal":
      return compare(exact(String(value)), exact(String(asked)));
    case "instant":
      return String(asked).length === 10
        ? compare(dayIn(clock.timeZone, new Date(String(value))), String(asked))
        : compare(Date.parse(String(value)), Date.parse(String(asked)));
    default:
      return compare(String(value), String(asked));
  }
}

export function fits(clock: Clock, row: Row, { field, operator, value }: Asked): boolean {
  if (field === "agingAlert") return (row.agingAlert === value) === (operator === "eq");
  if (operator === "contains") {
    const text = row[field];
    return typeof text === "string" && text.toLowerCase().includes(String(value).toLowerCase());
  }
  const name = field as LoanField;
  if (operator === "in") return (value as unknown[]).some((one) => against(clock, row, name, one) === 0);
  const order = against(clock, row, name, value);
  // «Not this» holds of an unknown value; every other comparison does not.
  if (order === null) return operator === "neq";
  const holds: Record<string, boolean> = {
    eq: order === 0,
    neq: order !== 0,
    gt: order > 0,
    gte: order >= 0,
    lt: order < 0,
    lte: order <= 0,
  };
  return holds[operator] ?? false;
}

/** Free text: borrower, loan ID, PSX loan ID or address. */
export function found(row: Row, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const texts = [row.borrowerName, row.loanId, row.exchangeLoanId, row.propertyAddress];
  return texts.some((text) => String(text).toLowerCase().includes(wanted));
}

const ALPHABETICAL: string[] = ["borrowerName", "buyerName", "sellerName", "propertyCity", "propertyAddress"];
const collator = new Intl.Collator("en");

/** In the order asked: unknown values last in both directions, the id breaks ties. */
export function inOrder(rows: Row[], sortBy: string, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  // Days in a status run against the dates by which they are sorted, ties included.
  const tie = sortBy === "daysInCurrentStatus" ? -sign : sign;
  return rows.toSorted((a, b) => sorted(a, b, sortBy, sign) || tie * (a.pipelineLoanId - b.pipelineLoanId));
}

function sorted(a: Row, b: Row, sortBy: string, sign: number): number {
  // The longer in its status, the earlier it came there; to the moment, not to the day.
  if (sortBy === "daysInCurrentStatus") return -sign * compare(a.statusDate, b.statusDate);
  const [x, y] = [a[sortBy], b[sortBy]];
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  const kind = LOAN_FIELDS[sortBy as LoanField];
  if (kind === "decimal") return sign * compare(exact(String(x)), exact(String(y)));
  if (kind === "integer" || kind === "alert") return sign * compare(Number(x), Number(y));
  const [s, t] = [String(x), String(y)];
  const alphabetical = ALPHABETICAL.includes(sortBy) ? collator.compare(s, t) : 0;
  return sign * (alphabetical || Buffer.compare(Buffer.from(s), Buffer.from(t)));
}
