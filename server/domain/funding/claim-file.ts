import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type Callback, changeCallback, dropClaims, holdCallback } from "./callback-rows.ts";
import { claimOf, guardCall } from "./model/calls.ts";
import { ClaimInput } from "./queue-input.ts";

/**
 * Takes a client of the Funding Queue to call, so that nobody else calls them meanwhile (F5.2). It is over with the outcome of
 * the call, when it is let go of, with the claim of another client, or after half an hour; the same person's again begins the
 * half hour anew. Of any number at once one has it.
 * @throws DomainError NOT_IN_QUEUE; CALL_TAKEN with who has them; CALL_CHANGED when there was a call since the caller looked
 */
export async function claimFile(ctx: Context, raw: unknown): Promise<Callback> {
  authorise(ctx, "funding:operate");
  const { fileId, version } = parseInput(ClaimInput, raw);
  const [now, me] = [ctx.now(), ctx.actor.name];
  return inTransaction(ctx, async (tx) => {
    const present = await holdCallback(tx, fileId);
    refuseIf(guardCall(version, present, { me, now }));
    await dropClaims(tx, me, { butOf: fileId });
    return changeCallback(tx, present, claimOf(me, now));
  });
}
