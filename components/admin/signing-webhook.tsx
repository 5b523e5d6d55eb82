"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client.ts";
import { CopyButton } from "../ui/copy-button.tsx";

/** The address that Documenso calls (F7.3). Without it agreements are looked at now and then all the same. */
export function SigningWebhook() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.funding.offers.signingWebhook.queryOptions());
  if (!data) return null;
  return (
    <div className="max-w-220">
      <h3 className="text-sm font-semibold">Where Documenso reports to</h3>
      <p className="mt-1 text-xs text-ink-2">
        Enter this address as a webhook of your Documenso team, and give it to nobody else; then a file says
        within seconds that its agreement was signed. Each call has us read the agreement at Documenso again;
        nothing that it says is believed.
      </p>
      <p className="mt-2 break-all text-sm">
        <CopyButton value={`${window.location.origin}${data.path}`} label="Webhook address" />
      </p>
    </div>
  );
}
