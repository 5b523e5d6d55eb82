"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { toast } from "sonner";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { writeListState } from "./list-url.ts";
import { useListState } from "./use-list-state.ts";
import { asksForViewOnly, definitionOf, isSameQuestion, stateOf } from "./view-definition.ts";

export type SavedView = Outputs["pipeline"]["views"][number];

export interface Views {
  mine: SavedView[];
  shared: SavedView[];
  /** The one that the list was opened from, if it still exists. */
  current: SavedView | null;
  /** True when the list asks for something else by now. */
  isChanged: boolean;
  open: (view: SavedView) => void;
  close: () => void;
}

/** The saved views that a person may open, and which of them the list shows (P9.3). */
export function useViews(): Views {
  const trpc = useTRPC();
  const [state, change] = useListState();
  const { data = [] } = useQuery(trpc.pipeline.views.queryOptions());
  const current = data.find(({ viewId }) => viewId === state.view) ?? null;
  return {
    mine: data.filter(({ isMine }) => isMine),
    shared: data.filter(({ isMine }) => !isMine),
    current,
    isChanged: current !== null && !isSameQuestion(current.definition, definitionOf(state)),
    open: (view) => change({ ...stateOf(view.definition), view: view.viewId }),
    close: () => change({ ...stateOf({}), view: null }),
  };
}

/**
 * An address that names a view alone asks for the view as it is now: it becomes the address of all that the view holds.
 * @returns true until that is done, when the list's state is not yet what will be shown
 */
export function useAddressOfView(): boolean {
  const trpc = useTRPC();
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const [state] = useListState();
  const isAsked = asksForViewOnly(state, search);
  const { data, isError } = useQuery(trpc.pipeline.views.queryOptions(undefined, { enabled: isAsked }));
  const view = data?.find(({ viewId }) => viewId === state.view);
  // A view of nothing but the list's own order has no longer address.
  const isPending = isAsked && !(view && isSameQuestion(view.definition, definitionOf(state)));
  useEffect(() => {
    if (!isPending || !(data || isError)) return;
    // By the router and not by the hook of the address: it waits for the navigation that brought us here.
    const go = (query: string) => router.replace(`${pathname}${query}` as Route, { scroll: false });
    if (view) go(writeListState({ ...stateOf(view.definition), view: view.viewId }));
    else {
      sayGone("All loans are shown.");
      go("");
    }
  }, [isPending, data, isError, view, pathname, router]);
  return isPending;
}

/** A view that is gone leaves the address, in which its filters stay. Views that stand there alone are dealt with above. */
export function useGoneView(): void {
  const trpc = useTRPC();
  const search = useSearchParams().toString();
  const [state, change] = useListState();
  const { data, isFetching } = useQuery(trpc.pipeline.views.queryOptions());
  const { view, page } = state;
  const isGone =
    view !== null &&
    !isFetching &&
    data?.every(({ viewId }) => viewId !== view) === true &&
    !asksForViewOnly(state, search);
  useEffect(() => {
    if (!isGone) return;
    sayGone("The list still shows what it showed.");
    change({ view: null, page }, "replace");
  }, [isGone, page, change]);
}

function sayGone(what: string): void {
  toast.error(`That view does not exist any more, or is not shared with you. ${what}`, {
    id: "no-such-view",
  });
}
