import { z } from "zod";
import type { RefusalDetail } from "../domain/errors.ts";
import { wholeNumber } from "../domain/fields.ts";
import { ListFilesInput } from "../domain/funding/file-input.ts";
import { parseLosslessly } from "../domain/json-number.ts";
import { invalidInput } from "../domain/parse.ts";
import { MOST_LOANS_PER_PAGE, MOST_TRADES_PER_PAGE } from "../domain/pipeline/input.ts";
import type { FieldTable } from "../domain/pipeline/model/query.ts";
import { FILTER_OPERATORS } from "../domain/pipeline/model/query.ts";

/** The query strings of lists (P3.1): named parameters, `filters` as JSON, and the shorthand `?field[operator]=value`. */

type Parameters = Record<string, { description: string; schema: z.ZodType }>;

const SORTING = {
  sortBy: { description: "Any field of the list; newest first without it.", schema: z.string() },
  sortDirection: { description: "asc unless said otherwise.", schema: z.enum(["asc", "desc"]) },
} satisfies Parameters;

const FILTERS = {
  filters: {
    description:
      'Conditions as URL-encoded JSON: [{"field":"loanAmount","operator":"gte","value":250000.00}]. Or in short: ' +
      "?currentStatus=in_transit&purchaseDate[gte]=2026-03-01&propertyState=CA,TX",
    schema: z.string(),
  },
} satisfies Parameters;

export const FILTER_PARAMETERS = {
  ...FILTERS,
  search: {
    description: "A part of borrower, loan id, exchange loan id or property address, in any case.",
    schema: z.string(),
  },
} satisfies Parameters;

function paging(mostPerPage: number) {
  return {
    page: { description: "From 1.", schema: wholeNumber(1, 1_000_000) },
    pageSize: { description: "25 unless said otherwise.", schema: wholeNumber(1, mostPerPage) },
  };
}

export const LOAN_LIST_PARAMETERS = { ...paging(MOST_LOANS_PER_PAGE), ...SORTING, ...FILTER_PARAMETERS };

export const TRADE_LIST_PARAMETERS = { ...paging(MOST_TRADES_PER_PAGE), ...SORTING, ...FILTERS };

const files = ListFilesInput.shape;

export const FILE_LIST_PARAMETERS = {
  page: { description: "From 1.", schema: files.page },
  pageSize: { description: "25 unless said otherwise.", schema: files.pageSize },
  sortBy: { description: "What changed last comes first without it.", schema: files.sortBy },
  sortDirection: { description: "asc unless said otherwise.", schema: files.sortDirection },
  path: {
    description:
      "A path of the newest run; `review` while a person has to act first, `no_report` before any.",
    schema: files.path,
  },
  step: {
    description:
      "What can be done now: a step by its id, `credit_report` before any report, `operator_review` while a person has to look " +
      "at the newest run, `new_pull` where no bureau found the client, `start_track` where only a track has to be started.",
    schema: files.step,
  },
  reason: { description: "Why it is parked or declined.", schema: files.reason },
  outcome: {
    description:
      "`open` while something is left to be done or the client is called back, `finished` when not; of those `funded`, " +
      "`not_funded` or `declined`.",
    schema: files.outcome,
  },
  waitingDays: {
    description: "So many days at least it has waited for what can be done now.",
    schema: files.waitingDays,
  },
  operator: { description: "Whose files, by e-mail address.", schema: files.operator },
  search: {
    description: "A part of name, e-mail address or phone number, in any case.",
    schema: files.search,
  },
} satisfies Parameters;

export const EXPORT_PARAMETERS = {
  columns: {
    description: "Field names in the order wanted, separated by commas; all without it.",
    schema: z.string(),
  },
  ...SORTING,
  ...FILTER_PARAMETERS,
} satisfies Parameters;

type Filter = { field: string; operator: string; value: unknown };

/**
 * Reads a list's query string. Values stay text; the verb checks them.
 * @throws DomainError PAYLOAD_VALIDATION naming a parameter that is unknown, given twice, or not JSON
 */
export function readListQuery(url: URL, fields: FieldTable, parameters: Parameters): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  const faults: RefusalDetail[] = [];
  const shorthand: Filter[] = [];
  const seen = new Set<string>();
  for (const [name, value] of url.searchParams) {
    if (seen.has(name))
      faults.push({ field: name, message: "is given twice; separate several values by commas" });
    seen.add(name);
    if (Object.hasOwn(parameters, name)) query[name] = value;
    else {
      const filter = shorthandFilter(name, value, fields);
      if (filter) shorthand.push(filter);
      else faults.push({ field: name, message: "is neither a parameter nor a field of this list" });
    }
  }
  const given = query.filters === undefined ? [] : parseFilters(String(query.filters), faults);
  if (faults.length > 0) throw invalidInput(faults);
  const filters = [...given, ...shorthand];
  return filters.length > 0 || query.filters !== undefined ? { ...query, filters } : query;
}

function shorthandFilter(name: string, value: string, fields: FieldTable): Filter | null {
  const match = /^([A-Za-z]+)(?:\[([a-z]+)\])?$/.exec(name);
  const field = match?.[1] ?? "";
  if (!Object.hasOwn(fields, field)) return null;
  const operator = match?.[2];
  if (operator !== undefined && !FILTER_OPERATORS.some((known) => known === operator)) return null;
  if (operator === "in" || (operator === undefined && value.includes(","))) {
    return { field, operator: "in", value: value.split(",") };
  }
  return { field, operator: operator ?? "eq", value };
}

function parseFilters(text: string, faults: RefusalDetail[]): unknown[] {
  try {
    const value = parseLosslessly(text);
    if (Array.isArray(value)) return value;
  } catch {
    // told below, like a value that is no list
  }
  faults.push({ field: "filters", message: "must be a JSON list of conditions" });
  return [];
}
