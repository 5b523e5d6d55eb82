"use client";

import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { cn } from "../ui/cn.ts";
import { Input } from "../ui/input.tsx";

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** What cannot be searched for stays in the field, marked. */
  isTaken?: (text: string) => boolean;
  className?: string;
}

/** Words that a log is searched for: on Enter, and when the field is left. Give it the value as its key. */
export function TextFilter({ label, placeholder, value, onChange, isTaken = () => true, className }: Props) {
  const [text, setText] = useState(value);
  const [isWrong, setWrong] = useState(false);
  const commit = (event?: FormEvent) => {
    event?.preventDefault();
    const wanted = text.trim();
    setWrong(wanted !== "" && !isTaken(wanted));
    if (wanted !== value && (wanted === "" || isTaken(wanted))) onChange(wanted);
  };
  return (
    <form onSubmit={commit} onKeyDown={submitOnCommandEnter} className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3" />
      <Input
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={200}
        {...(isWrong ? { "aria-invalid": true } : {})}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => commit()}
        className="h-7 pl-7.5 text-xs"
      />
    </form>
  );
}
