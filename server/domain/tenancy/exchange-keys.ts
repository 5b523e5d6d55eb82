import {
  createApiKey,
  type ListedKey,
  listApiKeys,
  replaceApiKey,
  revokeApiKey,
} from "../../auth/api-keys.ts";
import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { KeyInput, RotateKeyInput } from "./input.ts";

/** The keys with which the exchange posts trades, for administrators (P1.1, P6.3). */

const HOUR = 3_600_000;
const DEFAULT_OVERLAP_HOURS = 24;

/** Every key that there was, oldest first. */
export async function listKeys(ctx: Context): Promise<ListedKey[]> {
  authorise(ctx, "tenant:administer");
  return listApiKeys(ctx.tenant.id);
}

/** Makes one more key, which is shown this once. */
export async function createKey(ctx: Context): Promise<{ key: string; prefix: string }> {
  authorise(ctx, "tenant:administer");
  return createApiKey({ tenantId: ctx.tenant.id, by: ctx.actor.name }, ctx.now());
}

/**
 * Makes a key's successor, shown this once; both are good until the old one ends, in 24 hours unless said otherwise.
 * @throws DomainError CONFLICT when the key is not valid any more
 */
export async function rotateKey(
  ctx: Context,
  raw: unknown,
): Promise<{ key: string; prefix: string; oldEndsAt: string }> {
  authorise(ctx, "tenant:administer");
  const { prefix, overlapHours = DEFAULT_OVERLAP_HOURS } = parseInput(RotateKeyInput, raw);
  const now = ctx.now();
  const until = new Date(now.getTime() + overlapHours * HOUR);
  const rotated = await replaceApiKey({ tenantId: ctx.tenant.id, prefix, until, by: ctx.actor.name }, now);
  return rotated ?? refuse("CONFLICT", `There is no valid key ${prefix} any more; create a new one instead.`);
}

/** Ends a key; the next delivery with it is refused. @throws DomainError CONFLICT when it is not there or ended before */
export async function revokeKey(ctx: Context, raw: unknown): Promise<void> {
  authorise(ctx, "tenant:administer");
  const { prefix } = parseInput(KeyInput, raw);
  const revoked = await revokeApiKey(ctx.tenant.id, prefix, ctx.now(), ctx.actor.name);
  if (!revoked)
    refuse("CONFLICT", `There is no key ${prefix} that could be revoked; it may have been already.`);
}
