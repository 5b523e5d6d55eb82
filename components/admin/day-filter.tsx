"use client";

import { useId } from "react";
import { Input } from "../ui/input.tsx";
import { dayOf } from "./deliveries-url.ts";

interface DayProps {
  label: string;
  value: Date | null;
  onChange: (value: Date | null) => void;
}

/** A day that a log begins or ends with. */
export function DayFilter({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-xs text-ink-2">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={dayOf(value)}
        onChange={({ target }) => onChange(target.value === "" ? null : target.valueAsDate)}
        className="figures h-7 w-34 px-2 text-xs"
      />
    </>
  );
}
