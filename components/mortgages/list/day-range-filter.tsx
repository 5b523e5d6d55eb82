"use client";

import { ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../../ui/popover.tsx";
import { dayLabel } from "../../ui/time-text.ts";

interface Props {
  /** "Originated" */
  label: string;
  from: string | null;
  to: string | null;
  onChange: (range: { from: string | null; to: string | null }) => void;
}

/** Days from and to, either of them or both; taken when both are as they should be. */
export function DayRangeFilter({ label, from, to, onChange }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" className="figures">
          {rangeText(label, from, to)}
          <ChevronDown aria-hidden className="text-ink-3" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label={label} className="w-86">
        <RangeForm
          from={from}
          to={to}
          onTake={(range) => {
            onChange(range);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function rangeText(label: string, from: string | null, to: string | null): string {
  if (from !== null && to !== null) return `${label} ${dayLabel(from)} – ${dayLabel(to)}`;
  if (from !== null) return `${label} from ${dayLabel(from)}`;
  return to === null ? label : `${label} until ${dayLabel(to)}`;
}

interface FormProps extends Pick<Props, "from" | "to"> {
  onTake: Props["onChange"];
}

function RangeForm({ from, to, onTake }: FormProps) {
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const day = (name: string) => String(data.get(name) ?? "") || null;
    const range = { from: day("from"), to: day("to") };
    if (range.from !== null && range.to !== null && range.to < range.from)
      setProblem("must not be before the first day");
    else onTake(range);
  };
  return (
    <form noValidate onSubmit={submit} onKeyDown={submitOnCommandEnter} className="flex flex-col gap-3">
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="From" optional>
          {(control) => (
            <Input {...control} name="from" type="date" defaultValue={from ?? ""} className="figures" />
          )}
        </Field>
        <Field label="Until" optional error={problem}>
          {(control) => (
            <Input
              {...control}
              name="to"
              type="date"
              defaultValue={to ?? ""}
              onChange={() => setProblem(undefined)}
              className="figures"
            />
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        {(from ?? to) !== null && (
          <Button look="quiet" onClick={() => onTake({ from: null, to: null })}>
            Any day
          </Button>
        )}
        <Button type="submit" look="filled">
          Show
        </Button>
      </div>
    </form>
  );
}
