import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type Callback, dropClaims, NOT_IN_QUEUE, readCallback } from "./callback-rows.ts";
import { ReleaseInput } from "./queue-input.ts";

/**
 * Lets go of a client whom the caller had to call, so that somebody else may (F5.2). Whom somebody else has stays theirs; of
 * whom nobody has there is nothing to do.
 * @throws DomainError NOT_IN_QUEUE
 */
export async function releaseFile(ctx: Context, raw: unknown): Promise<Callback> {
  authorise(ctx, "funding:operate");
  const { fileId } = parseInput(ReleaseInput, raw);
  await dropClaims(ctx.db, ctx.actor.name, { of: fileId });
  const present = await readCallback(ctx.db, fileId);
  if (!present) throw new DomainError(NOT_IN_QUEUE);
  return present;
}
