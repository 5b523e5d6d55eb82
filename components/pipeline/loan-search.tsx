"use client";

import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { asText } from "../shell/address.ts";
import { SearchBox } from "../shell/search-box.tsx";
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
  // The address lags behind, and a loan that is opened keeps what it says.
  const asked = asText.parse(useSearchParams().get("q") ?? "") ?? "";
  const goOn = useWayIntoRows(found, text === q && text === asked, box);
  useEffect(() => {
    if (window.location.hash !== "#search") return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    box.current?.focus();
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (text !== q) change({ q: text === "" ? null : text });
    goOn(event.key === "Enter" ? "open" : "focus");
  };
  return (
    <SearchBox
      box={box}
      label="Search borrower, loan ID, PSX loan ID or address"
      placeholder="Search loans"
      maxLength={200}
      value={text}
      onType={(next) => {
        goOn(null);
        setText(next);
      }}
      onKey={keys}
      className="@min-[760px]:w-76"
    />
  );
}

type Way = "open" | "focus";

/** Goes on into the rows as soon as they are those that were searched for, unless somebody has left the box by then. */
function useWayIntoRows(
  found: ListedLoan[] | null,
  isAsked: boolean,
  box: RefObject<HTMLElement | null>,
): (how: Way | null) => void {
  const { open, returnTo } = useLoanList();
  const [wanted, want] = useState<Way | null>(null);
  const goOn = useEffectEvent((how: Way, [first, second]: ListedLoan[]) => {
    want(null);
    if (!first || document.activeElement !== box.current) return;
    if (how === "open" && !second) open(first.pipelineLoanId);
    else returnTo(first.pipelineLoanId)?.focus();
  });
  useEffect(() => {
    if (wanted !== null && found !== null && isAsked) goOn(wanted, found);
  }, [wanted, found, isAsked]);
  return want;
}
