"use client";

import { Button } from "../ui/button.tsx";
import { Select } from "../ui/input.tsx";
import type { AccessState } from "./access-url.ts";
import { DayFilter } from "./day-filter.tsx";
import { TextFilter } from "./text-filter.tsx";

interface Props {
  state: AccessState;
  change: (values: { [K in keyof AccessState]?: AccessState[K] | null }) => void;
}

export function AccessFilters({ state, change }: Props) {
  const isFiltered = state.who !== "" || state.kind !== null || state.from !== null || state.to !== null;
  return (
    <section aria-label="Filters" className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 lg:px-6">
      <TextFilter
        key={state.who}
        label="Search people, keys and clients"
        placeholder="Person, key or client"
        value={state.who}
        onChange={(who) => change({ who: who || null })}
        className="w-56"
      />
      <Select
        aria-label="Kind"
        value={state.kind ?? ""}
        onChange={({ target }) =>
          change({ kind: target.value === "sign-ins" || target.value === "changes" ? target.value : null })
        }
        className="h-7 text-xs"
      >
        <option value="">Everything</option>
        <option value="sign-ins">Sign-ins</option>
        <option value="changes">Changes</option>
      </Select>
      <DayFilter label="From" value={state.from} onChange={(from) => change({ from })} />
      <DayFilter label="To" value={state.to} onChange={(to) => change({ to })} />
      {isFiltered && (
        <Button
          size="sm"
          look="quiet"
          onClick={() => change({ who: null, kind: null, from: null, to: null })}
        >
          Clear all
        </Button>
      )}
    </section>
  );
}
