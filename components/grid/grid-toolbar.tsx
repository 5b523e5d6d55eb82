"use client";

import dynamic from "next/dynamic";
import { ActiveFilters } from "../pipeline/active-filters.tsx";
import { isFiltered, listRequest } from "../pipeline/list-url.ts";
import { useListState } from "../pipeline/use-list-state.ts";
import { useViewedLoans } from "../pipeline/use-viewed-loans.ts";
import type { GridDeskState } from "./grid-desk.tsx";
import { shownFields } from "./grid-layout.ts";
import { GroupSwitch } from "./group-switch.tsx";

const ViewsMenu = dynamic(() => import("../views/views-menu.tsx").then((module) => module.ViewsMenu), {
  ssr: false,
  loading: () => <span className="w-20" />,
});

const ColumnsChooser = dynamic(
  () => import("./columns-chooser.tsx").then((module) => module.ColumnsChooser),
  { ssr: false },
);

const ExportButton = dynamic(
  () => import("../pipeline/export-button.tsx").then((module) => module.ExportButton),
  { ssr: false },
);

interface Props {
  desk: GridDeskState;
  /** How many loans match. */
  matching: number;
}

/** Which loans, how grouped, in which columns; filters are added in the heads of the columns. */
export function GridToolbar({ desk, matching }: Props) {
  const [state] = useListState();
  return (
    <div className="flex min-h-11 items-start gap-1.5 px-4 py-1.5 lg:px-6">
      <ViewsMenu of={useViewedLoans()} />
      <GroupSwitch isOn={desk.isGrouped} onChange={desk.groupByTrade} />
      <section aria-label="Filters" className="flex flex-1 flex-wrap items-center gap-1.5">
        <ActiveFilters />
      </section>
      <ColumnsChooser layout={desk.layout} />
      <ExportButton
        request={listRequest(state)}
        totalRows={matching}
        filtered={isFiltered(state)}
        columns={shownFields(desk.layout.layout)}
      />
    </div>
  );
}
