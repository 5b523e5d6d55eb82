import { z } from "zod";
import { JsonNumber } from "./json-number.ts";
import { holdsSocialSecurityNumber } from "./social-security-number.ts";
import { writtenDay } from "./written-day.ts";

/**
 * The kinds of input field, each with its one rule and its one sentence. Used by REST, tRPC and the forms alike, so a
 * form says what the server would say.
 */

// Control characters have no place in a one-line text, and PostgreSQL refuses NUL altogether.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Text on one line, trimmed, not blank. */
export function text(max: number) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? "is required" : "must be a text") })
    .trim()
    .min(1, "must not be blank")
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !CONTROL.test(value), "must not contain control characters")
    .refine((value) => value.isWellFormed(), "must be valid Unicode");
}

/** Notes may have several lines. */
export const Notes = z
  .string({ error: (issue) => (issue.input === undefined ? "is required" : "must be a text") })
  .trim()
  .min(1, "must not be blank: say why")
  .max(2_000, "must have at most 2,000 characters")
  .refine((value) => !CONTROL.test(value.replace(/[\n\r\t]/g, "")), "must not contain control characters")
  .refine((value) => value.isWellFormed(), "must be valid Unicode");

/** zod's `error` of a field: what it must be, or that it is missing. */
export const required = (expected: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? "is required" : `must be ${expected}`;

export function oneOf<const T extends readonly [string, ...string[]]>(names: T) {
  return z.enum(names, { error: required(`one of ${names.join(", ")}`) });
}

export function listOf<S extends z.ZodType>(schema: S, what: string, most: number) {
  return z
    .array(schema, { error: required(`a list of ${what}`) })
    .max(most, `must hold at most ${most.toLocaleString("en-US")} ${what}`);
}

/** An object of exactly these fields: what is not among them is refused by its name. */
export function record<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, { error: required("an object") });
}

export const YesOrNo = z.boolean({ error: required("true or false") });

/** What may be left out or null: both say that it is not known. */
export function known<S extends z.ZodType>(schema: S) {
  return schema
    .nullable()
    .optional()
    .transform((value) => value ?? null);
}

/** A social security number has no place anywhere (F1.1). */
export function without<S extends z.ZodType<string>>(schema: S, kind: "words" | "identifier" = "words") {
  return schema.refine(
    (value) => !holdsSocialSecurityNumber(value, kind),
    "must not hold a social security number",
  );
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The digits of a JSON number or of a text, or null when it is neither. */
function digitsOf(input: unknown): string | null {
  if (input instanceof JsonNumber) return input.source;
  return typeof input === "string" ? input.trim() : null;
}

/**
 * An exact decimal, given as a JSON number or as text; out comes text with exactly `scale` decimals.
 * Too many decimals are refused, never rounded; an exponent is refused before anybody expands it (P1.3).
 */
function decimal(what: string, scale: number, wholeDigits: number, check: (value: string) => string | null) {
  return z
    .unknown()
    .transform((input, issues): string => {
      const problem = (message: string): never => {
        issues.addIssue({ code: "custom", message, input });
        return z.NEVER;
      };
      if (input === undefined) return problem("is required");
      const digits = digitsOf(input);
      if (digits === null) return problem(`must be ${what}`);
      const match = digits.length <= 60 ? DECIMAL.exec(digits) : null;
      if (!match) {
        return problem(
          /^[-+\d.]+e/i.test(digits) ? "must be written without an exponent" : `must be ${what}`,
        );
      }
      const [, sign = "", whole = "", fraction = ""] = match;
      const significant = whole.replace(/^0+(?=\d)/, "");
      if (fraction.length > scale) return problem(`must have at most ${scale} decimals`);
      if (significant.length > wholeDigits)
        return problem(`must have at most ${wholeDigits} digits before the point`);
      const magnitude = `${significant}.${fraction.padEnd(scale, "0")}`;
      // Nothing has no sign, as in the database.
      const value = isZero(magnitude) ? magnitude : sign + magnitude;
      const refused = check(value);
      return refused ? problem(refused) : value;
    })
    .pipe(z.string())
    .meta({ kind: scale === 2 ? "money" : "rate" });
}

const isZero = (value: string) => /^0+(\.0+)?$/.test(value);
const isNegative = (value: string) => value.startsWith("-");

/** US dollars above zero, at most two decimals. */
export const PositiveMoney = decimal("in dollars and cents, such as 1250.00", 2, 16, (value) =>
  isNegative(value) || isZero(value) ? "must be more than 0" : null,
);

/** US dollars, 0 or more, at most two decimals. */
export const NonNegativeMoney = decimal("in dollars and cents, such as 1250.00", 2, 16, (value) =>
  isNegative(value) ? "must not be negative" : null,
);

/** A percentage from 0 up to 999.9999. */
export const Percentage = (scale: 3 | 4) =>
  decimal("a percentage", scale, 7 - scale, (value) => (isNegative(value) ? "must not be negative" : null));

/** A rate of interest in per cent a year: more than 0 and less than 100 (M5). */
export const InterestRate = decimal("a percentage", 4, 3, (value) =>
  isNegative(value) || isZero(value) || /^\d{3}/.test(value) ? "must be more than 0 and less than 100" : null,
);

/** Degrees either way of 0, at most seven decimals: a centimetre (M5). */
export const degrees = (most: 90 | 180) =>
  decimal("a number of degrees", 7, 3, (value) => {
    const [whole = "", fraction = ""] = value.replace("-", "").split(".");
    const isBeyond = Number(whole) > most || (Number(whole) === most && /[1-9]/.test(fraction));
    return isBeyond ? `must be between -${most} and ${most}` : null;
  });

/** A whole number in a range, given as a JSON number or as digits. */
export function wholeNumber(min: number, max: number) {
  return z
    .unknown()
    .transform((input, issues): number => {
      const digits = typeof input === "number" ? String(input) : digitsOf(input);
      const value = digits !== null && /^-?\d{1,15}$/.test(digits) ? Number(digits) : null;
      const message =
        input === undefined
          ? "is required"
          : value === null
            ? "must be a whole number"
            : value < min || value > max
              ? `must be between ${min.toLocaleString("en-US")} and ${max.toLocaleString("en-US")}`
              : null;
      if (message === null && value !== null) return value;
      issues.addIssue({ code: "custom", message: message ?? "must be a whole number", input });
      return z.NEVER;
    })
    .pipe(z.number())
    .meta({ kind: "integer", minimum: min, maximum: max });
}

/** `YYYY-MM-DD`, or a date-time of which the written date counts. */
export const Day = z
  .string({ error: (issue) => (issue.input === undefined ? "is required" : "must be a date (YYYY-MM-DD)") })
  .transform((value, issues): string => {
    const day = writtenDay(value);
    if (day !== null) return day;
    issues.addIssue({ code: "custom", message: "must be an existing date (YYYY-MM-DD)", input: value });
    return z.NEVER;
  })
  .pipe(z.string())
  .meta({ kind: "day" });

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A date-time with its zone; out come unix milliseconds. */
export const Moment = z
  .string({ error: (issue) => (issue.input === undefined ? "is required" : "must be a date-time") })
  .transform((value, issues): number => {
    const moment = MOMENT.test(value) && writtenDay(value) !== null ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(moment)) return moment;
    const message = "must be an existing date-time with its zone (2026-04-27T12:00:00Z)";
    issues.addIssue({ code: "custom", message, input: value });
    return z.NEVER;
  })
  .pipe(z.number())
  .meta({ kind: "moment" });

/** The key of a record. */
export const RecordId = wholeNumber(1, 2_147_483_647);

/** `["loans", 3, "propertyState"]` → `loans[3].propertyState`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (joined, part) =>
      typeof part === "number"
        ? `${joined}[${part}]`
        : joined === ""
          ? String(part)
          : `${joined}.${String(part)}`,
    "",
  );
}
