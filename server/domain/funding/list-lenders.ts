import { and, asc, isNull, type SQL, sql } from "drizzle-orm";
import { fundingLender } from "../../../db/tenant/schema/funding-partners.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { ListLendersInput } from "./lender-input.ts";
import { lenderOf, type StoredLender } from "./lender-rows.ts";

/** More a desk does not work with. */
const MOST_LENDERS = 1_000;

/**
 * The lenders by name (F6.1); those that nothing is submitted to any more only when asked for. One statement.
 * @throws DomainError PAYLOAD_VALIDATION naming what cannot be asked
 */
export async function listLenders(ctx: Context, raw: unknown): Promise<{ lenders: StoredLender[] }> {
  authorise(ctx, "funding:read");
  const { product, search, withRetired = false } = parseInput(ListLendersInput, raw);
  const conditions: (SQL | undefined)[] = [
    withRetired ? undefined : isNull(fundingLender.retiredAt),
    product === undefined ? undefined : sql`${product} = any(${fundingLender.products})`,
    search === undefined ? undefined : matching(search),
  ];
  const rows = await ctx.db
    .select()
    .from(fundingLender)
    .where(and(...conditions))
    .orderBy(asc(sql`lower(${fundingLender.name})`), asc(fundingLender.lenderId))
    .limit(MOST_LENDERS);
  return { lenders: rows.map(lenderOf) };
}

function matching(search: string): SQL {
  const { name, contactName, contactEmail } = fundingLender;
  const text = sql`lower(concat_ws(chr(10), ${name}, ${contactName}, ${contactEmail}))`;
  return sql`${text} like ${`%${escapeLike(search.toLowerCase())}%`}`;
}
