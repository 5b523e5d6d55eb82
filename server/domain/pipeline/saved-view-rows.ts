import type { savedView } from "../../../db/tenant/schema/desk.ts";
import type { Context } from "../context.ts";
import type { ViewDefinition } from "./input.ts";
import type { Operator } from "./model/query.ts";
import { mayChangeView } from "./model/saved-view.ts";

/** A definition as it is kept: its conditions in normal form, values as text. */
export interface KeptDefinition extends Omit<ViewDefinition, "filters"> {
  filters?: { field: string; operator: Operator; value: string | string[] }[];
}

export interface SavedView {
  viewId: number;
  name: string;
  owner: string;
  isShared: boolean;
  isMine: boolean;
  /** Whether whoever asks may change or delete it. */
  mayChange: boolean;
  definition: KeptDefinition;
  version: number;
  updatedAt: string;
}

/** A stored view as whoever asks sees it. */
export function viewOf(ctx: Context, row: typeof savedView.$inferSelect): SavedView {
  const { viewId, name, owner, isShared, version, updatedAt } = row;
  return {
    viewId,
    name,
    owner,
    isShared,
    isMine: owner === ctx.actor.name,
    mayChange: mayChangeView(row, ctx.actor),
    definition: row.definition as KeptDefinition,
    version,
    updatedAt,
  };
}
