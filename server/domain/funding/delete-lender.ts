import { eq } from "drizzle-orm";
import { fundingLender } from "../../../db/tenant/schema/funding-partners.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { DeleteLenderInput } from "./lender-input.ts";
import { holdLender, wasSubmittedTo } from "./lender-rows.ts";
import { guardLenderVersion } from "./model/lenders.ts";

/**
 * Deletes a lender that no file was ever submitted to: one that was entered by mistake (F6.1). Administrators only.
 * @throws DomainError LENDER_NOT_FOUND; LENDER_CHANGED for a stale version; LENDER_IN_USE for one that has to be retired instead
 */
export async function deleteLender(ctx: Context, raw: unknown): Promise<{ lenderId: number }> {
  authorise(ctx, "funding:configure");
  const { lenderId, version } = parseInput(DeleteLenderInput, raw);
  return inTransaction(ctx, async (tx) => {
    const present = await holdLender(tx, lenderId);
    refuseIf(guardLenderVersion(version, present.version));
    if (await wasSubmittedTo(tx, lenderId))
      refuse(
        "LENDER_IN_USE",
        "Files were submitted to this lender, and their timelines name it. Nothing was deleted: retire it instead.",
      );
    await tx.delete(fundingLender).where(eq(fundingLender.lenderId, lenderId));
    return { lenderId };
  });
}
