"use client";

import { AUDIT_ACTIONS } from "@/server/domain/mortgages/model/audit.ts";
import { DayFilter } from "../../admin/day-filter.tsx";
import { TextFilter } from "../../admin/text-filter.tsx";
import { asId } from "../../shell/address.ts";
import type { ChangeAddress } from "../../shell/use-address-state.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/input.tsx";
import { type AuditState, isFiltered, NO_FILTERS } from "./audit-url.ts";
import { ACTION_NAMES } from "./audit-words.ts";

interface Props {
  state: AuditState;
  change: ChangeAddress<AuditState>;
}

export function AuditToolbar({ state, change }: Props) {
  const { mortgage, who, action, from, to } = state;
  return (
    <section
      aria-label="Filters"
      className="flex min-h-11 flex-wrap items-center gap-1.5 px-4 py-1.5 lg:px-6"
    >
      <TextFilter
        key={`who ${who}`}
        label="Who did it"
        placeholder="Person or client"
        value={who}
        onChange={(text) => change({ who: text || null })}
        className="w-48"
      />
      <TextFilter
        key={`mortgage ${mortgage}`}
        label="Id of the mortgage"
        placeholder="Mortgage id"
        value={mortgage === null ? "" : String(mortgage)}
        isTaken={(text) => asId.parse(text) !== null}
        onChange={(text) => change({ mortgage: asId.parse(text) })}
        className="w-34"
      />
      <Select
        aria-label="What was done"
        value={action ?? ""}
        onChange={({ target }) =>
          change({ action: AUDIT_ACTIONS.find((one) => one === target.value) ?? null })
        }
        className="h-7 text-xs"
      >
        <option value="">Everything</option>
        {AUDIT_ACTIONS.map((one) => (
          <option key={one} value={one}>
            {ACTION_NAMES[one]}
          </option>
        ))}
      </Select>
      <DayFilter label="From" value={from} onChange={(day) => change({ from: day })} />
      <DayFilter label="To" value={to} onChange={(day) => change({ to: day })} />
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => change(NO_FILTERS)}>
          Clear all
        </Button>
      )}
    </section>
  );
}
