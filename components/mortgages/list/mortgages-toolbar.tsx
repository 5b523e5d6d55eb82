"use client";

import { ChevronDown } from "lucide-react";
import { MORTGAGE_STATUSES } from "@/server/domain/mortgages/model/mortgage.ts";
import { SearchBox } from "../../shell/search-box.tsx";
import { focusRow } from "../../shell/use-row-keys.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuTrigger } from "../../ui/dropdown-menu.tsx";
import { usePausedText } from "../../ui/use-paused-text.ts";
import { ViewsMenu } from "../../views/views-menu.tsx";
import { MortgageStatusName, STATUS_WORDS } from "../mortgage-status.tsx";
import { BorrowerFilter } from "./borrower-filter.tsx";
import { DayRangeFilter } from "./day-range-filter.tsx";
import { MORTGAGE_ROW } from "./mortgage-row.tsx";
import { isFiltered, NO_MORTGAGE_FILTERS } from "./mortgages-url.ts";
import { useMortgagesState } from "./use-mortgages-state.ts";
import { useViewedMortgages } from "./use-viewed-mortgages.ts";

export function MortgagesToolbar() {
  const [state, change] = useMortgagesState();
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
      <ViewsMenu of={useViewedMortgages()} />
      <StatusFilter />
      <BorrowerFilter />
      <DayRangeFilter
        label="Originated"
        from={state.originatedFrom}
        to={state.originatedTo}
        onChange={({ from, to }) => change({ originatedFrom: from, originatedTo: to })}
      />
      <DayRangeFilter
        label="Matures"
        from={state.maturesFrom}
        to={state.maturesTo}
        onChange={({ from, to }) => change({ maturesFrom: from, maturesTo: to })}
      />
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => change(NO_MORTGAGE_FILTERS)}>
          Clear all
        </Button>
      )}
    </section>
  );
}

function StatusFilter() {
  const [{ status: chosen }, change] = useMortgagesState();
  const words = MORTGAGE_STATUSES.filter((one) => chosen.includes(one)).map((one) => STATUS_WORDS[one]);
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm">
          {words.length === 0 ? "Status" : `Status: ${words.join(", ")}`}
          <ChevronDown aria-hidden className="text-ink-3" />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        {MORTGAGE_STATUSES.map((status) => (
          <MenuCheck
            key={status}
            checked={chosen.includes(status)}
            onCheckedChange={() =>
              change((now) => ({
                status: MORTGAGE_STATUSES.filter((one) => (one === status) !== now.status.includes(one)),
              }))
            }
          >
            <MortgageStatusName status={status} />
          </MenuCheck>
        ))}
      </MenuContent>
    </Menu>
  );
}

/** Finds a mortgage by borrower, address, external id or its own number. */
export function MortgagesSearch() {
  const [{ q }, change] = useMortgagesState();
  const [text, type] = usePausedText(q, (next) => change({ q: next ?? "" }));
  return (
    <SearchBox
      label="Search mortgages"
      placeholder="Borrower, address, id"
      maxLength={200}
      value={text}
      onType={type}
      onKey={(event) => {
        if (event.key !== "Enter" && event.key !== "ArrowDown") return;
        if (focusRow(MORTGAGE_ROW, 1)) event.preventDefault();
      }}
      className="@min-[760px]:w-64"
    />
  );
}
