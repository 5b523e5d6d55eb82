"use client";

import { useSession } from "../../shell/session.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { NothingListed } from "../../ui/nothing-listed.tsx";
import { AdminAction } from "../admin-action.tsx";
import { MORTGAGE_COLUMNS } from "./mortgage-columns.tsx";
import type { AskOfMortgage } from "./mortgage-menu.tsx";
import { MortgageRow } from "./mortgage-row.tsx";
import { isFiltered, NO_MORTGAGE_FILTERS } from "./mortgages-url.ts";
import { useMortgagesState } from "./use-mortgages-state.ts";

interface Props {
  page: Outputs["mortgages"]["list"] | undefined;
  error: unknown;
  isStale: boolean;
  onRetry: () => void;
  onAsk: AskOfMortgage;
}

export function MortgagesTable({ page, error, isStale, onRetry, onAsk }: Props) {
  const [{ sort, dir }, change] = useMortgagesState();
  if (error && (!page || isStale)) {
    const { message, requestId } = refusalOf(error);
    return (
      <ErrorState
        title="The mortgages could not be loaded"
        message={message}
        requestId={requestId}
        onRetry={onRetry}
      />
    );
  }
  if (page && page.mortgages.length === 0 && !isStale) return <Nothing totalRows={page.totalRows} />;
  return (
    <ListTable
      label="Mortgages"
      columns={MORTGAGE_COLUMNS}
      sort={sort}
      dir={dir}
      onSort={change}
      isStale={isStale}
      rows={
        page
          ? page.mortgages.map((mortgage) => (
              <MortgageRow key={mortgage.mortgageId} mortgage={mortgage} onAsk={onAsk} />
            ))
          : null
      }
    />
  );
}

function Nothing({ totalRows }: { totalRows: number }) {
  const { role } = useSession();
  const [state, change] = useMortgagesState();
  return (
    <NothingListed
      of={["mortgage", "mortgages"]}
      totalRows={totalRows}
      isFiltered={isFiltered(state)}
      onFirstPage={() => change({ page: 1 })}
      onClear={() => change(NO_MORTGAGE_FILTERS)}
    >
      <EmptyState
        title="No mortgages yet"
        action={
          <AdminAction look="filled" href="/mortgages/new">
            New mortgage
          </AdminAction>
        }
      >
        A mortgage is kept here with its property, its borrower and its renewals.{" "}
        {role === "admin"
          ? "Enter the first one, or post it to the API."
          : "An administrator enters the first one."}
      </EmptyState>
    </NothingListed>
  );
}
