import { createParser, parseAsArrayOf } from "nuqs/server";
import { writtenDay } from "@/server/domain/written-day.ts";

/** What pages read from their address, where anything may have been typed. What the server would refuse is not read. */

/** Beyond it the server does not count. */
const LAST_PAGE = 1_000_000;
const LONGEST_TEXT = 200;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f]/g;

/** A page of a list, from 1 on. */
export const asPage = createParser<number>({
  parse: (text) => (/^\d{1,7}$/.test(text) && within(Number(text), LAST_PAGE) ? Number(text) : null),
  serialize: String,
});

/** The number of a record. */
export const asId = createParser<number>({
  parse: (text) => (/^\d{1,10}$/.test(text) && within(Number(text), 2_147_483_647) ? Number(text) : null),
  serialize: String,
});

/** A calendar day, `YYYY-MM-DD`. */
export const asDay = createParser<string>({
  parse: (text) => (text.length === 10 ? writtenDay(text) : null),
  serialize: String,
});

/** `true` or `false`, and nothing that is only taken for one of them. */
export const asFlag = createParser<boolean>({
  parse: (text) => (text === "true" ? true : text === "false" ? false : null),
  serialize: String,
});

/** Words to search for, or the name of something. */
export const asText = createParser<string>({
  parse: (text) => (text.length <= LONGEST_TEXT && text.search(CONTROL) < 0 ? text : null),
  serialize: String,
});
export const asTexts = parseAsArrayOf(asText);

function within(value: number, last: number): boolean {
  return value >= 1 && value <= last;
}

/** The parameters that a page has, each with what reads and writes it; other parameters are somebody else's. */
export type Address = Record<
  string,
  { parse: (text: string) => unknown; serialize: (value: never) => string }
>;

/**
 * What an address asks for and cannot be read, as `name=value`. It is left out, so the page shows something else than
 * the sender of the link saw, which has to be said; what no page can show is escaped. Of a list that can be read in part the rest is kept,
 * and of a name that stands there again the first value: lists are parted by commas.
 */
export function unreadIn(search: string, address: Address): string[] {
  return parametersIn(search, address)
    .filter(({ isRead }) => !isRead)
    .map(({ name, text }) => `${name}=${text.replace(CONTROL, encodeURIComponent)}`);
}

/** The query string without what cannot be read: "?" and all, or "". */
export function readPart(search: string, address: Address): string {
  const parameters = new URLSearchParams(search);
  for (const { name, value, isRead, write } of parametersIn(search, address)) {
    if (isRead) continue;
    if (value === null || (Array.isArray(value) && value.length === 0)) parameters.delete(name);
    else parameters.set(name, write(value as never));
  }
  return parameters.size > 0 ? `?${parameters}` : "";
}

function parametersIn(search: string, address: Address) {
  const parameters = new URLSearchParams(search);
  return Object.entries(address).flatMap(([name, { parse, serialize: write }]) => {
    const [text, ...again] = parameters.getAll(name);
    if (text === undefined) return [];
    const value = parse(text);
    const isRead = text === "" || (Array.isArray(value) ? value.length === entriesOf(text) : value !== null);
    const first = { name, text, value, isRead, write };
    const others = again.filter((other) => other !== text);
    return [first, ...others.map((other) => ({ ...first, text: other, isRead: false }))];
  });
}

/** How many entries a list has as it is written: as JSON, or parted by commas. */
function entriesOf(text: string): number {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.length;
  } catch {}
  return text.split(",").length;
}
