"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client.ts";

/** More names than these are no help. */
const MOST_NAMES = 3;

/** Who can do what an operator may not, for a sentence: "Ada Oakley or Bob Reyes". */
export function useWhomToAsk(): string {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  const names = data.filter(({ mayConfigure }) => mayConfigure).map(({ name }) => name);
  if (names.length === 0 || names.length > MOST_NAMES) return "an administrator";
  return new Intl.ListFormat("en-US", { type: "disjunction" }).format(names);
}
