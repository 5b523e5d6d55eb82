"use client";

import { useId } from "react";
import { Input } from "../ui/input.tsx";

interface DayProps {
  label: string;
  /** `YYYY-MM-DD` */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A day that a log begins or ends with. */
export function DayFilter({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-xs text-ink-2">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value || null)}
        className="figures h-7 w-34 px-2 text-xs"
      />
    </span>
  );
}
