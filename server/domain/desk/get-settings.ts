import { and, eq, or, sql } from "drizzle-orm";
import { savedView, userSetting } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context } from "../context.ts";
import { OPENING_VIEWS, SETTINGS, type SettingKey, type Settings } from "./input.ts";

/**
 * The settings of whoever asks; those never set, or no longer of a known shape, are left out, and so is a view to open a list
 * with that is gone or not shared any more. One statement.
 */
export async function getSettings(ctx: Context): Promise<Settings> {
  authorise(ctx, "pipeline:read");
  const rows = await ctx.db
    .select({ key: userSetting.key, value: userSetting.value })
    .from(userSetting)
    .where(and(eq(userSetting.owner, ctx.actor.name), ...opensWithWhatIsThere(ctx)));
  const known = rows.flatMap(({ key, value }) => {
    const schema = Object.hasOwn(SETTINGS, key) ? SETTINGS[key as SettingKey] : null;
    const checked = schema?.safeParse(value);
    return checked?.success ? [[key, checked.data]] : [];
  });
  return Object.fromEntries(known) as Settings;
}

function opensWithWhatIsThere(ctx: Context) {
  return Object.entries(OPENING_VIEWS).map(
    ([key, list]) => sql`(${userSetting.key} <> ${key} or exists (
      select from ${savedView} where to_jsonb(${savedView.viewId}) = ${userSetting.value} and ${and(
        eq(savedView.list, list),
        or(eq(savedView.owner, ctx.actor.name), savedView.isShared),
      )}))`,
  );
}
