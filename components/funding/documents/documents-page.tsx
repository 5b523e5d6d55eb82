"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Loaded } from "../../admin/loaded.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { isNoSuchFile, NoSuchFile } from "../file/no-such-file.tsx";
import { ReportList } from "../file/report-list.tsx";
import { UploadReport } from "../file/upload-report.tsx";
import { FileDocuments } from "./file-documents.tsx";

/** All that came in for a client: credit reports at the left, papers at the right. */
export function DocumentsPage({ fileId }: { fileId: number }) {
  const trpc = useTRPC();
  const file = useQuery(trpc.funding.file.queryOptions({ fileId }));
  if (isNoSuchFile(file.error)) return <NoSuchFile fileId={fileId} />;
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
                {reports.length === 0 ? (
                  <p className="text-sm text-ink-2">
                    No report yet. The file is underwritten when the first one is added.
                  </p>
                ) : (
                  <ReportList reports={reports} />
                )}
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
