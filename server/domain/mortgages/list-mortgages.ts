import { and, asc, desc, eq, gte, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { borrower, mortgage } from "../../../db/tenant/schema/mortgages.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { ListMortgagesInput } from "./input.ts";
import type { Mortgage } from "./model/mortgage.ts";
import { mortgageOf, selectMortgages } from "./mortgage-rows.ts";

export interface MortgagePage {
  totalRows: number;
  page: number;
  pageSize: number;
  mortgages: Mortgage[];
}

const SORT_KEYS = {
  updatedAt: mortgage.updatedAt,
  maturityDate: mortgage.maturityDate,
  originationDate: mortgage.originationDate,
  loanAmount: mortgage.loanAmount,
  interestRate: mortgage.interestRate,
  borrowerName: sql`${borrower.name} collate "und-x-icu"`,
  mortgageId: mortgage.mortgageId,
};

/**
 * One page of the mortgages that match, with their exact number; what changed last comes first unless asked otherwise (M4, M13).
 * Two statements.
 * @throws DomainError PAYLOAD_VALIDATION naming what cannot be asked
 */
export async function listMortgages(ctx: Context, raw: unknown): Promise<MortgagePage> {
  authorise(ctx, "mortgages:read");
  const input = parseInput(ListMortgagesInput, raw ?? {});
  const { page = 1, pageSize = 25, sortBy = "updatedAt" } = input;
  const descending = (input.sortDirection ?? (input.sortBy === undefined ? "desc" : "asc")) === "desc";
  const direction = descending ? desc : asc;
  const where = conditionsOf(input);
  const [count] = await ctx.db.select({ total: sql<number>`count(*)::int` }).from(mortgage).where(where);
  const rows = await selectMortgages(ctx.db)
    .where(where)
    .orderBy(direction(SORT_KEYS[sortBy]), direction(mortgage.mortgageId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { totalRows: count?.total ?? 0, page, pageSize, mortgages: rows.map(mortgageOf) };
}

type Filters = ReturnType<typeof ListMortgagesInput.parse>;

function conditionsOf(asked: Filters): SQL | undefined {
  const { status, borrowerId, originatedFrom, originatedTo, maturesFrom, maturesTo, search } = asked;
  const { originationDate, maturityDate } = mortgage;
  return and(
    status && inArray(mortgage.status, status),
    borrowerId === undefined ? undefined : eq(mortgage.borrowerId, borrowerId),
    originatedFrom === undefined ? undefined : gte(originationDate, originatedFrom),
    originatedTo === undefined ? undefined : lte(originationDate, originatedTo),
    maturesFrom === undefined ? undefined : gte(maturityDate, maturesFrom),
    maturesTo === undefined ? undefined : lte(maturityDate, maturesTo),
    search === undefined ? undefined : matching(search),
  );
}

function matching(search: string): SQL | undefined {
  const part = `%${escapeLike(search.toLowerCase())}%`;
  return or(
    sql`${mortgage.searchText} like ${part}`,
    sql`${mortgage.borrowerId} in (select borrower_id from borrower where search_text like ${part})`,
    /^\d{1,9}$/.test(search) ? eq(mortgage.mortgageId, Number(search)) : undefined,
  );
}
