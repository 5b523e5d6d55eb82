import { eq } from "drizzle-orm";
import { userSetting } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context } from "../context.ts";
import { SETTINGS, type SettingKey, type Settings } from "./input.ts";

/** The settings of whoever asks; those never set, or no longer of a known shape, are left out. One statement. */
export async function getSettings(ctx: Context): Promise<Settings> {
  authorise(ctx, "pipeline:read");
  const rows = await ctx.db
    .select({ key: userSetting.key, value: userSetting.value })
    .from(userSetting)
    .where(eq(userSetting.owner, ctx.actor.name));
  const known = rows.flatMap(({ key, value }) => {
    const schema = Object.hasOwn(SETTINGS, key) ? SETTINGS[key as SettingKey] : null;
    const checked = schema?.safeParse(value);
    return checked?.success ? [[key, checked.data]] : [];
  });
  return Object.fromEntries(known) as Settings;
}
