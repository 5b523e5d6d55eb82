"use client";

import type { Route } from "next";
import Link from "next/link";
import type { Outputs } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ariaSort, SortButton } from "../../ui/sort-button.tsx";
import { FILE_COLUMNS } from "./file-columns.tsx";
import { FileRow } from "./file-row.tsx";
import { isFiltered, NO_FILE_FILTERS } from "./files-url.ts";
import { useFilesState } from "./use-files-state.ts";

interface Props {
  page: Outputs["funding"]["files"] | undefined;
  error: unknown;
  isStale: boolean;
  onRetry: () => void;
}

export function FilesTable({ page, error, isStale, onRetry }: Props) {
  if (error && (!page || isStale)) {
    const { message, requestId } = refusalOf(error);
    return (
      <ErrorState
        title="The files could not be loaded"
        message={message}
        requestId={requestId}
        onRetry={onRetry}
      />
    );
  }
  if (page && page.files.length === 0 && !isStale) return <Nothing totalRows={page.totalRows} />;
  return (
    <table
      aria-label="Funding files"
      aria-busy={isStale || !page}
      className="w-full table-fixed border-separate border-spacing-0 text-sm"
    >
      <Head />
      <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
        {page ? page.files.map((file) => <FileRow key={file.fileId} file={file} />) : <SkeletonRows />}
      </tbody>
    </table>
  );
}

function Head() {
  const [{ sort, dir }, change] = useFilesState();
  return (
    <thead>
      <tr>
        {FILE_COLUMNS.map(({ field, label, right, className }) => (
          <th
            key={label}
            scope="col"
            aria-sort={field === null ? undefined : ariaSort(sort === field, dir)}
            className={cn(
              "sticky top-14 z-10 h-8 border-b bg-canvas px-2 text-left font-normal text-xs text-ink-3",
              right && "text-right",
              className,
            )}
          >
            {field === null ? (
              label
            ) : (
              <SortButton
                label={label}
                right={right}
                isSorted={sort === field}
                dir={dir}
                onSort={(next) => change({ sort: field, dir: next })}
              />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Nothing({ totalRows }: { totalRows: number }) {
  const [state, change] = useFilesState();
  if (totalRows > 0)
    return (
      <EmptyState
        title="This page is past the end"
        action={<Button onClick={() => change({ page: 1 })}>First page</Button>}
      >
        There are fewer files than when this link was made.
      </EmptyState>
    );
  if (isFiltered(state))
    return (
      <EmptyState
        title="No file matches"
        action={<Button onClick={() => change(NO_FILE_FILTERS)}>Clear filters</Button>}
      >
        There may be files, but none with all of these conditions.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No files yet"
      action={
        <Button asChild look="filled">
          <Link href={"/funding/new" as Route}>New file</Link>
        </Button>
      }
    >
      A file holds a client who asks for funding. Open the first one here, or post it to the API.
    </EmptyState>
  );
}

const WIDTHS = ["w-32", "w-40", "w-28", "w-36", "w-32", "w-40", "w-28", "w-36"];

function SkeletonRows() {
  return WIDTHS.map((width, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
    <tr key={index} className="h-[36px]">
      {FILE_COLUMNS.map(({ label, right, className }, column) => (
        <td key={label} className={cn("border-b px-2", className)}>
          <Skeleton className={cn("h-3", column === 0 ? width : "w-3/5", right && "ml-auto")} />
        </td>
      ))}
    </tr>
  ));
}
