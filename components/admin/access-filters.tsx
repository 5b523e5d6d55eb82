"use client";

import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { Button } from "../ui/button.tsx";
import { Input, Select } from "../ui/input.tsx";
import type { AccessState } from "./access-url.ts";
import { DayFilter } from "./day-filter.tsx";

interface Props {
  state: AccessState;
  change: (values: { [K in keyof AccessState]?: AccessState[K] | null }) => void;
}

export function AccessFilters({ state, change }: Props) {
  const isFiltered = state.who !== "" || state.kind !== null || state.from !== null || state.to !== null;
  return (
    <section aria-label="Filters" className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 lg:px-6">
      <WhoFilter key={state.who} who={state.who} onChange={(who) => change({ who: who || null })} />
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

/** Searches on Enter, and when the field is left. */
function WhoFilter({ who, onChange }: { who: string; onChange: (who: string) => void }) {
  const [text, setText] = useState(who);
  const commit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== who) onChange(text.trim());
  };
  return (
    <form onSubmit={commit} onKeyDown={submitOnCommandEnter} className="relative w-56">
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3" />
      <Input
        aria-label="Search people, keys and clients"
        placeholder="Person, key or client"
        value={text}
        maxLength={254}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => commit()}
        className="h-7 pl-7.5 text-xs"
      />
    </form>
  );
}
