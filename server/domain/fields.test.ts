import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { Day, fieldPath, Notes, Percentage, PositiveMoney, RecordId, text, wholeNumber } from "./fields.ts";
import { JsonNumber } from "./json-number.ts";
import { writtenDay } from "./written-day.ts";

/** The sentence of the first fault; null when the value is accepted. */
function fault(schema: z.ZodType, value: unknown): string | null {
  const result = schema.safeParse(value);
  return result.success ? null : (result.error.issues[0]?.message ?? "");
}

const number = (source: string) => new JsonNumber(source);

describe("money", () => {
  it.each([
    ["a JSON number", number("250000"), "250000.00"],
    ["cents", number("0.10"), "0.10"],
    ["one decimal", number("0.1"), "0.10"],
    ["more digits than a double holds", number("9007199254740993.11"), "9007199254740993.11"],
    ["the largest", number("9999999999999999.99"), "9999999999999999.99"],
    ["a text", " 12.5 ", "12.50"],
    ["leading zeros in a text", "000012.50", "12.50"],
    ["the smallest", "0.01", "0.01"],
  ])("P1.3 keeps %s to the cent", (_what, given, kept) => {
    expect(PositiveMoney.parse(given)).toBe(kept);
  });

  it.each([
    ["nothing", undefined, "is required"],
    ["null", null, "must be in dollars and cents, such as 1250.00"],
    ["a boolean", true, "must be in dollars and cents, such as 1250.00"],
    ["an object", {}, "must be in dollars and cents, such as 1250.00"],
    ["a list", [number("1")], "must be in dollars and cents, such as 1250.00"],
    ["a double that somebody parsed", 12.5, "must be in dollars and cents, such as 1250.00"],
    ["an empty text", "", "must be in dollars and cents, such as 1250.00"],
    ["a word", "many", "must be in dollars and cents, such as 1250.00"],
    ["a currency sign", "$1.00", "must be in dollars and cents, such as 1250.00"],
    ["thousands separators", "1,000.00", "must be in dollars and cents, such as 1250.00"],
    ["a plus sign", "+1.00", "must be in dollars and cents, such as 1250.00"],
    ["no digit before the point", ".50", "must be in dollars and cents, such as 1250.00"],
    ["no digit after the point", "1.", "must be in dollars and cents, such as 1250.00"],
    ["hexadecimal", "0x10", "must be in dollars and cents, such as 1250.00"],
    ["Arabic digits", "١٢", "must be in dollars and cents, such as 1250.00"],
    ["infinity", "Infinity", "must be in dollars and cents, such as 1250.00"],
    ["not a number", "NaN", "must be in dollars and cents, such as 1250.00"],
    ["an exponent", number("1e3"), "must be written without an exponent"],
    ["an exponent that would fill the memory", number("1e400"), "must be written without an exponent"],
    ["a text with an exponent", "1E+2", "must be written without an exponent"],
    ["a negative exponent", number("1.5e-2"), "must be written without an exponent"],
    ["three decimals", number("1.005"), "must have at most 2 decimals"],
    ["three decimals that say nothing", number("1.100"), "must have at most 2 decimals"],
    [
      "17 digits before the point",
      number("12345678901234567"),
      "must have at most 16 digits before the point",
    ],
    ["a thousand digits", "9".repeat(1000), "must be in dollars and cents, such as 1250.00"],
    ["zero", number("0"), "must be more than 0"],
    ["zero cents", "0.00", "must be more than 0"],
    ["negative zero", number("-0"), "must be more than 0"],
    ["a negative amount", number("-0.01"), "must be more than 0"],
  ])("P1.2 P1.3 refuses %s", (_what, given, sentence) => {
    expect(fault(PositiveMoney, given)).toBe(sentence);
  });

  it("P1.3 P3.6 survives unchanged whatever the amount, against an oracle in whole cents", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n }), (cents) => {
        const digits = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
        const kept = PositiveMoney.parse(number(digits));
        expect(BigInt(kept.replace(".", ""))).toBe(cents);
      }),
      { numRuns: 10_000 },
    );
  });

  it("P1.3 never rounds: an amount with more decimals than the column holds is refused", () => {
    const decimals = fc.stringMatching(/^\d{3,12}$/);
    fc.assert(
      fc.property(fc.nat(), decimals, (whole, fraction) => {
        expect(fault(PositiveMoney, number(`${whole}.${fraction}`))).toBe("must have at most 2 decimals");
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("percentages", () => {
  it.each([
    ["a note rate", 4 as const, "6.875", "6.8750"],
    ["zero", 3 as const, "0", "0.000"],
    ["minus zero, which is zero", 3 as const, "-0.0", "0.000"],
    ["the largest rate", 4 as const, "999.9999", "999.9999"],
    ["the largest LTV", 3 as const, "9999.999", "9999.999"],
  ])("P1.2 takes %s", (_what, scale, given, kept) => {
    expect(Percentage(scale).parse(number(given))).toBe(kept);
  });

  it.each([
    ["five decimals of a note rate", 4 as const, "6.87501", "must have at most 4 decimals"],
    ["four decimals of an LTV", 3 as const, "80.0001", "must have at most 3 decimals"],
    ["a negative", 3 as const, "-0.001", "must not be negative"],
    ["too large a rate", 4 as const, "1000", "must have at most 3 digits before the point"],
    ["too large an LTV", 3 as const, "10000", "must have at most 4 digits before the point"],
    ["an exponent", 3 as const, "8e1", "must be written without an exponent"],
  ])("P1.2 refuses %s", (_what, scale, given, sentence) => {
    expect(fault(Percentage(scale), number(given))).toBe(sentence);
  });
});

describe("whole numbers", () => {
  it.each([
    ["a JSON number", number("740"), 740],
    ["digits in a text", "740", 740],
    ["a number", 740, 740],
    ["the least", number("300"), 300],
    ["the most", number("850"), 850],
  ])("P1.2 takes %s as a credit score", (_what, given, kept) => {
    expect(wholeNumber(300, 850).parse(given)).toBe(kept);
  });

  it.each([
    ["nothing", undefined, "is required"],
    ["null", null, "must be a whole number"],
    ["a fraction", number("720.5"), "must be a whole number"],
    ["a fraction of zero", number("720.0"), "must be a whole number"],
    ["an exponent", number("7e2"), "must be a whole number"],
    ["too many digits for a number", "9".repeat(16), "must be a whole number"],
    ["a word", "good", "must be a whole number"],
    ["a boolean", true, "must be a whole number"],
    ["not a number", Number.NaN, "must be a whole number"],
    ["infinity", Number.POSITIVE_INFINITY, "must be a whole number"],
    ["one below the least", number("299"), "must be between 300 and 850"],
    ["one above the most", number("851"), "must be between 300 and 850"],
  ])("P1.2 refuses %s as a credit score", (_what, given, sentence) => {
    expect(fault(wholeNumber(300, 850), given)).toBe(sentence);
  });

  it.each([0, -1, 2_147_483_648, 1.5, "1.5", "abc", " ", {}, null])("P2.2 refuses %j as an id", (given) => {
    expect(fault(RecordId, given)).not.toBeNull();
  });
});

describe("texts", () => {
  it.each([
    ["surrounding blanks", "  Ann  ", "Ann"],
    ["letters of other alphabets", "José Müller 北京", "José Müller 北京"],
    ["a pair of surrogates", "House 🏠", "House 🏠"],
    ["as many characters as there may be", "x".repeat(20), "x".repeat(20)],
  ])("P1.2 takes %s", (_what, given, kept) => {
    expect(text(20).parse(given)).toBe(kept);
  });

  it.each([
    ["nothing", undefined, "is required"],
    ["null", null, "must be a text"],
    ["a number", number("5"), "must be a text"],
    ["an empty text", "", "must not be blank"],
    ["blanks", " \t\n ", "must not be blank"],
    ["no-break spaces", "\u00a0\u2003", "must not be blank"],
    ["one character too many", "x".repeat(21), "must have at most 20 characters"],
    ["a NUL", "a\u0000b", "must not contain control characters"],
    ["a line break", "a\nb", "must not contain control characters"],
    ["a tab", "a\tb", "must not contain control characters"],
    ["an escape", "a\u001b[31m", "must not contain control characters"],
    ["a C1 control", "a\u0085b", "must not contain control characters"],
    ["a line separator", "a\u2028b", "must not contain control characters"],
    ["half a surrogate pair", "a\ud83d", "must be valid Unicode"],
    ["the other half", "\udfe0a", "must be valid Unicode"],
  ])("P1.2 refuses %s", (_what, given, sentence) => {
    expect(fault(text(20), given)).toBe(sentence);
  });

  it.each([
    ["several lines", "first\r\n\tsecond", null],
    ["2,000 characters", "x".repeat(2_000), null],
    ["2,001 characters", "x".repeat(2_001), "must have at most 2,000 characters"],
    ["nothing", undefined, "is required"],
    ["blanks", " \n ", "must not be blank: say why"],
    ["a NUL", "a\u0000", "must not contain control characters"],
    ["half a surrogate pair", "\ud800", "must be valid Unicode"],
  ])("P2.1 judges notes of %s", (_what, given, sentence) => {
    expect(fault(Notes, given)).toBe(sentence);
  });
});

describe("days", () => {
  it.each([
    ["a date", "2026-03-02", "2026-03-02"],
    ["a leap day", "2028-02-29", "2028-02-29"],
    ["a date-time, of which the written date counts", "2026-03-02T23:30:00-08:00", "2026-03-02"],
    ["a date-time just before midnight in UTC", "2026-03-02T23:59:59.999Z", "2026-03-02"],
    ["a date-time without a zone", "2026-03-02T08:00", "2026-03-02"],
    ["a blank between date and time", "2026-03-02 08:00:00", "2026-03-02"],
    ["surrounding blanks", " 2026-03-02 ", "2026-03-02"],
    ["the earliest year", "1900-01-01", "1900-01-01"],
  ])("P1.2 takes %s", (_what, given, day) => {
    expect(Day.parse(given)).toBe(day);
  });

  it.each([
    ["30 February", "2026-02-30"],
    ["29 February of a common year", "2026-02-29"],
    ["29 February of a century", "1900-02-29"],
    ["31 April", "2026-04-31"],
    ["month 13", "2026-13-01"],
    ["month 0", "2026-00-10"],
    ["day 0", "2026-01-00"],
    ["a year before 1900", "1899-12-31"],
    ["a short year", "26-03-02"],
    ["the American order", "03/02/2026"],
    ["no leading zeros", "2026-3-2"],
    ["an hour that there is not", "2026-03-02T25:00:00Z"],
    ["a minute that there is not", "2026-03-02T10:60:00Z"],
    ["a word", "yesterday"],
    ["words after it", "2026-03-02 or so"],
    ["an expanded year", "+012026-03-02"],
    ["an empty text", ""],
  ])("P1.2 refuses %s", (_what, given) => {
    expect(fault(Day, given)).toBe("must be an existing date (YYYY-MM-DD)");
  });

  it.each([
    ["nothing", undefined, "is required"],
    ["null", null, "must be a date (YYYY-MM-DD)"],
    ["a number", number("20260302"), "must be a date (YYYY-MM-DD)"],
  ])("P1.2 refuses %s", (_what, given, sentence) => {
    expect(fault(Day, given)).toBe(sentence);
  });

  it("P1.2 knows every day of the calendar and no other", () => {
    const anyDay = fc.date({ min: new Date("1900-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(writtenDay(day)).toBe(day);
      }),
      { numRuns: 2_000 },
    );
    const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
    const triple = fc.tuple(fc.integer({ min: 1900, max: 2200 }), fc.nat({ max: 15 }), fc.nat({ max: 33 }));
    fc.assert(
      fc.property(triple, ([year, month, day]) => {
        const written = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
        expect(writtenDay(written)).toBe(exists ? written : null);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("paths of fields", () => {
  it.each([
    [[], ""],
    [["tradeDate"], "tradeDate"],
    [["loans", 3, "propertyState"], "loans[3].propertyState"],
    [["amounts", 0], "amounts[0]"],
  ])("P1.2 writes %j as %j", (path, written) => {
    expect(fieldPath(path)).toBe(written);
  });
});
