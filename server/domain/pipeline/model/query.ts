import type { RefusalDetail } from "../../errors.ts";
import { JsonNumber } from "../../json-number.ts";
import { writtenDay } from "../../written-day.ts";

/**
 * What may be asked of a list (P3.1, P3.2): which fields there are, which operators fit them, and what their values
 * look like. Pure: out come conditions in one normal form, or every fault by name. The SQL is made elsewhere.
 */
export type FieldKind =
  | "text"
  | "integer"
  | "decimal"
  | "day"
  | "instant"
  /** Business days in the present status: a range of `statusDate`. */
  | "age"
  /** True when the age is over the status's threshold. */
  | "alert";

export type FieldTable = Record<string, FieldKind>;

export const FILTER_OPERATORS = ["eq", "neq", "gt", "gte", "lt", "lte", "in", "contains"] as const;
export type Operator = (typeof FILTER_OPERATORS)[number];

/** A checked condition. Values are text in normal form: digits, `YYYY-MM-DD`, ISO instants, `true`/`false`. */
export interface Condition {
  field: string;
  kind: FieldKind;
  operator: Operator;
  values: string[];
}

const ORDERED: Operator[] = ["eq", "neq", "gt", "gte", "lt", "lte", "in"];

const OPERATORS: Record<FieldKind, Operator[]> = {
  text: ["eq", "neq", "in", "contains"],
  integer: ORDERED,
  decimal: ORDERED,
  day: ORDERED,
  instant: ORDERED,
  age: ORDERED,
  alert: ["eq", "neq"],
};

const MOST_VALUES = 500;
const OLDEST_AGE = 10_000;

/** Checks filters against the fields of a list. Faults name `filters[i].field`, `.operator` or `.value`. */
export function checkFilters(
  table: FieldTable,
  filters: readonly { field: string; operator: string; value?: unknown }[],
): { conditions: Condition[]; faults: RefusalDetail[] } {
  const conditions: Condition[] = [];
  const faults: RefusalDetail[] = [];
  for (const [index, filter] of filters.entries()) {
    const at = `filters[${index}]`;
    const kind = Object.hasOwn(table, filter.field) ? table[filter.field] : undefined;
    const operator = FILTER_OPERATORS.find((name) => name === filter.operator);
    if (!kind) {
      faults.push({ field: `${at}.field`, message: `'${filter.field}' is not a field of this list` });
    } else if (!operator || !OPERATORS[kind].includes(operator)) {
      const fitting = OPERATORS[kind].join(", ");
      faults.push({
        field: `${at}.operator`,
        message: `'${filter.operator}' does not fit ${filter.field}; use ${fitting}`,
      });
    } else {
      const values = normalValues(kind, operator, filter.value);
      if (typeof values === "string")
        faults.push({ field: `${at}.value`, message: `of ${filter.field} ${values}` });
      else conditions.push({ field: filter.field, kind, operator, values });
    }
  }
  return { conditions, faults };
}

/** The values in normal form, or what is wrong with them. */
function normalValues(kind: FieldKind, operator: Operator, value: unknown): string[] | string {
  if ((operator === "in") !== Array.isArray(value))
    return operator === "in" ? "must be a list" : "must be a single value";
  const given: unknown[] = Array.isArray(value) ? value : [value];
  if (given.length === 0 || given.length > MOST_VALUES) return `must hold 1 to ${MOST_VALUES} values`;
  const values: string[] = [];
  for (const one of given) {
    const normal = normalValue(kind, one);
    if (normal === null) return WANTED[kind];
    values.push(normal);
  }
  return values;
}

const WANTED: Record<FieldKind, string> = {
  text: "must be a text of at most 200 characters without control characters",
  integer: "must be a whole number",
  decimal: "must be a number without exponent",
  day: "must be an existing date (YYYY-MM-DD)",
  instant: "must be a date (YYYY-MM-DD) or a date-time with zone (2026-03-01T09:30:00Z)",
  age: `must be a whole number of business days, at most ${OLDEST_AGE.toLocaleString("en-US")}`,
  alert: "must be true or false",
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f]/;

function normalValue(kind: FieldKind, value: unknown): string | null {
  if (kind === "alert")
    return value === true || value === "true"
      ? "true"
      : value === false || value === "false"
        ? "false"
        : null;
  const digits =
    value instanceof JsonNumber ? value.source : typeof value === "number" ? String(value) : value;
  if (typeof digits !== "string") return null;
  switch (kind) {
    case "text":
      return digits.length <= 200 && !CONTROL.test(digits) && digits.isWellFormed() ? digits : null;
    case "integer":
      return /^-?\d{1,18}$/.test(digits) ? digits : null;
    case "decimal":
      return /^-?\d{1,30}(\.\d{1,10})?$/.test(digits) ? digits : null;
    case "day":
      return writtenDay(digits);
    case "instant":
      return /^\d{4}-\d{2}-\d{2}$/.test(digits) ? writtenDay(digits) : instantOf(digits);
    case "age":
      return /^-?\d{1,5}$/.test(digits) && Math.abs(Number(digits)) <= OLDEST_AGE ? digits : null;
  }
}

function instantOf(value: string): string | null {
  return INSTANT.test(value) && writtenDay(value) !== null && !Number.isNaN(Date.parse(value)) ? value : null;
}
