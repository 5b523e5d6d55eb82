"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Loaded } from "../../admin/loaded.tsx";
import { Moment } from "../../admin/moment.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { UploadReport } from "../file/upload-report.tsx";
import { FileDocuments } from "./file-documents.tsx";

/** All that came in for a client: credit reports at the left, papers at the right. */
export function DocumentsPage({ fileId }: { fileId: number }) {
  const trpc = useTRPC();
  const file = useQuery(trpc.funding.file.queryOptions({ fileId }));
  return (
    <Loaded query={file} what="The file">
      {({ name, reports }) => (
        <>
          <PageHeader
            title="Documents"
            figure={name}
            action={
              <Button asChild>
                <Link href={`/funding/${fileId}` as Route}>
                  <ArrowLeft aria-hidden />
                  To the file
                </Link>
              </Button>
            }
          />
          <div className="@container">
            <div className="grid max-w-320 gap-x-10 gap-y-8 px-4 py-5 @min-[900px]:grid-cols-2 lg:px-6">
              <section aria-labelledby="credit-reports" className="flex flex-col gap-4">
                <h2 id="credit-reports" className="text-md font-semibold">
                  Credit reports
                </h2>
                <UploadReport fileId={fileId} />
                <ReportList reports={reports} />
              </section>
              <section aria-labelledby="papers" className="flex flex-col gap-4">
                <h2 id="papers" className="text-md font-semibold">
                  Papers of the client
                </h2>
                <FileDocuments fileId={fileId} />
              </section>
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function ReportList({ reports }: { reports: Outputs["funding"]["file"]["reports"] }) {
  if (reports.length === 0)
    return (
      <p className="text-sm text-ink-2">
        No report yet. The file is underwritten when the first one is added.
      </p>
    );
  return (
    <ul aria-label="Credit reports received" className="divide-y border-y text-sm">
      {reports.map(({ reportId, vendor, sourceFormat, issuedOn, receivedAt, receivedBy }) => (
        <li key={reportId} className="flex min-h-11 items-center gap-3 py-1.5">
          <div className="min-w-0 flex-1">
            <p className="truncate">
              {vendor ?? "Credit report"} <span className="text-ink-3">· issued {issuedOn}</span>
            </p>
            <p className="truncate text-xs text-ink-3">
              {sourceFormat === "json" ? "Our own form" : sourceFormat} · {receivedBy}
            </p>
          </div>
          <span className="text-xs text-ink-2">
            <Moment moment={receivedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
