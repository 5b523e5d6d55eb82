"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../admin/loaded.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";

/** The way to funding: what is next, what comes, what was done and sent (F8.1). */
export function FileWorkflow({ file }: { file: Outputs["funding"]["file"] }) {
  const trpc = useTRPC();
  const progress = useQuery(trpc.funding.progress.queryOptions({ fileId: file.fileId }));
  return (
    <section aria-label="Workflow">
      <Loaded query={progress} what="The workflow">
        {({ runNo }) => <p className="text-sm text-ink-2">Underwritten {runNo} times</p>}
      </Loaded>
    </section>
  );
}
