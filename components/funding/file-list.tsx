"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { Loaded } from "../admin/loaded.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { useTRPC } from "../trpc/client.ts";

/** The funding files, newest first (F8.1). */
export function FileList() {
  const trpc = useTRPC();
  const files = useQuery(trpc.funding.files.queryOptions({}));
  return (
    <>
      <PageHeader title="Funding files" />
      <Loaded query={files} what="The files">
        {({ files: rows }) => (
          <ul className="px-4 lg:px-6">
            {rows.map(({ fileId, name }) => (
              <li key={fileId} className="flex h-9 items-center border-b text-sm">
                <Link href={`/funding/${fileId}` as Route}>{name}</Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}
