"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { PAGE_SIZES } from "../pipeline/list-url.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { countText } from "../ui/money-text.ts";
import { Pager } from "../ui/pager.tsx";
import { FilesTable } from "./list/files-table.tsx";
import { FilesSearch, FilesToolbar } from "./list/files-toolbar.tsx";
import { filesRequest, filesUrl, isFiltered } from "./list/files-url.ts";
import { useFileKeys } from "./list/use-file-keys.ts";
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
  useFileKeys((by) => {
    const target = state.page + by;
    if (target >= 1 && target <= last) change({ page: target });
  });
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title="Funding files"
        figure={page && <FileCount count={page.totalRows} filtered={isFiltered(state)} />}
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
      {page && page.totalRows > 0 && (
        <Pager
          page={page.page}
          pageSize={state.pageSize}
          totalRows={page.totalRows}
          shown={page.files.length}
          onPage={(to) => change({ page: to })}
          sizes={{
            choices: PAGE_SIZES,
            onSize: (chosen) => {
              const size = PAGE_SIZES.find((one) => one === chosen);
              if (size) change({ pageSize: size });
            },
          }}
        />
      )}
    </div>
  );
}

function FileCount({ count, filtered }: { count: number; filtered: boolean }) {
  return (
    <span role="status" className="figures">
      <span className="font-semibold text-ink">{countText(count)}</span> {count === 1 ? "file" : "files"}
      {filtered && (count === 1 ? " matches" : " match")}
    </span>
  );
}
