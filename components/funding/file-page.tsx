"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Loaded } from "../admin/loaded.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { useTRPC } from "../trpc/client.ts";
import { useFileDialogs } from "./file/file-dialogs.ts";
import { FileFacts } from "./file/file-facts.tsx";
import { FileHead } from "./file/file-head.tsx";
import { isNoSuchFile, NoSuchFile } from "./file/no-such-file.tsx";
import { FileWorkflow } from "./steps/file-workflow.tsx";

// The rules of underwriting come with it.
const WhatIfPanel = dynamic(
  () => import("./what-if/what-if-panel.tsx").then((module) => module.WhatIfPanel),
  {
    ssr: false,
  },
);
// What is asked over the page is fetched when somebody asks.
const ReviseDialog = dynamic(() => import("./file/revise-dialog.tsx").then((module) => module.ReviseDialog), {
  ssr: false,
});
const AddReportDialog = dynamic(
  () => import("./file/add-report-dialog.tsx").then((module) => module.AddReportDialog),
  { ssr: false },
);

/** A client's file: the person and the facts at the left, the way to funding at the right (F8.1). */
export function FilePage({ fileId }: { fileId: number }) {
  const trpc = useTRPC();
  const file = useQuery(trpc.funding.file.queryOptions({ fileId }));
  const { shown, open, close } = useFileDialogs();
  if (isNoSuchFile(file.error)) return <NoSuchFile fileId={fileId} />;
  if (!file.data)
    return (
      <>
        <PageHeader title="Funding file" />
        <Loaded query={file} what="The file">
          {() => null}
        </Loaded>
      </>
    );
  const detail = file.data;
  return (
    <>
      <FileHead file={detail} open={open} />
      <div className="grid gap-x-8 gap-y-8 px-4 py-4 lg:grid-cols-2 lg:px-6">
        <FileFacts file={detail} open={open} />
        <FileWorkflow file={detail} open={open} />
      </div>
      {shown?.kind === "revise" && <ReviseDialog file={detail} preset={shown.preset} open onClose={close} />}
      {shown?.kind === "what-if" && detail.runs[0] && (
        <WhatIfPanel file={detail} run={detail.runs[0]} onClose={close} />
      )}
      {shown?.kind === "report" && (
        <AddReportDialog fileId={fileId} name={detail.name} open onClose={close} />
      )}
    </>
  );
}
