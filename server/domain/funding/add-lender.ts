import { fundingLender } from "../../../db/tenant/schema/funding-partners.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { AddLenderInput } from "./lender-input.ts";
import { holdLenderNames, lenderOf, refuseNameTwice, type StoredLender } from "./lender-rows.ts";
import { guardAmounts } from "./model/lenders.ts";

/**
 * Adds a lender (F6.1). Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION naming every wrong field, also a name that another lender has
 */
export async function addLender(ctx: Context, raw: unknown): Promise<StoredLender> {
  authorise(ctx, "funding:configure");
  const terms = parseInput(AddLenderInput, raw);
  refuseIf(guardAmounts(terms));
  return inTransaction(ctx, async (tx) => {
    await holdLenderNames(tx);
    await refuseNameTwice(tx, terms.name, null);
    const at = ctx.now().toISOString();
    const by = { createdAt: at, createdBy: ctx.actor.name, updatedAt: at, updatedBy: ctx.actor.name };
    const [row] = await tx
      .insert(fundingLender)
      .values({ ...terms, version: 1, ...by })
      .returning();
    if (!row) throw new Error("unreachable: one row in, one row out");
    return lenderOf(row);
  });
}
