import { eq } from "drizzle-orm";
import { savedView } from "../../../db/tenant/schema/desk.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { guardViewChange } from "./model/saved-view.ts";
import { type SavedView, viewOf } from "./saved-view-rows.ts";
import { DeleteViewInput } from "./view-input.ts";

/**
 * Deletes a saved view and gives it back, so that it can be saved again (P9.3).
 * @throws DomainError VIEW_NOT_FOUND; FORBIDDEN for a shared view of somebody else, unless by an administrator
 */
export async function deleteView(ctx: Context, raw: unknown): Promise<SavedView> {
  authorise(ctx, "pipeline:read");
  const { viewId } = parseInput(DeleteViewInput, raw);
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.select().from(savedView).where(eq(savedView.viewId, viewId)).for("update");
    refuseIf(guardViewChange(row, ctx.actor));
    const [deleted] = await tx.delete(savedView).where(eq(savedView.viewId, viewId)).returning();
    if (!deleted) throw new Error("the view was locked and is gone");
    return viewOf(ctx, deleted);
  });
}
