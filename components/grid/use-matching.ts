"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useListState } from "../pipeline/use-list-state.ts";
import { useTRPC } from "../trpc/client.ts";
import { questionOfAnyStatus } from "./grid-url.ts";
import { type Matching, matchingOf } from "./matching.ts";

/** What the filters let through; undefined until it is known. */
export function useMatching(): Matching | undefined {
  const trpc = useTRPC();
  const [state] = useListState();
  const { data } = useQuery(
    trpc.pipeline.summary.queryOptions(questionOfAnyStatus(state), { placeholderData: keepPreviousData }),
  );
  return data && matchingOf(data, state.status);
}
