import { holdsSocialSecurityNumber } from "../../social-security-number.ts";

/** Nine digits each. */
export type Secrets = ReadonlySet<string>;

export const WITHHELD = "(number withheld)";

/** What separates the digits of a number where people write it, one by one as well. */
const GAP = "[^\\p{L}\\p{N}]{0,4}";
const NUMBER = new RegExp(`(?<!\\d)${Array(9).fill("\\d").join(GAP)}(?!\\d)`, "gu");

/** The digits of a social security number, when a text is one. */
export function secretIn(text: string | null): string[] {
  const digits = text?.normalize("NFKC").replace(/\D/g, "") ?? "";
  return digits.length === 9 ? [digits] : [];
}

/**
 * A text without what is or reads as a social security number (F1.1): the document's own numbers wherever their digits
 * stand in a row, and everything else that is written like one.
 */
export function withoutSecrets(text: string, secrets: Secrets): string {
  const isSuspect = holdsSocialSecurityNumber(text) || [...secrets].some((secret) => hides(text, secret));
  if (!isSuspect) return text;
  const plain = text.normalize("NFKC");
  const rest = [...secrets].reduce((kept, secret) => kept.replace(spelled(secret), WITHHELD), plain);
  return rest.replace(NUMBER, WITHHELD);
}

function hides(text: string, secret: string): boolean {
  return text.normalize("NFKC").replace(/\D/g, "").includes(secret);
}

function spelled(secret: string): RegExp {
  return new RegExp([...secret].join("[^\\da-zA-Z]{0,3}"), "gu");
}
