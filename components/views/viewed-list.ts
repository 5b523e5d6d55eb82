import type { OPENING_VIEWS } from "@/server/domain/desk/input.ts";
import type { ViewDefinition, ViewedListName } from "@/server/domain/desk/view-input.ts";
import type { Outputs } from "../trpc/client.ts";

export type SavedView = Outputs["desk"]["views"][number];

/** A list of which views are kept (P9.3, M13), as its own page knows it: what it asks now, and how it asks for something else. */
export interface ViewedList {
  list: ViewedListName;
  /** The list's name on the screen, at the beginning of a sentence: "Loans". */
  title: string;
  /** What of the list a view keeps, in the middle of a sentence. */
  keeps: string;
  /** Where the view that the list opens with is kept. */
  opensWith: keyof typeof OPENING_VIEWS;
  /** The view that the address names. */
  viewId: number | null;
  /** What the list asks now. */
  definition: ViewDefinition;
  /** Whether the list asks what a view asks, however both were written. */
  isAsked: (view: SavedView) => boolean;
  /** Asks what a view asks; null: nothing in particular. */
  show: (view: SavedView | null) => void;
  /** Has the address name another view, or none, and asks as before. `replace` leaves no step back. */
  name: (viewId: number | null, how?: "push" | "replace") => void;
  /** The query string, "?" and all, that stands for a view. */
  addressOf: (view: SavedView) => string;
}

/** True when an address, of which these are the parameters, names a view and nothing else: it asks for the view as it is now. */
export function asksForViewOnly(viewId: number | null, parameters: Iterable<string>): boolean {
  return viewId !== null && [...parameters].every((name) => name === "view");
}
