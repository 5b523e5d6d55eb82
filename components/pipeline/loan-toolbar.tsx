"use client";

import { ChevronDown, Clock, X } from "lucide-react";
import type { ReactNode } from "react";
import { PROPERTY_STATES } from "@/server/domain/pipeline/model/trade.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { isFiltered, NO_FILTERS } from "./list-url.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { useListState } from "./use-list-state.ts";
import { useStatuses } from "./use-statuses.ts";

const STATES = [...PROPERTY_STATES].sort();

export function LoanToolbar() {
  const [state, change] = useListState();
  const statuses = useStatuses();
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
      <FilterMenu label="Status">
        {statuses.all.map(({ statusCode, displayName, look }) => (
          <MenuCheck
            key={statusCode}
            checked={state.status.includes(statusCode)}
            onCheckedChange={() => change({ status: toggled(state.status, statusCode) })}
          >
            <StatusGlyph look={look} />
            {displayName}
          </MenuCheck>
        ))}
      </FilterMenu>
      <FilterMenu label="State" columns>
        {STATES.map((code) => (
          <MenuCheck
            key={code}
            checked={state.state.includes(code)}
            onCheckedChange={() => change({ state: toggled(state.state, code) })}
          >
            {code}
          </MenuCheck>
        ))}
      </FilterMenu>
      <Button
        size="sm"
        aria-pressed={state.overdue}
        onClick={() => change({ overdue: state.overdue ? null : true })}
        className="aria-pressed:border-overdue aria-pressed:bg-overdue-wash aria-pressed:text-overdue"
      >
        <Clock aria-hidden />
        Overdue
      </Button>
      {isFiltered(state) && (
        <>
          <span aria-hidden className="mx-1.5 h-4 w-px bg-line-strong" />
          <ul aria-label="Active filters" className="contents">
            {state.status.map((code) => (
              <Chip key={code} onClear={() => change({ status: toggled(state.status, code) })}>
                {statuses.of(code).displayName}
              </Chip>
            ))}
            {state.state.map((code) => (
              <Chip key={code} onClear={() => change({ state: toggled(state.state, code) })}>
                {code}
              </Chip>
            ))}
            {state.overdue && <Chip onClear={() => change({ overdue: null })}>Overdue</Chip>}
            {state.q.trim() !== "" && <Chip onClear={() => change({ q: null })}>“{state.q.trim()}”</Chip>}
          </ul>
          <Button size="sm" look="quiet" onClick={() => change(NO_FILTERS)}>
            Clear all
          </Button>
        </>
      )}
    </section>
  );
}

function FilterMenu({ label, columns, children }: { label: string; columns?: boolean; children: ReactNode }) {
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

function Chip({ onClear, children }: { onClear: () => void; children: ReactNode }) {
  return (
    <li className="inline-flex h-7 items-center rounded-md bg-accent-wash pl-2.5 text-xs font-medium text-accent">
      {children}
      <button
        type="button"
        onClick={onClear}
        className="flex h-7 w-7 items-center justify-center rounded-md hover:text-ink"
      >
        <X aria-hidden className="size-3" />
        <span className="sr-only">Remove this filter</span>
      </button>
    </li>
  );
}

function toggled(values: string[], value: string): string[] | null {
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.length === 0 ? null : next;
}
