import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { RetireLenderInput } from "./lender-input.ts";
import { changeLender, holdLender, type StoredLender } from "./lender-rows.ts";
import { guardLenderVersion } from "./model/lenders.ts";

/**
 * Retires a lender, so that no file is submitted to it any more, or brings it back (F6.1). It stays on the timelines of the files
 * that were. Administrators only.
 * @throws DomainError LENDER_NOT_FOUND; LENDER_CHANGED for a stale version
 */
export async function retireLender(ctx: Context, raw: unknown): Promise<StoredLender> {
  authorise(ctx, "funding:configure");
  const { lenderId, version, isRetired } = parseInput(RetireLenderInput, raw);
  return inTransaction(ctx, async (tx) => {
    const present = await holdLender(tx, lenderId);
    refuseIf(guardLenderVersion(version, present.version));
    if ((present.retiredAt !== null) === isRetired) return present;
    return changeLender(tx, ctx, present, { retiredAt: isRetired ? ctx.now().toISOString() : null });
  });
}
