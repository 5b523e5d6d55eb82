"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../admin/loaded.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { useTRPC } from "../trpc/client.ts";
import { FileFacts } from "./file/file-facts.tsx";
import { FileWorkflow } from "./steps/file-workflow.tsx";

/** A client's file: the person and the facts at the left, the way to funding at the right (F8.1). */
export function FilePage({ fileId }: { fileId: number }) {
  const trpc = useTRPC();
  const file = useQuery(trpc.funding.file.queryOptions({ fileId }));
  return (
    <Loaded query={file} what="The file">
      {(detail) => (
        <>
          <PageHeader title={detail.name} />
          <div className="grid gap-6 px-4 py-5 lg:grid-cols-2 lg:px-6">
            <FileFacts file={detail} />
            <FileWorkflow file={detail} />
          </div>
        </>
      )}
    </Loaded>
  );
}
