import type { z } from "zod";
import type { RefusalDetail } from "../../errors.ts";
import { NonNegativeMoney, wholeNumber } from "../../fields.ts";
import { JsonNumber } from "../../json-number.ts";
import { PartialDate } from "../input.ts";
import { earliestDay, type PartialDate as KnownDate } from "../model/calendar.ts";
import { type Secrets, withoutSecrets } from "./secrets.ts";

/**
 * A place in somebody else's document, and how its values are read: XML and the JSON that is written like it come as the
 * same objects, with attributes under an `@` before their name. Nothing is read that is not asked for by name. What is wrong
 * is noted with the place as the document names it, so that one reading tells every fault.
 */
export interface Element {
  /** `CREDIT_LIABILITY[2]/_LATE_COUNT` */
  place: string;
  value: Record<string, unknown>;
  reading: Reading;
}

export interface Reading {
  /** UTC, `YYYY-MM-DD`. */
  today: string;
  faults: RefusalDetail[];
  /** The social security numbers that the document itself names: they go into nothing that is kept. */
  secrets: Secrets;
  /** How the document writes letters that its own syntax needs. */
  decode(written: string): string;
}

export function fault(element: Element, name: string, message: string): null {
  element.reading.faults.push({ field: placeOf(element, name), message });
  return null;
}

function placeOf({ place }: Element, name: string): string {
  return place === "" ? name : `${place}/${name}`;
}

/** The children of that name, in their order. */
export function children(element: Element, name: string): Element[] {
  const found = meaning(element.value, name);
  const list = Array.isArray(found) ? found : found === undefined || found === null ? [] : [found];
  const place = placeOf(element, name);
  return list.map((one, index) => ({
    place: list.length > 1 ? `${place}[${index}]` : place,
    // An element without attributes and children comes as its text.
    value: isObject(one) ? one : { "#text": one },
    reading: element.reading,
  }));
}

export function child(element: Element, name: string): Element | null {
  return children(element, name)[0] ?? null;
}

/** What an attribute says, or the first of several names for it; null when it is absent or empty. */
export function attribute(element: Element, ...names: string[]): string | null {
  for (const name of names) {
    const said = textOf(element, meaning(element.value, `@${name}`));
    if (said !== null) return said;
  }
  return null;
}

/** The text inside an element. */
export function content(element: Element): string | null {
  return textOf(element, meaning(element.value, "#text"));
}

/** Words that are kept: on one line, no longer than there is room for, and without any social security number. */
export function words(element: Element, most: number, ...names: string[]): string | null {
  return kept(element, attribute(element, ...names), most);
}

export function kept({ reading }: Element, said: string | null, most: number): string | null {
  if (said === null) return null;
  const plain = withoutSecrets(said, reading.secrets).slice(0, most).trim();
  return plain === "" ? null : plain;
}

/** Words without which the rest means nothing. */
export function requiredWords(element: Element, most: number, ...names: string[]): string {
  return words(element, most, ...names) ?? fault(element, `@${names[0]}`, "is required") ?? "";
}

export function money(element: Element, ...names: string[]): string | null {
  return readAs(element, NonNegativeMoney, names);
}

/** A number of times. Absent is unknown and not 0. */
export function count(element: Element, ...names: string[]): number | null {
  return readAs(element, wholeNumber(0, 999), names);
}

export function score(element: Element, name: string): number | null {
  return readAs(element, wholeNumber(300, 850), [name], (said) => said.replace(/^\+/, ""));
}

/** A date as exactly as it is known; nothing that a report tells of is still to come. */
export function date(element: Element, ...names: string[]): KnownDate | null {
  const known = readAs(element, PartialDate, names, writtenDate);
  if (known === null || earliestDay(known) <= element.reading.today) return known;
  return fault(
    element,
    nameOf(element, names),
    `must not be in the future (today is ${element.reading.today})`,
  );
}

/** One of the document's own words, as what it means here. One that is not known is never guessed. */
export function choice<T extends string>(
  element: Element,
  name: string,
  meanings: Record<string, T>,
): T | null {
  const said = attribute(element, name);
  if (said === null) return null;
  return (
    meaning(meanings, said) ??
    fault(element, `@${name}`, `must be one of ${Object.keys(meanings).join(", ")}`)
  );
}

const INDICATORS: Record<string, boolean> = { Y: true, N: false, true: true, false: false };

export function indicator(element: Element, name: string): boolean | null {
  const said = attribute(element, name);
  if (said === null) return null;
  return meaning(INDICATORS, said) ?? fault(element, `@${name}`, "must be Y or N");
}

function readAs<S extends z.ZodType>(
  element: Element,
  schema: S,
  names: string[],
  rewritten = (said: string): string => said,
): z.output<S> | null {
  const said = attribute(element, ...names);
  if (said === null) return null;
  const read = schema.safeParse(rewritten(said));
  if (read.success) return read.data;
  return fault(element, nameOf(element, names), read.error.issues[0]?.message ?? "is not valid");
}

/** Of several names for one thing, the one that was used. */
function nameOf(element: Element, names: string[]): string {
  return `@${names.find((name) => attribute(element, name) !== null) ?? names[0]}`;
}

/** `2021-04-00` is April, `20210415` and a date-time are days. */
function writtenDate(said: string): string {
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(said);
  const [day = ""] = (compact ? compact.slice(1).join("-") : said).split(/[T ]/);
  return day.replace(/(-00){1,2}$/, "");
}

function textOf(element: Element, found: unknown): string | null {
  const written =
    typeof found === "string"
      ? found
      : found instanceof JsonNumber
        ? found.source
        : typeof found === "boolean"
          ? String(found)
          : null;
  if (written === null) return null;
  const plain = element.reading
    .decode(written)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a line of ours has none of them
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .toWellFormed()
    .trim();
  return plain === "" ? null : plain;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  );
}

/** What a table says of a word, if it has it: `constructor` is in none. */
export function meaning<T>(table: Record<string, T>, word: string | null): T | undefined {
  return word !== null && Object.hasOwn(table, word) ? table[word] : undefined;
}
