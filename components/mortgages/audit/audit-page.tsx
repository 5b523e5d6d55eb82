"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Loaded } from "../../admin/loaded.tsx";
import { ListCount } from "../../shell/list-count.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { UnreadAddress } from "../../shell/unread-address.tsx";
import { type ChangeAddress, useAddressState } from "../../shell/use-address-state.ts";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Pager } from "../../ui/pager.tsx";
import { AuditTable } from "./audit-table.tsx";
import { AuditToolbar } from "./audit-toolbar.tsx";
import { type AuditState, auditRequest, auditUrl, isFiltered, NO_FILTERS } from "./audit-url.ts";

/** What was done with mortgages, what was tried and refused, and what is left of those that are gone (M11). For administrators. */
export function AuditPage() {
  const trpc = useTRPC();
  const [state, change] = useAddressState(auditUrl);
  const log = useQuery(
    trpc.mortgages.audit.list.queryOptions(auditRequest(state), { placeholderData: keepPreviousData }),
  );
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title="Audit log"
        figure={
          log.data && (
            <ListCount of={["entry", "entries"]} count={log.data.totalRows} filtered={isFiltered(state)} />
          )
        }
      />
      <AuditToolbar state={state} change={change} />
      <UnreadAddress of={auditUrl} />
      <Loaded query={log} what="The audit log">
        {({ entries, totalRows, page, pageSize }) =>
          entries.length === 0 ? (
            <NoEntry totalRows={totalRows} state={state} change={change} />
          ) : (
            <>
              <AuditTable entries={entries} isStale={log.isPlaceholderData} />
              <Pager
                page={page}
                pageSize={pageSize}
                totalRows={totalRows}
                shown={entries.length}
                onPage={(next) => change({ page: next })}
              />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

interface NoneProps {
  totalRows: number;
  state: AuditState;
  change: ChangeAddress<AuditState>;
}

function NoEntry({ totalRows, state, change }: NoneProps) {
  if (totalRows > 0)
    return (
      <EmptyState
        title="This page is past the end"
        action={<Button onClick={() => change({ page: 1 })}>First page</Button>}
      >
        The log is shorter than this link says.
      </EmptyState>
    );
  if (isFiltered(state))
    return (
      <EmptyState
        title="No entry matches"
        action={<Button onClick={() => change(NO_FILTERS)}>Clear all filters</Button>}
      >
        There may be entries, but none with all of these conditions.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing was done yet">
      Every change of a mortgage, every deletion and every attempt that is refused appears here, and stays.
    </EmptyState>
  );
}
