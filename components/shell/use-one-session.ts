"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTRPC } from "../trpc/client.ts";

/** The tabs of this browser tell each other who is signed in. What one says it does not hear itself. */
let tabs: BroadcastChannel | undefined;
function otherTabs(): BroadcastChannel {
  tabs ??= new BroadcastChannel("pssaas-session");
  return tabs;
}

/**
 * Tells the other tabs who is signed in here. One that was made for somebody else asks the server at once whether it still
 * may, and does not go on showing what is not theirs.
 */
export function useOneSession(signedInAs: string): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const askWhoIAm = useEffectEvent(() => {
    const me = { ...trpc.session.me.queryOptions(), retry: false, staleTime: 0 };
    queryClient.fetchQuery(me).catch(() => undefined);
  });
  useEffect(() => {
    const hear = ({ data }: MessageEvent<string | null>) => {
      if (data !== signedInAs) askWhoIAm();
    };
    otherTabs().addEventListener("message", hear);
    otherTabs().postMessage(signedInAs);
    return () => otherTabs().removeEventListener("message", hear);
  }, [signedInAs]);
}

/** To be called when the session has ended. */
export function tellSignedOut(): void {
  otherTabs().postMessage(null);
}
