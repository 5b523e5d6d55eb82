"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { toast } from "sonner";
import { useTRPC } from "../trpc/client.ts";
import { asksForViewOnly, type SavedView, type ViewedList } from "./viewed-list.ts";

export interface Views {
  mine: SavedView[];
  shared: SavedView[];
  /** The one that the list was opened from, if it still exists. */
  current: SavedView | null;
  /** True when the list asks for something else by now. */
  isChanged: boolean;
}

/** The saved views that a person may open, and which of them the list shows (P9.3). */
export function useViews({ list, viewId: named, isAsked }: ViewedList): Views {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.desk.views.queryOptions({ list }));
  const current = data.find(({ viewId }) => viewId === named) ?? null;
  return {
    mine: data.filter(({ isMine }) => isMine),
    shared: data.filter(({ isMine }) => !isMine),
    current,
    isChanged: current !== null && !isAsked(current),
  };
}

/**
 * An address that names a view alone asks for the view as it is now: it becomes the address of all that the view holds.
 * @returns true until that is done, when the list's state is not yet what will be shown
 */
export function useAddressOfView({ list, title, viewId: named, isAsked, addressOf }: ViewedList): boolean {
  const trpc = useTRPC();
  const router = useRouter();
  const pathname = usePathname();
  const asksForView = asksForViewOnly(named, useSearchParams().keys());
  const { data, isError } = useQuery(trpc.desk.views.queryOptions({ list }, { enabled: asksForView }));
  const view = data?.find(({ viewId }) => viewId === named);
  // A view of nothing but the list's own order has no longer address.
  const isPending = asksForView && !isError && !(view && isAsked(view));
  useEffect(() => {
    if (asksForView && isError)
      toast.error(`The views could not be loaded. All ${title.toLowerCase()} are shown.`, { id: "no-views" });
  }, [asksForView, isError, title]);
  useEffect(() => {
    if (!isPending || !data) return;
    // By the router and not by the hook of the address: it waits for the navigation that brought us here.
    const go = (query: string) => router.replace(`${pathname}${query}` as Route, { scroll: false });
    if (view) go(addressOf(view));
    else {
      sayGone(`All ${title.toLowerCase()} are shown.`);
      go("");
    }
  }, [isPending, data, view, pathname, router, addressOf, title]);
  return isPending;
}

/** A view that is gone leaves the address, in which its filters stay. Views that stand there alone are dealt with above. */
export function useGoneView({ list, viewId: named, name }: ViewedList): void {
  const trpc = useTRPC();
  const parameters = useSearchParams();
  const { data, isFetching } = useQuery(trpc.desk.views.queryOptions({ list }));
  const isGone =
    named !== null &&
    !isFetching &&
    data?.every(({ viewId }) => viewId !== named) === true &&
    !asksForViewOnly(named, parameters.keys());
  useEffect(() => {
    if (!isGone) return;
    sayGone("The list still shows what it showed.");
    name(null, "replace");
  }, [isGone, name]);
}

function sayGone(what: string): void {
  toast.error(`That view does not exist any more, or is not shared with you. ${what}`, {
    id: "no-such-view",
  });
}
