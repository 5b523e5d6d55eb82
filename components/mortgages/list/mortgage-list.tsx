"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ListCount } from "../../shell/list-count.tsx";
import { ListPager } from "../../shell/list-pager.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSession } from "../../shell/session.tsx";
import { UnreadAddress } from "../../shell/unread-address.tsx";
import { useHotkeys } from "../../shell/use-hotkeys.ts";
import { useRowKeys } from "../../shell/use-row-keys.ts";
import { useTRPC } from "../../trpc/client.ts";
import { useAddressOfView } from "../../views/use-views.ts";
import { AdminAction } from "../admin-action.tsx";
import { DeletionDialog } from "../deletion/deletion-dialog-lazy.tsx";
import { RenewalDialog } from "../renewal/renewal-dialog-lazy.tsx";
import { MaturityTimeline } from "../timeline/maturity-timeline.tsx";
import type { MortgageQuestion } from "./mortgage-menu.tsx";
import { MORTGAGE_ROW } from "./mortgage-row.tsx";
import { MortgagesTable } from "./mortgages-table.tsx";
import { MortgagesSearch, MortgagesToolbar } from "./mortgages-toolbar.tsx";
import { isFiltered, mortgagesRequest, mortgagesUrl } from "./mortgages-url.ts";
import { useMortgagesState } from "./use-mortgages-state.ts";
import { useViewedMortgages } from "./use-viewed-mortgages.ts";

/** The mortgages of the tenant, and when they fall due (M13). */
export function MortgageList() {
  const trpc = useTRPC();
  const [state, change] = useMortgagesState();
  const [question, ask] = useState<MortgageQuestion | null>(null);
  const isOpeningView = useAddressOfView(useViewedMortgages());
  const query = useQuery(
    trpc.mortgages.list.queryOptions(mortgagesRequest(state), {
      placeholderData: keepPreviousData,
      enabled: !isOpeningView,
    }),
  );
  const page = isOpeningView ? undefined : query.data;
  useListKeys(page ? Math.max(1, Math.ceil(page.totalRows / page.pageSize)) : 1);
  const isEmpty = page?.totalRows === 0 && !isFiltered(state);
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title="Mortgages"
        figure={
          page && (
            <ListCount of={["mortgage", "mortgages"]} count={page.totalRows} filtered={isFiltered(state)} />
          )
        }
        action={
          <div className="flex items-center gap-2">
            <MortgagesSearch />
            <AdminAction look="filled" href="/mortgages/new">
              <Plus aria-hidden />
              New mortgage
            </AdminAction>
          </div>
        }
      />
      {!isEmpty && <MaturityTimeline />}
      <MortgagesToolbar />
      <UnreadAddress of={mortgagesUrl} />
      <MortgagesTable
        page={page}
        error={query.error}
        isStale={query.isPlaceholderData}
        onRetry={() => void query.refetch()}
        onAsk={ask}
      />
      {page && (
        <ListPager page={page} pageSize={state.pageSize} shown={page.mortgages.length} onChange={change} />
      )}
      {question && <Asked question={question} onClose={() => ask(null)} />}
    </div>
  );
}

function Asked({
  question: { kind, mortgage },
  onClose,
}: {
  question: MortgageQuestion;
  onClose: () => void;
}) {
  if (kind === "renew") return <RenewalDialog mortgage={mortgage} onClose={onClose} />;
  return <DeletionDialog mortgageId={mortgage.mortgageId} open onOpenChange={onClose} onDeleted={onClose} />;
}

/** Rows and pages, and N for a new one. */
function useListKeys(lastPage: number): void {
  const router = useRouter();
  const { role } = useSession();
  const [state, change] = useMortgagesState();
  useRowKeys(MORTGAGE_ROW, (by) => {
    const target = state.page + by;
    if (target >= 1 && target <= lastPage) change({ page: target });
  });
  useHotkeys({ n: () => role === "admin" && router.push("/mortgages/new" as Route) });
}
