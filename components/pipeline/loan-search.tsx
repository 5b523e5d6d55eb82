"use client";

import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { Input } from "../ui/input.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { useListState } from "./use-list-state.ts";

const PAUSE_MS = 220;

/** Searches when typing pauses. */
export function LoanSearch() {
  const [{ q }, change] = useListState();
  const [text, setText] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  const [committed, setCommitted] = useState(q);
  // Cleared elsewhere, or gone back to: the box follows the address.
  if (q !== committed) {
    setCommitted(q);
    setText(q);
  }
  const commit = useEffectEvent(() => {
    if (text !== committed) change({ q: text === "" ? null : text });
  });
  useEffect(() => {
    const timer = setTimeout(() => commit(), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useHotkeys({
    "/": (event) => {
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    },
  });
  return (
    <search className="relative w-56 @min-[760px]:w-76">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
      <Input
        ref={box}
        type="search"
        value={text}
        maxLength={200}
        aria-label="Search borrower, loan ID, PSX loan ID or address"
        placeholder="Search loans"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (text === "") box.current?.blur();
          else setText("");
        }}
        className="h-8 pr-8 pl-8.5 text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      <span aria-hidden className="absolute top-1.5 right-1.5">
        <Kbd>/</Kbd>
      </span>
    </search>
  );
}
