"use client";

import { Search } from "lucide-react";
import { useRef } from "react";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { Input } from "../ui/input.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { usePausedText } from "../ui/use-paused-text.ts";
import { useTradesState } from "./use-trades-state.ts";

/** Finds a trade by a part of its exchange id. */
export function TradeSearch() {
  const [{ id }, change] = useTradesState();
  const [text, type] = usePausedText(id, (next) => change({ id: next ?? "" }));
  const box = useRef<HTMLInputElement>(null);
  useHotkeys({
    "/": (event) => {
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    },
  });
  return (
    <search className="relative w-56 @min-[760px]:w-64">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
      <Input
        ref={box}
        type="search"
        value={text}
        maxLength={64}
        aria-label="Search trade ID"
        placeholder="Trade ID"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (text === "") box.current?.blur();
          else type("");
        }}
        className="h-8 pr-8 pl-8.5 text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      <span aria-hidden className="absolute top-1.5 right-1.5">
        <Kbd>/</Kbd>
      </span>
    </search>
  );
}
