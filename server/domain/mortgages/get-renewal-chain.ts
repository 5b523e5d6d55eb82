import { sql } from "drizzle-orm";
import { mortgage } from "../../../db/tenant/schema/mortgages.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { MortgageInput } from "./input.ts";
import { MORTGAGE_NOT_FOUND } from "./model/mortgage.ts";
import { type ChainLink, chainOf } from "./model/renewal-chain.ts";
import { readMortgages } from "./mortgage-rows.ts";

/**
 * The whole chain of renewals that a mortgage is in, from any of its members: oldest origination first, the newest marked as
 * current (M2). One statement, however long it is.
 * @throws DomainError MORTGAGE_NOT_FOUND
 */
export async function getRenewalChain(ctx: Context, raw: unknown): Promise<ChainLink[]> {
  authorise(ctx, "mortgages:read");
  const { mortgageId } = parseInput(MortgageInput, raw);
  // `union` and not `union all`: a circle, which the database refuses, would end here all the same.
  const members = sql`${mortgage.mortgageId} in (
    with recursive earlier(id, previous) as (
      select mortgage_id, previous_mortgage_id from mortgage where mortgage_id = ${mortgageId}
      union select m.mortgage_id, m.previous_mortgage_id from mortgage m join earlier on m.mortgage_id = earlier.previous
    ), later(id) as (
      select mortgage_id from mortgage where mortgage_id = ${mortgageId}
      union select m.mortgage_id from mortgage m join later on m.previous_mortgage_id = later.id
    )
    select id from earlier union select id from later)`;
  const chain = chainOf(await readMortgages(ctx.db, members));
  if (chain.length === 0) throw new DomainError(MORTGAGE_NOT_FOUND);
  return chain;
}
