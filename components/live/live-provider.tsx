"use client";

import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from "react";
import { ANYTHING, type LiveEvent } from "@/server/domain/live/model/live-events.ts";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { isConcerned } from "./concerned-queries.ts";
import { type FeedMessage, openFeed } from "./live-feed.ts";
import { makeTeller } from "./teller.ts";
import { LiveContext } from "./use-is-live.ts";

/** An answer that is still awaited for the first time may be of before the change, and is not asked for twice at once. */
async function askAgain(queryClient: QueryClient, predicate: (query: Query) => boolean): Promise<void> {
  const awaited = queryClient
    .getQueryCache()
    .findAll({ predicate })
    .filter(({ state }) => state.fetchStatus === "fetching" && state.data === undefined);
  await queryClient.invalidateQueries({ predicate });
  if (awaited.length > 0)
    await queryClient.invalidateQueries({ predicate: (query) => awaited.includes(query) });
}

/** Shows on every screen of the desk what is committed, by whomever and wherever, within a second (P7.8). */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { tenantSlug, email } = useSession();
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const [isLive, setLive] = useState(false);

  const tell = useEffectEvent(async (events: LiveEvent[]) => {
    await askAgain(queryClient, ({ queryKey }) => isConcerned(queryKey, events));
  });
  /** A refused stream is often an ended session; who asks finds out, and the desk then asks to sign in. */
  const askWhoIAm = useEffectEvent(
    () =>
      void queryClient.fetchQuery({ ...trpc.session.me.queryOptions(), retry: false }).catch(() => undefined),
  );

  useEffect(() => {
    const teller = makeTeller((events) => tell(events));
    let wasLive = false;
    const close = openFeed(`pssaas-live ${tenantSlug} ${email}`, (message: FeedMessage) => {
      if (message.kind === "changes") teller.add(message.events);
      if (message.kind === "resync" || (message.kind === "live" && !wasLive)) teller.add(ANYTHING);
      if (message.kind === "lost" && message.refused) askWhoIAm();
      wasLive = message.kind !== "lost";
      setLive(wasLive);
    });
    return () => {
      close();
      teller.stop();
    };
  }, [tenantSlug, email]);

  const context = useMemo(() => ({ isLive }), [isLive]);
  return <LiveContext value={context}>{children}</LiveContext>;
}
