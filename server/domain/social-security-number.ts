/** What sets the groups of a number apart where people write it: any few signs that are neither letter nor digit. */
const GAP = "[^\\p{L}\\p{N}]";
/** A point between the first groups is an amount's where a year or a sum may follow: "1,250.00, 2026-11-26". */
const AFTER_POINT = "\\.\\d{2}[^\\p{L}\\p{N}\\s,;]{1,4}";
const WRITTEN_NUMBER = new RegExp(
  `(?<!\\d)\\d{3}(?:${AFTER_POINT}|(?!\\.\\d)${GAP}{1,4}\\d{2}${GAP}{1,4})\\d{4}(?!\\d)`,
  "u",
);
/** Nine in a row, with the second gap left out, or one by one. The first gap left out is a postal code of nine digits. */
const NINE_DIGITS = new RegExp(`(?<!\\d)(\\d{9}|\\d{3}${GAP}{1,4}\\d{6}|(\\d${GAP}{1,4}){8}\\d)(?!\\d)`, "u");

/**
 * Whether a text holds what reads as a social security number, also in other forms of digit and hyphen.
 * @param kind an `identifier` may be nine digits by chance, so that only the number with its gaps counts there
 */
export function holdsSocialSecurityNumber(value: string, kind: "words" | "identifier" = "words"): boolean {
  const plain = value.normalize("NFKC");
  return WRITTEN_NUMBER.test(plain) || (kind === "words" && NINE_DIGITS.test(plain));
}
