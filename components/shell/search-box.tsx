"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useRef } from "react";
import { cn } from "../ui/cn.ts";
import { Input } from "../ui/input.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { useHotkeys } from "./use-hotkeys.ts";

interface Props {
  label: string;
  placeholder: string;
  maxLength: number;
  value: string;
  onType: (text: string) => void;
  /** Keys beside Escape, which empties the box and then leaves it. */
  onKey?: (event: KeyboardEvent) => void;
  box?: RefObject<HTMLInputElement | null>;
  className?: string;
}

/** The search of a page, reached with "/" from anywhere on it. */
export function SearchBox({ label, placeholder, maxLength, value, onType, onKey, box, className }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const ref = box ?? own;
  useHotkeys({
    "/": (event) => {
      event.preventDefault();
      ref.current?.focus();
      ref.current?.select();
    },
  });
  const keys = (event: KeyboardEvent) => {
    onKey?.(event);
    // What lies over the page, as the panel, heard it first and has closed.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    if (value === "") ref.current?.blur();
    else onType("");
  };
  return (
    <search className={cn("relative w-56", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
      <Input
        ref={ref}
        type="search"
        value={value}
        maxLength={maxLength}
        aria-label={label}
        placeholder={placeholder}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={keys}
        className="h-8 pr-8 pl-8.5 text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      <span aria-hidden className="absolute top-1.5 right-1.5">
        <Kbd>/</Kbd>
      </span>
    </search>
  );
}
