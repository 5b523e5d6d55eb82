"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { Input } from "../ui/input.tsx";
import { usePausedText } from "../ui/use-paused-text.ts";
import { TRADE_STATUSES, TradeStatusName } from "./trade-status.tsx";
import { isFiltered, NO_TRADE_FILTERS } from "./trades-url.ts";
import { useTradesState } from "./use-trades-state.ts";

export function TradeToolbar() {
  const [state, change] = useTradesState();
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
      <Menu>
        <MenuTrigger asChild>
          <Button size="sm">
            {state.status.length === 0 ? "Status" : `Status: ${state.status.join(", ")}`}
            <ChevronDown aria-hidden className="text-ink-3" />
          </Button>
        </MenuTrigger>
        <MenuContent align="start">
          {TRADE_STATUSES.map((status) => (
            <MenuCheck
              key={status}
              checked={state.status.includes(status)}
              onCheckedChange={() =>
                change((now) => ({
                  status: TRADE_STATUSES.filter((one) => (one === status) !== now.status.includes(one)),
                }))
              }
            >
              <TradeStatusName status={status} />
            </MenuCheck>
          ))}
        </MenuContent>
      </Menu>
      <TextFilter label="Investor" field="investor" />
      <TextFilter label="Seller" field="seller" />
      <DayFilter label="From" field="from" />
      <DayFilter label="to" field="to" />
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => change(NO_TRADE_FILTERS)}>
          Clear all
        </Button>
      )}
    </section>
  );
}

function TextFilter({ label, field }: { label: string; field: "investor" | "seller" }) {
  const [state, change] = useTradesState();
  const [text, type] = usePausedText(state[field], (next) => change({ [field]: next ?? "" }));
  return (
    <Input
      type="search"
      value={text}
      maxLength={200}
      aria-label={label}
      placeholder={label}
      onChange={(event) => type(event.target.value)}
      className="h-7 w-36 text-xs"
    />
  );
}

/** Taken when the box is left or a day is chosen: while a year is being typed there is no day yet. */
function DayFilter({ label, field }: { label: string; field: "from" | "to" }) {
  const [state, change] = useTradesState();
  return (
    <span className="flex items-center gap-1.5 text-xs text-ink-2">
      {label}
      <Input
        key={state[field]}
        type="date"
        aria-label={field === "from" ? "Trade date from" : "Trade date to"}
        defaultValue={state[field]}
        onBlur={(event) => {
          if (event.target.value !== state[field]) change({ [field]: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
        className="figures h-7 w-34 text-xs"
      />
    </span>
  );
}
