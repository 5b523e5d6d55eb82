import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { userSetting } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { SaveSettingInput, SETTINGS } from "./input.ts";

/**
 * Keeps one setting of whoever asks, or forgets it (`null`). The last one wins: a person's two windows do not argue.
 * @throws DomainError PAYLOAD_VALIDATION naming the key, or the part of `value` that is wrong
 */
export async function saveSetting(ctx: Context, raw: unknown): Promise<void> {
  authorise(ctx, "pipeline:read");
  const { key, value } = parseInput(SaveSettingInput, raw);
  const owner = ctx.actor.name;
  if (value === null || value === undefined) {
    await ctx.db.delete(userSetting).where(and(eq(userSetting.owner, owner), eq(userSetting.key, key)));
    return;
  }
  const { value: checked } = parseInput(z.strictObject({ value: SETTINGS[key] }), { value });
  const updatedAt = ctx.now().toISOString();
  await ctx.db
    .insert(userSetting)
    .values({ owner, key, value: checked, updatedAt })
    .onConflictDoUpdate({ target: [userSetting.owner, userSetting.key], set: { value: checked, updatedAt } });
}
