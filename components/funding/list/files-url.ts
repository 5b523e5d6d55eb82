import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { FILE_SORTS } from "@/server/domain/funding/file-input.ts";
import { FILE_PATHS } from "@/server/domain/funding/model/file.ts";
import { Email } from "@/server/domain/tenancy/input.ts";
import { PAGE_SIZES } from "../../pipeline/list-url.ts";
import { asPage, asText } from "../../shell/address.ts";
import type { Inputs } from "../../trpc/client.ts";

/** The list of files is its address: search, filters, sort and page. */

export type FileSort = (typeof FILE_SORTS)[number];

/** An operator's address; what is none would be refused. */
const asAddress = createParser<string>({
  parse: (text) => Email.safeParse(text).data ?? null,
  serialize: String,
});

export const filesUrl = {
  q: asText.withDefault(""),
  path: parseAsStringLiteral(FILE_PATHS),
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
  const { q, path, operator, sort, dir, page, pageSize } = state;
  return {
    page,
    pageSize,
    sortBy: sort,
    sortDirection: dir,
    ...(q.trim() === "" ? {} : { search: q.trim() }),
    ...(path === null ? {} : { path }),
    ...(operator === null ? {} : { operator }),
  };
}

export function isFiltered({ q, path, operator }: FilesState): boolean {
  return q.trim() !== "" || path !== null || operator !== null;
}

export const NO_FILE_FILTERS = { q: "", path: null, operator: null };
