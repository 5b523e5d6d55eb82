import { asc, sql } from "drizzle-orm";
import { borrower } from "../../../db/tenant/schema/mortgages.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { ListBorrowersInput } from "./input.ts";

export interface Borrower {
  borrowerId: number;
  name: string;
  email: string | null;
  phone: string | null;
  createdAt: string;
  createdBy: string;
}

const { borrowerId, name, email, phone, createdAt, createdBy } = borrower;
export const BORROWER_COLUMNS = { borrowerId, name, email, phone, createdAt, createdBy };

/** One page of the borrowers, by name; by a part of name, e-mail address or phone number. Two statements. */
export async function listBorrowers(
  ctx: Context,
  raw: unknown,
): Promise<{ totalRows: number; page: number; pageSize: number; borrowers: Borrower[] }> {
  authorise(ctx, "mortgages:read");
  const { page = 1, pageSize = 25, search } = parseInput(ListBorrowersInput, raw ?? {});
  const where =
    search === undefined
      ? undefined
      : sql`${borrower.searchText} like ${`%${escapeLike(search.toLowerCase())}%`}`;
  const [count] = await ctx.db.select({ total: sql<number>`count(*)::int` }).from(borrower).where(where);
  const borrowers = await ctx.db
    .select(BORROWER_COLUMNS)
    .from(borrower)
    .where(where)
    .orderBy(asc(sql`${name} collate "und-x-icu"`), asc(borrowerId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { totalRows: count?.total ?? 0, page, pageSize, borrowers };
}
