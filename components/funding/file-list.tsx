"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { ListCount } from "../shell/list-count.tsx";
import { ListPager } from "../shell/list-pager.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { useRowKeys } from "../shell/use-row-keys.ts";
import { useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FilesTable } from "./list/files-table.tsx";
import { FilesSearch, FilesToolbar } from "./list/files-toolbar.tsx";
import { filesRequest, filesUrl, isFiltered } from "./list/files-url.ts";
import { useFilesState } from "./list/use-files-state.ts";

/** The files of clients: who it is, what was decided, and which way it goes (F8.1). */
export function FileList() {
  const trpc = useTRPC();
  const [state, change] = useFilesState();
  const query = useQuery(
    trpc.funding.files.queryOptions(filesRequest(state), { placeholderData: keepPreviousData }),
  );
  const page = query.data;
  const last = page ? Math.max(1, Math.ceil(page.totalRows / page.pageSize)) : 1;
  useRowKeys("data-file-row", (by) => {
    const target = state.page + by;
    if (target >= 1 && target <= last) change({ page: target });
  });
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title="Funding files"
        figure={
          page && <ListCount of={["file", "files"]} count={page.totalRows} filtered={isFiltered(state)} />
        }
        action={
          <div className="flex items-center gap-2">
            <FilesSearch />
            <Button asChild look="filled">
              <Link href={"/funding/new" as Route}>
                <Plus aria-hidden />
                New file
              </Link>
            </Button>
          </div>
        }
      />
      <FilesToolbar />
      <UnreadAddress of={filesUrl} />
      <FilesTable
        page={page}
        error={query.error}
        isStale={query.isPlaceholderData}
        onRetry={() => void query.refetch()}
      />
      {page && (
        <ListPager page={page} pageSize={state.pageSize} shown={page.files.length} onChange={change} />
      )}
    </div>
  );
}
