import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { FILE_OUTCOMES, FILE_PATHS, FILE_REASONS, FILE_SORTS } from "@/server/domain/funding/model/file.ts";
import { NEXT_STEPS } from "@/server/domain/funding/model/outward-standing.ts";
import { plainAddress } from "@/server/domain/tenancy/model/email-address.ts";
import { asPage, asText } from "../../shell/address.ts";
import { PAGE_SIZES } from "../../shell/page-sizes.ts";
import type { Inputs } from "../../trpc/client.ts";
import { AGES } from "./list-words.ts";

/** The list of files is its address: search, filters, sort and page. */

export type FileSort = (typeof FILE_SORTS)[number];

/** An operator's address; what is none would be refused. */
const asAddress = createParser<string>({
  parse: plainAddress,
  serialize: String,
});

export const filesUrl = {
  q: asText.withDefault(""),
  outcome: parseAsStringLiteral(FILE_OUTCOMES),
  path: parseAsStringLiteral(FILE_PATHS),
  step: parseAsStringLiteral([...NEXT_STEPS.keys()]),
  reason: parseAsStringLiteral(FILE_REASONS),
  age: parseAsNumberLiteral(AGES),
  operator: asAddress,
  sort: parseAsStringLiteral(FILE_SORTS).withDefault("updatedAt"),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: asPage.withDefault(1),
  pageSize: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
};
export type FilesState = inferParserType<typeof filesUrl>;

export const loadFilesState = createLoader(filesUrl);
export const filesAddress = createSerializer(filesUrl);

export function filesRequest(state: FilesState): Inputs["funding"]["files"] {
  const { q, outcome, path, step, reason, age, operator, sort, dir, page, pageSize } = state;
  return {
    page,
    pageSize,
    sortBy: sort,
    sortDirection: dir,
    ...(q.trim() === "" ? {} : { search: q.trim() }),
    ...(outcome === null ? {} : { outcome }),
    ...(path === null ? {} : { path }),
    ...(step === null ? {} : { step }),
    ...(reason === null ? {} : { reason }),
    ...(age === null ? {} : { waitingDays: age }),
    ...(operator === null ? {} : { operator }),
  };
}

export const NO_FILE_FILTERS = {
  q: "",
  outcome: null,
  path: null,
  step: null,
  reason: null,
  age: null,
  operator: null,
};

export function isFiltered({ q, ...state }: FilesState): boolean {
  const { q: _search, ...filters } = NO_FILE_FILTERS;
  return q.trim() !== "" || Object.keys(filters).some((name) => state[name as keyof typeof filters] !== null);
}
