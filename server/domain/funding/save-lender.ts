import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { SaveLenderInput } from "./lender-input.ts";
import {
  changeLender,
  holdLender,
  holdLenderNames,
  refuseNameTwice,
  type StoredLender,
} from "./lender-rows.ts";
import { guardAmounts, guardLenderVersion } from "./model/lenders.ts";

/**
 * Writes all that is known of a lender from now on (F6.1). What was submitted to it stays as it was sent. Administrators only.
 * @throws DomainError LENDER_NOT_FOUND; LENDER_CHANGED for a stale version; PAYLOAD_VALIDATION naming every wrong field
 */
export async function saveLender(ctx: Context, raw: unknown): Promise<StoredLender> {
  authorise(ctx, "funding:configure");
  const { lenderId, version, ...terms } = parseInput(SaveLenderInput, raw);
  refuseIf(guardAmounts(terms));
  return inTransaction(ctx, async (tx) => {
    await holdLenderNames(tx);
    const present = await holdLender(tx, lenderId);
    refuseIf(guardLenderVersion(version, present.version));
    await refuseNameTwice(tx, terms.name, lenderId);
    return changeLender(tx, ctx, present, terms);
  });
}
