"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { toggled } from "../shell/toggled.ts";
import { Button } from "../ui/button.tsx";
import { conditionText } from "./condition-text.ts";
import { isFiltered, NO_FILTERS, type UrlCondition } from "./list-url.ts";
import { useListState } from "./use-list-state.ts";
import { useStatuses } from "./use-statuses.ts";

/** What the list is narrowed by, each to be taken back with one press. */
export function ActiveFilters() {
  const [state, change] = useListState();
  const statuses = useStatuses();
  if (!isFiltered(state)) return null;
  return (
    <>
      <span aria-hidden className="mx-1.5 h-4 w-px bg-line-strong" />
      <ul aria-label="Active filters" className="contents">
        {state.status.map((code) => (
          <Chip key={code} onClear={() => change((now) => ({ status: toggled(now.status, code) }))}>
            {statuses.of(code).displayName}
          </Chip>
        ))}
        {state.state.map((code) => (
          <Chip key={code} onClear={() => change((now) => ({ state: toggled(now.state, code) }))}>
            {code}
          </Chip>
        ))}
        {state.overdue && <Chip onClear={() => change({ overdue: null })}>Overdue</Chip>}
        {state.filter.map((condition) => (
          <Chip
            key={JSON.stringify(condition)}
            onClear={() => change({ filter: without(state.filter, condition) })}
          >
            {conditionText(condition)}
          </Chip>
        ))}
        {state.q.trim() !== "" && <Chip onClear={() => change({ q: null })}>“{state.q.trim()}”</Chip>}
      </ul>
      <Button size="sm" look="quiet" onClick={() => change(NO_FILTERS)}>
        Clear all
      </Button>
    </>
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

export function without(conditions: UrlCondition[], condition: UrlCondition): UrlCondition[] {
  const same = JSON.stringify(condition);
  return conditions.filter((one) => JSON.stringify(one) !== same);
}
