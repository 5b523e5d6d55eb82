import { asc, eq, or, sql } from "drizzle-orm";
import { savedView } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context } from "../context.ts";
import { type SavedView, viewOf } from "./saved-view-rows.ts";

/** The saved views of whoever asks, and those shared with the tenant, by name (P9.3). One statement. */
export async function listViews(ctx: Context): Promise<SavedView[]> {
  authorise(ctx, "pipeline:read");
  const rows = await ctx.db
    .select()
    .from(savedView)
    .where(or(eq(savedView.owner, ctx.actor.name), savedView.isShared))
    .orderBy(asc(sql`lower(${savedView.name})`), asc(savedView.viewId));
  return rows.map((row) => viewOf(ctx, row));
}
