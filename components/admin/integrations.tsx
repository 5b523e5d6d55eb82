"use client";

import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "../shell/page-header.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { IntegrationSection } from "./integration-section.tsx";
import { Loaded } from "./loaded.tsx";

export type Integration = Outputs["integrations"]["list"][number];

/** The systems outside: which is real and which a sandbox, how they are reached, and whether they answer (F7.4). */
export function Integrations() {
  const trpc = useTRPC();
  const integrations = useQuery(trpc.integrations.list.queryOptions());
  return (
    <div className="@container pb-10">
      <PageHeader title="Integrations" />
      <Loaded query={integrations} what="The integrations">
        {(all) => all.map((one) => <IntegrationSection key={one.system} integration={one} />)}
      </Loaded>
    </div>
  );
}
