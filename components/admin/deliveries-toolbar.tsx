"use client";

import { toggled } from "../shell/toggled.ts";
import { Button } from "../ui/button.tsx";
import { DayFilter } from "./day-filter.tsx";
import { isFiltered, NO_FILTERS, OUTCOMES, type Outcome } from "./deliveries-url.ts";
import { OUTCOME_NAMES, OutcomeGlyph } from "./delivery-outcome.tsx";
import { useDeliveriesState } from "./use-deliveries-state.ts";

export function DeliveriesToolbar() {
  const [state, change] = useDeliveriesState();
  const toggle = (outcome: Outcome) => change((now) => ({ outcome: toggled(now.outcome, outcome) }));
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
      {OUTCOMES.map((outcome) => (
        <Button
          key={outcome}
          size="sm"
          aria-pressed={state.outcome.includes(outcome)}
          onClick={() => toggle(outcome)}
          className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
        >
          <OutcomeGlyph outcome={outcome} />
          {OUTCOME_NAMES[outcome]}
        </Button>
      ))}
      <span aria-hidden className="mx-1.5 h-4 w-px bg-line-strong" />
      <DayFilter label="From" value={state.from} onChange={(from) => change({ from })} />
      <DayFilter label="To" value={state.to} onChange={(to) => change({ to })} />
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => change(NO_FILTERS)}>
          Clear all
        </Button>
      )}
    </section>
  );
}
