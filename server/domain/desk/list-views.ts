import { and, asc, eq, or, sql } from "drizzle-orm";
import { savedView } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { type SavedView, viewOf } from "./saved-view-rows.ts";
import { ListViewsInput } from "./view-input.ts";

/**
 * The saved views of a list: those of whoever asks and those shared with the tenant, by name (P9.3, M13). One statement.
 * @throws DomainError PAYLOAD_VALIDATION for a list of which none are kept
 */
export async function listViews(ctx: Context, raw: unknown): Promise<SavedView[]> {
  authorise(ctx, "pipeline:read");
  const { list } = parseInput(ListViewsInput, raw);
  const rows = await ctx.db
    .select()
    .from(savedView)
    .where(and(eq(savedView.list, list), or(eq(savedView.owner, ctx.actor.name), savedView.isShared)))
    .orderBy(asc(sql`lower(${savedView.name})`), asc(savedView.viewId));
  return rows.map((row) => viewOf(ctx, row));
}
