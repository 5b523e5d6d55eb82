"use client";

import { ChevronDown, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { PROPERTY_STATES } from "@/server/domain/pipeline/model/trade.ts";
import { toggled } from "../shell/toggled.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { ViewsMenu } from "../views/views-menu.tsx";
import { ActiveFilters, without } from "./active-filters.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import { StatusGlyph } from "./status-glyph.tsx";
import { useListState } from "./use-list-state.ts";
import { useStatuses } from "./use-statuses.ts";
import { useViewedLoans } from "./use-viewed-loans.ts";

const STATES = [...PROPERTY_STATES].sort();

/** What a list shows of the pipeline: a saved view, or what is chosen here. */
export function LoanToolbar({ children }: { children?: ReactNode }) {
  return (
    <div className="flex min-h-11 items-start gap-1.5 px-4 py-1.5 lg:px-6">
      <ViewsMenu of={useViewedLoans()} />
      <span aria-hidden className="mx-1 my-1.5 h-4 w-px bg-line-strong" />
      <Filters />
      {children}
    </div>
  );
}

function Filters() {
  const [state, change] = useListState();
  const statuses = useStatuses();
  return (
    <section aria-label="Filters" className="flex flex-1 flex-wrap items-center gap-1.5">
      <ChoiceMenu label="Status">
        {statuses.all.map(({ statusCode, displayName, look }) => (
          <MenuCheck
            key={statusCode}
            checked={state.status.includes(statusCode)}
            onCheckedChange={() => change((now) => ({ status: toggled(now.status, statusCode) }))}
          >
            <StatusGlyph look={look} />
            {displayName}
          </MenuCheck>
        ))}
      </ChoiceMenu>
      <ChoiceMenu label="State" columns>
        {STATES.map((code) => (
          <MenuCheck
            key={code}
            checked={state.state.includes(code)}
            onCheckedChange={() => change((now) => ({ state: toggled(now.state, code) }))}
          >
            {code}
          </MenuCheck>
        ))}
      </ChoiceMenu>
      <Button
        size="sm"
        aria-pressed={state.overdue}
        onClick={() => change({ overdue: state.overdue ? null : true })}
        className="aria-pressed:border-overdue aria-pressed:bg-overdue-wash aria-pressed:text-overdue"
      >
        <Clock aria-hidden />
        Overdue
      </Button>
      <FilterMenu
        onAdd={(condition) => change({ filter: [...without(state.filter, condition), condition] })}
      />
      <ActiveFilters />
    </section>
  );
}

function ChoiceMenu({ label, columns, children }: { label: string; columns?: boolean; children: ReactNode }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm">
          {label}
          <ChevronDown aria-hidden className="text-ink-3" />
        </Button>
      </MenuTrigger>
      <MenuContent align="start" className={columns ? "grid grid-cols-4" : ""}>
        {children}
      </MenuContent>
    </Menu>
  );
}
