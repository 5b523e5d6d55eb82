"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import type { Operator } from "@/server/domain/pipeline/model/query.ts";
import { LOAN_LABELS } from "../pipeline/field-labels.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { useListState } from "../pipeline/use-list-state.ts";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { countText } from "../ui/money-text.ts";
import { CLOSED_LISTS, choosing, chosenOf, type Typed, typedBefore, typing } from "./column-filter.ts";
import { useMatching } from "./use-matching.ts";

interface Props {
  field: LoanField;
  onDone: () => void;
}

/** Letters anywhere in a text. */
export function TextFilter({ field, onDone }: Props) {
  const { values, faults, type, apply } = useTypedFilter(field, ["contains"], onDone);
  return (
    <Form onApply={apply}>
      <Field label={`${LOAN_LABELS[field]} contains`} error={faults.contains}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            maxLength={200}
            value={values.contains ?? ""}
            onChange={(event) => type("contains", event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}

/** From and to, both included, of figures and of days. */
export function RangeFilter({ field, onDone }: Props) {
  const { values, faults, type, apply } = useTypedFilter(field, ["gte", "lte"], onDone);
  const kind = LOAN_FIELDS[field];
  const isDay = kind === "day" || kind === "instant";
  const end = (operator: "gte" | "lte", label: string) => (
    <Field label={label} error={faults[operator]}>
      {(control) => (
        <Input
          {...control}
          autoFocus={operator === "gte"}
          type={isDay ? "date" : "text"}
          inputMode={isDay ? undefined : "decimal"}
          autoComplete="off"
          maxLength={40}
          className="figures px-2 text-sm"
          value={values[operator] ?? ""}
          onChange={(event) => type(operator, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <Form onApply={apply}>
      <div className="grid grid-cols-2 gap-2">
        {end("gte", isDay ? "From" : "At least")}
        {end("lte", isDay ? "Until" : "At most")}
      </div>
      {kind === "age" && (
        <p className="text-xs text-ink-3">Business days, weekends and holidays not counted.</p>
      )}
    </Form>
  );
}

/** Ticks of a closed list, each working at once; of statuses with how many loans there would be. */
export function ChoiceFilter({ field }: Props) {
  const [state, change] = useListState();
  const chosen = chosenOf(state, field);
  const choices = useChoices(field);
  const toggle = (value: string) =>
    change(
      choosing(
        state,
        field,
        chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
      ),
    );
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-3">{LOAN_LABELS[field]}</legend>
      <ul className="max-h-64 overflow-y-auto">
        {choices.map(({ value, label, glyph, count }, index) => (
          <li key={value}>
            <Checkbox
              className="h-7 gap-2 rounded-sm px-1 text-sm hover:bg-hover"
              autoFocus={index === 0}
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
              aria-label={count === undefined ? label : `${label}, ${countText(count)} loans`}
            >
              {glyph}
              {label}
              {count !== undefined && <span className="figures ml-auto text-ink-3">{countText(count)}</span>}
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

interface Choice {
  value: string;
  label: string;
  glyph?: ReactNode;
  count?: number;
}

function useChoices(field: LoanField): Choice[] {
  const statuses = useStatuses().all;
  const matching = useMatching();
  if (field !== "currentStatus")
    return Object.entries(CLOSED_LISTS[field] ?? {}).map(([value, label]) => ({ value, label }));
  return statuses.map(({ statusCode, displayName, look }) => {
    const count = matching?.byStatus.get(statusCode);
    return {
      value: statusCode,
      label: displayName,
      glyph: <StatusGlyph look={look} />,
      ...(count === undefined ? {} : { count }),
    };
  });
}

/** What is typed into a column's form, and how it becomes conditions of the list. */
function useTypedFilter(field: LoanField, operators: Operator[], onDone: () => void) {
  const [state, change] = useListState();
  const [values, setValues] = useState<Typed>(() =>
    Object.fromEntries(operators.map((operator) => [operator, typedBefore(state, field, operator)])),
  );
  const [faults, setFaults] = useState<Typed>({});
  const apply = () => {
    const result = typing(state, field, values);
    if ("faults" in result) return setFaults(result.faults);
    change(result.change);
    onDone();
  };
  const type = (operator: Operator, text: string) => setValues((before) => ({ ...before, [operator]: text }));
  return { values, faults, type, apply };
}

function Form({ onApply, children }: { onApply: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply();
  };
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter} noValidate className="flex flex-col gap-2">
      {children}
      <Button type="submit" size="sm" look="filled" className="self-end">
        Filter
      </Button>
    </form>
  );
}
