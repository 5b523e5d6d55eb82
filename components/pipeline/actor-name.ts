"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";

/** Who did it, as a person says it: a name where it is known, else the whole address; programs by what they are. */
export function actorName(changedBy: string, names: ReadonlyMap<string, string>): string {
  if (changedBy === "system/exchange-webhook") return "PSX exchange";
  if (changedBy.startsWith("client/")) return `API client ${changedBy.slice("client/".length)}`;
  if (changedBy.startsWith("system/")) return changedBy.slice("system/".length).replaceAll("-", " ");
  return names.get(changedBy) ?? changedBy;
}

export function useActorName(): (changedBy: string) => string {
  const trpc = useTRPC();
  const { email, name } = useSession();
  const { data } = useQuery(trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  const names = useMemo(
    () => new Map([[email, name], ...(data ?? []).map((one) => [one.email, one.name] as const)]),
    [email, name, data],
  );
  return useCallback((changedBy) => actorName(changedBy, names), [names]);
}
