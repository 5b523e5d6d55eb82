"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { Input } from "../ui/input.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { usePausedText } from "../ui/use-paused-text.ts";
import { type ListedLoan, useLoanList } from "./loan-list-context.ts";
import { useListState } from "./use-list-state.ts";

/**
 * Searches when typing pauses. Enter and the down arrow lead on into the rows, and Enter opens the only match.
 * @param found what the list holds for the search as it stands in the address; null while that is asked
 */
export function LoanSearch({ found }: { found: ListedLoan[] | null }) {
  const [{ q }, change] = useListState();
  const [text, setText] = usePausedText(q, (next) => change({ q: next }));
  const box = useRef<HTMLInputElement>(null);
  const goOn = useWayIntoRows(found, text === q);
  useEffect(() => {
    if (window.location.hash !== "#search") return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    box.current?.focus();
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      if (text !== q) change({ q: text === "" ? null : text });
      goOn(event.key === "Enter" ? "open" : "focus");
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (text === "") box.current?.blur();
      else setText("");
    }
  };
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
        onKeyDown={keys}
        className="h-8 pr-8 pl-8.5 text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      <span aria-hidden className="absolute top-1.5 right-1.5">
        <Kbd>/</Kbd>
      </span>
    </search>
  );
}

/** Goes on into the rows as soon as they are those that were searched for. */
function useWayIntoRows(found: ListedLoan[] | null, isAsked: boolean): (how: "open" | "focus") => void {
  const { open, returnTo } = useLoanList();
  const [wanted, want] = useState<"open" | "focus" | null>(null);
  const goOn = useEffectEvent((how: "open" | "focus", [first, second]: ListedLoan[]) => {
    want(null);
    if (!first) return;
    if (how === "open" && !second) open(first.pipelineLoanId);
    else returnTo(first.pipelineLoanId)?.focus();
  });
  useEffect(() => {
    if (wanted !== null && found !== null && isAsked) goOn(wanted, found);
  }, [wanted, found, isAsked]);
  return want;
}
