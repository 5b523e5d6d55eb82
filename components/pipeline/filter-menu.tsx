"use client";

import { ListFilter } from "lucide-react";
import { type FormEvent, useState } from "react";
import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { checkFilters, type FieldKind, type Operator } from "@/server/domain/pipeline/model/query.ts";
import { Button } from "../ui/button.tsx";
import { type ControlProps, Field } from "../ui/field.tsx";
import { Input, Select, Textarea } from "../ui/input.tsx";
import { typedAmount } from "../ui/money-text.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { isMoneyField, OPERATOR_WORDS } from "./condition-text.ts";
import { LOAN_LABELS } from "./field-labels.ts";
import type { UrlCondition } from "./list-url.ts";
import { submitOnCommandEnter } from "./submit-key.ts";

/** Those that have a menu of their own. */
const ELSEWHERE = new Set<LoanField>(["currentStatus", "propertyState", "agingAlert"]);

const CHOICES = (Object.keys(LOAN_FIELDS) as LoanField[])
  .filter((field) => !ELSEWHERE.has(field))
  .sort((a, b) => LOAN_LABELS[a].localeCompare(LOAN_LABELS[b]));

/** Any field, any condition that fits it, one at a time. */
export function FilterMenu({ onAdd }: { onAdd: (condition: UrlCondition) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm">
          <ListFilter aria-hidden />
          Add filter
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label="Add a filter">
        <FilterForm
          onAdd={(condition) => {
            onAdd(condition);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function FilterForm({ onAdd }: { onAdd: (condition: UrlCondition) => void }) {
  const [field, setField] = useState<LoanField>("loanAmount");
  const [operator, setOperator] = useState<Operator>("gte");
  const [problem, setProblem] = useState<string>();
  const kind = LOAN_FIELDS[field];
  const choose = (name: string) => {
    const chosen = CHOICES.find((one) => one === name) ?? field;
    setField(chosen);
    setProblem(undefined);
    // A word that fits the new field too stays.
    const words = OPERATOR_WORDS[LOAN_FIELDS[chosen]];
    if (!words.some(([one]) => one === operator)) setOperator(words[0]?.[0] ?? "eq");
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("value") ?? "").trim();
    const value = operator === "in" ? listed(typed) : isMoneyField(field) ? typedAmount(typed) : typed;
    const [fault] =
      value.length === 0
        ? [{ message: "must not be blank" }]
        : checkFilters(LOAN_FIELDS, [{ field, operator, value }]).faults;
    if (fault) setProblem(fault.message.replace(/^of \w+ /, ""));
    else onAdd([field, operator, value]);
  };
  return (
    <form onSubmit={submit} onKeyDown={submitOnCommandEnter} noValidate className="flex flex-col gap-3">
      <Field label="Field">
        {(control) => (
          <Select {...control} className="w-full" value={field} onChange={(e) => choose(e.target.value)}>
            {CHOICES.map((name) => (
              <option key={name} value={name}>
                {LOAN_LABELS[name]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Condition">
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={operator}
            onChange={(e) => setOperator(e.target.value as Operator)}
          >
            {OPERATOR_WORDS[kind].map(([name, word]) => (
              <option key={name} value={name}>
                {word}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Value"
        error={problem}
        help={operator === "in" ? "One on each line, or separated by commas." : helpOf(kind)}
      >
        {(control) => <ValueInput key={`${field} ${operator}`} {...{ control, kind, operator }} />}
      </Field>
      <Button type="submit" look="filled" className="self-end">
        Add filter
      </Button>
    </form>
  );
}

function ValueInput({
  control,
  kind,
  operator,
}: {
  control: ControlProps;
  kind: FieldKind;
  operator: Operator;
}) {
  if (operator === "in") return <Textarea {...control} name="value" rows={3} maxLength={4_000} />;
  if (kind === "day" || kind === "instant")
    return <Input {...control} name="value" type="date" className="figures" />;
  const isFigure = kind !== "text";
  return (
    <Input
      {...control}
      name="value"
      maxLength={200}
      autoComplete="off"
      {...(isFigure ? { inputMode: "decimal", className: "figures" } : {})}
    />
  );
}

function helpOf(kind: FieldKind): string | undefined {
  return kind === "age" ? "Business days, weekends and holidays not counted." : undefined;
}

/** Names hold commas, so lines come first: only a single line is cut at its commas. */
function listed(typed: string): string[] {
  const separator = typed.includes("\n") ? "\n" : ",";
  return [...new Set(typed.split(separator).map((one) => one.trim()))].filter((one) => one !== "");
}
