"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { type ComponentProps, useMemo } from "react";
import { ListCount } from "../shell/list-count.tsx";
import { ListPager } from "../shell/list-pager.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { useAddressOfView } from "../views/use-views.ts";
import { pageCheckbox, useBulkActions } from "./bulk-actions.tsx";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ExportButton } from "./export-button.tsx";
import { isFiltered, listRequest, listUrl, openLoanIn, writeListState } from "./list-url.ts";
import { type LoanList, LoanListProvider, type LoanRow, rowLink } from "./loan-list-context.ts";
import { LoanPanel } from "./loan-panel.tsx";
import { LoanSearch } from "./loan-search.tsx";
import { LoanTable } from "./loan-table.tsx";
import { LoanToolbar } from "./loan-toolbar.tsx";
import { RowMenu, useRowMenu } from "./row-menu.tsx";
import { useListKeys } from "./use-list-keys.ts";
import { useListState } from "./use-list-state.ts";
import { useLoanColumns } from "./use-loan-columns.ts";
import { useNeighbours } from "./use-neighbours.ts";
import { useRowFocus } from "./use-row-focus.ts";
import { SelectingProvider, useSelection } from "./use-selection.ts";
import { useViewedLoans } from "./use-viewed-loans.ts";

/** Comes right after the list: nothing is selected when it opens. */
const BulkBar = dynamic(() => import("./bulk-bar.tsx").then((module) => module.BulkBar), { ssr: false });

const NO_LOANS: LoanRow[] = [];

/**
 * The list with the panel of the open loan over it. Which loan is open is read from the path, and opening one only
 * writes the path: nothing is fetched but the loan, and the list keeps its place.
 */
export function LoanDesk() {
  const trpc = useTRPC();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const [state] = useListState();
  const isOpeningView = useAddressOfView(useViewedLoans());
  const request = listRequest(state);
  const loansQuery = useQuery(
    trpc.pipeline.loans.queryOptions(request, { placeholderData: keepPreviousData, enabled: !isOpeningView }),
  );
  const page = isOpeningView ? undefined : loansQuery.data;
  const loans = page?.loans ?? NO_LOANS;
  const openId = openLoanIn(pathname);
  const returnTo = useRowFocus(loans);
  const neighbours = useNeighbours(page, openId, (number) => ({ ...request, page: number }));
  const list = useMemo<LoanList>(
    () => ({ ...addressesOf(search), loans, openId, neighbours, returnTo }),
    [search, loans, openId, neighbours, returnTo],
  );

  const { search: words, filters } = listRequest(state);
  const selecting = useSelection(loans, JSON.stringify([words, filters]));
  const bulk = useBulkActions(selecting, pageCheckbox);
  const menu = useRowMenu(loans);
  useListKeys({ page, list, selecting, onBulkStatus: () => bulk.ask(), onMenu: menu.askByKey });

  return (
    <LoanListProvider value={list}>
      <div className="@container flex min-h-dvh flex-col">
        <PageHeader
          title="Loans"
          figure={
            page && <ListCount of={["loan", "loans"]} count={page.totalRows} filtered={isFiltered(state)} />
          }
          action={<LoanSearch found={loansQuery.isPlaceholderData ? null : loans} />}
        />
        <LoanToolbar>
          <ColumnsMenu />
          <ListExport request={request} totalRows={page?.totalRows ?? 0} filtered={isFiltered(state)} />
        </LoanToolbar>
        <UnreadAddress of={listUrl} />
        <SelectingProvider value={selecting}>
          <LoanTable
            page={page}
            error={loansQuery.error}
            isStale={loansQuery.isPlaceholderData}
            onRetry={() => loansQuery.refetch()}
          />
          <RowMenu menu={menu} />
          {page && <ListFoot page={page} onMove={bulk.ask} onClear={selecting.clear} />}
        </SelectingProvider>
      </div>
      {bulk.dialog}
      <LoanPanel loanId={openId} />
    </LoanListProvider>
  );
}

interface FootProps {
  page: Outputs["pipeline"]["loans"];
  onMove: ComponentProps<typeof BulkBar>["onMove"];
  onClear: () => void;
}

/** In the flow, so that the last row can always be scrolled clear of it. */
function ListFoot({ page, onMove, onClear }: FootProps) {
  const [{ pageSize }, change] = useListState();
  const clear = () => {
    onClear();
    pageCheckbox()?.focus();
  };
  return (
    <div className="sticky bottom-0 z-10 mt-auto">
      <BulkBar page={page} onMove={onMove} onClear={clear} />
      <ListPager page={page} pageSize={pageSize} shown={page.loans.length} onChange={change} />
    </div>
  );
}

function ListExport(props: Omit<ComponentProps<typeof ExportButton>, "columns">) {
  const { columns } = useLoanColumns();
  return <ExportButton {...props} columns={["borrowerName", ...columns.map(({ field }) => field)]} />;
}

function onPage(search: string, page: number): string {
  return writeListState(`?${search}`, { page });
}

/** Opening and closing loans only writes the address; the list's own query string stays in it. */
function addressesOf(search: string): Pick<LoanList, "hrefOf" | "open" | "close"> {
  const query = search === "" ? "" : `?${search}`;
  const hrefOf = (loanId: number) => `/pipeline/loans/${loanId}${query}`;
  return {
    hrefOf,
    open: (loanId, how = "push", page) => {
      const address =
        page === undefined ? hrefOf(loanId) : `/pipeline/loans/${loanId}${onPage(search, page)}`;
      if (how === "replace") window.history.replaceState(null, "", address);
      else window.history.pushState(null, "", address);
      rowLink(loanId)?.scrollIntoView({ block: "nearest" });
    },
    close: () => window.history.pushState(null, "", `/pipeline/loans${query}`),
  };
}
