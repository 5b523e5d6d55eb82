"use client";

import { useCallback, useLayoutEffect, useRef } from "react";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { withDays } from "../ui/time-text.ts";
import { useDraft } from "../ui/use-draft.ts";
import type { Standings } from "./standing-changes.ts";

/**
 * What is typed about settling many loans: one date and reference for all, and an amount for each by its id.
 * @param standings how the loans stand while it is typed
 */
export function useWireDraft(key: string, today: string, standings: Standings | undefined) {
  const atFirst = { settlementDate: today, settlementReference: "", amounts: "{}" };
  const draft = useDraft(key, atFirst, standings);
  const typed: Record<number, string> = JSON.parse(draft.values.amounts);
  const change = (loanId: number, text: string) =>
    draft.change({ amounts: JSON.stringify({ ...typed, [loanId]: text }) });
  const latest = useRef(change);
  useLayoutEffect(() => {
    latest.current = change;
  });
  // The same each time, so that a keystroke draws its own row anew and not five hundred.
  const type = useCallback((loanId: number, text: string) => latest.current(loanId, text), []);
  return { ...draft, typed, type };
}

interface Props {
  draft: ReturnType<typeof useWireDraft>;
  problems: Record<string, string>;
}

export function WireFields({ draft, problems }: Props) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label="Settlement date" error={withDays(problems.settlementDate)}>
        {(control) => (
          <Input {...control} {...draft.field("settlementDate")} type="date" className="figures" />
        )}
      </Field>
      <Field label="Reference" help="Wire or ACH confirmation." error={problems.settlementReference}>
        {(control) => (
          <Input
            {...control}
            {...draft.field("settlementReference")}
            maxLength={200}
            autoComplete="off"
            autoFocus
          />
        )}
      </Field>
    </div>
  );
}
