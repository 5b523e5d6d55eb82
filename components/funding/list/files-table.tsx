"use client";

import type { Route } from "next";
import Link from "next/link";
import type { Outputs } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { NothingListed } from "../../ui/nothing-listed.tsx";
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
  const [{ sort, dir }, change] = useFilesState();
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
    <ListTable
      label="Funding files"
      columns={FILE_COLUMNS}
      sort={sort}
      dir={dir}
      onSort={change}
      isStale={isStale}
      rows={page ? page.files.map((file) => <FileRow key={file.fileId} file={file} />) : null}
    />
  );
}

function Nothing({ totalRows }: { totalRows: number }) {
  const [state, change] = useFilesState();
  return (
    <NothingListed
      of={["file", "files"]}
      totalRows={totalRows}
      isFiltered={isFiltered(state)}
      onFirstPage={() => change({ page: 1 })}
      onClear={() => change(NO_FILE_FILTERS)}
    >
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
    </NothingListed>
  );
}
