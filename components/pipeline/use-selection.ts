"use client";

import { createContext, useCallback, useContext, useEffect, useEffectEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { countText } from "../ui/money-text.ts";
import type { KnownLoans, SelectedLoan } from "./bulk-run.ts";
import { between, extended, NONE_SELECTED, refreshed, shareOf, withLoans } from "./selection.ts";

export interface Selecting {
  selected: KnownLoans;
  /** Selects the loan or lets it go; with `range` also those between it and the last one that was. */
  toggle: (loanId: number, range: boolean) => void;
  /** Selects the page or lets it go. */
  togglePage: () => void;
  /** Stretches the range to a loan of the page. */
  extend: (from: number, to: number) => void;
  replace: (loans: SelectedLoan[]) => void;
  /** Adds what is being looked for once it is found, unless by then the list is filtered by something else. */
  addFound: (finding: Promise<SelectedLoan[]>) => Promise<void>;
  without: (loanIds: Iterable<number>) => void;
  clear: () => void;
}

const SelectingContext = createContext<Selecting | null>(null);
export const SelectingProvider = SelectingContext.Provider;

export function useSelecting(): Selecting {
  const selecting = useContext(SelectingContext);
  if (!selecting) throw new Error("useSelecting is for what stands inside the loan list.");
  return selecting;
}

/**
 * The selection of a list (P7.5). It outlasts paging, sorting and refetching; other filters ask another question, so
 * they end it and say so.
 * @param question what the list is filtered by
 */
export function useSelection(page: SelectedLoan[], question: string): Selecting {
  const [selected, setSelected] = useState(NONE_SELECTED);
  const [seen, setSeen] = useState(page);
  if (page !== seen) {
    setSeen(page);
    setSelected(refreshed(selected, page));
  }
  const anchor = useRef<number | null>(null);
  const present = useEndedBy(question, selected, setSelected);

  const toggle = useCallback(
    (loanId: number, range: boolean) => {
      const loans = between(page, range ? anchor.current : null, loanId);
      setSelected((before) => withLoans(before, loans, !before.has(loanId)));
      anchor.current = loanId;
    },
    [page],
  );
  return {
    selected,
    toggle,
    togglePage: () => setSelected(withLoans(selected, page, shareOf(page, selected) !== "all")),
    extend(from, to) {
      anchor.current ??= from;
      const range = { anchor: anchor.current, from, to };
      setSelected((before) => extended(before, page, range));
    },
    replace: (loans) => setSelected(withLoans(NONE_SELECTED, loans, true)),
    async addFound(finding) {
      const loans = await finding;
      if (present.current === question) setSelected((before) => withLoans(before, loans, true));
    },
    without: (loanIds) =>
      setSelected((before) => {
        const gone = new Set(loanIds);
        return new Map([...before].filter(([id]) => !gone.has(id)));
      }),
    clear() {
      anchor.current = null;
      setSelected(NONE_SELECTED);
    },
  };
}

/** @returns the present question, for what was asked before it */
function useEndedBy(question: string, selected: KnownLoans, setSelected: (next: KnownLoans) => void) {
  const asked = useRef(question);
  const end = useEffectEvent(() => {
    if (selected.size === 0) return;
    const count = `${countText(selected.size)} ${selected.size === 1 ? "loan is" : "loans are"}`;
    setSelected(NONE_SELECTED);
    toast(`${count} no longer selected: the filters changed`, {
      action: { label: "Select again", onClick: () => setSelected(selected) },
    });
  });
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    end();
  }, [question]);
  return asked;
}
