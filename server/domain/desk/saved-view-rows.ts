import type { savedView } from "../../../db/tenant/schema/desk.ts";
import type { Context } from "../context.ts";
import type { MortgageView } from "../mortgages/input.ts";
import type { KeptLoanView } from "../pipeline/loan-view.ts";
import { mayChangeView } from "./model/saved-view.ts";

/** A definition as it is kept, with the list that it is of. */
export type KeptDefinition = KeptLoanView | MortgageView;

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
  const { viewId, list, name, owner, isShared, version, updatedAt } = row;
  return {
    viewId,
    name,
    owner,
    isShared,
    isMine: owner === ctx.actor.name,
    mayChange: mayChangeView(row, ctx.actor),
    definition: { ...row.definition, list } as KeptDefinition,
    version,
    updatedAt,
  };
}
