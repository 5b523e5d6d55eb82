"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client.ts";
import { CopyButton } from "../ui/copy-button.tsx";

/** The address that Engine calls when it has something to report (F7.2). Whoever has it can only have us ask Engine again. */
export function EnginePostback() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.funding.offers.postback.queryOptions());
  if (!data) return null;
  return (
    <div className="max-w-220">
      <h3 className="text-sm font-semibold">Where Engine reports to</h3>
      <p className="mt-1 text-xs text-ink-2">
        Give this address to your Engine partner manager, and to nobody else. Each call has us read the lead
        at Engine again; nothing that it says is believed.
      </p>
      <p className="mt-2 break-all text-sm">
        <CopyButton value={`${window.location.origin}${data.path}`} label="Postback address" />
      </p>
    </div>
  );
}
