"use client";

import { toast } from "sonner";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import type { Outputs } from "../trpc/client.ts";
import { openLoanIn } from "./list-url.ts";
import { type ListedLoan, type LoanList, neighboursOf, rowLink } from "./loan-list-context.ts";
import { useListState } from "./use-list-state.ts";
import type { Selecting } from "./use-selection.ts";

interface Given {
  page: Outputs["pipeline"]["loans"] | undefined;
  list: LoanList;
  selecting: Selecting;
  onBulkStatus: () => void;
  onMenu: (loanId: number) => void;
}

/** What the keys do in the list: walk, turn pages, select, and act on the selection. */
export function useListKeys({ page, list, selecting, onBulkStatus, onMenu }: Given): void {
  const [state, change] = useListState();
  const { loans, openId } = list;

  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (openId !== null) {
      // The address is ahead of the last render when keys come fast; each press counts.
      const shownId = openLoanIn(window.location.pathname);
      const shown = loans.findIndex((loan) => loan.pipelineLoanId === shownId);
      const around = shown < 0 || shownId === openId ? list.neighbours : neighboursOf(loans, shownId, shown);
      const target = by === 1 ? around.next : around.previous;
      if (target) list.open(target.pipelineLoanId, "replace", target.page);
    } else if (focusRow(loans, by)) event.preventDefault();
  };
  const stretch = (by: 1 | -1) => (event: KeyboardEvent) => {
    const from = focusedLoan();
    if (from === null || openId !== null || !focusRow(loans, by)) return;
    event.preventDefault();
    selecting.extend(from, focusedLoan() ?? from);
  };
  const turn = (by: 1 | -1) => () => {
    const last = page ? Math.max(1, Math.ceil(page.totalRows / page.pageSize)) : 1;
    const target = state.page + by;
    if (target >= 1 && target <= last) change({ page: target });
  };
  const toggle = (event: KeyboardEvent) => {
    const loanId = focusedLoan();
    if (loanId === null) return;
    event.preventDefault();
    selecting.toggle(loanId, event.shiftKey);
  };
  const menu = (event: KeyboardEvent) => {
    const loanId = focusedLoan();
    if (loanId === null) return;
    event.preventDefault();
    onMenu(loanId);
  };
  useHotkeys({
    "Shift+F10": menu,
    ContextMenu: menu,
    j: step(1),
    k: step(-1),
    ArrowDown: step(1),
    ArrowUp: step(-1),
    "Shift+ArrowDown": stretch(1),
    "Shift+ArrowUp": stretch(-1),
    "[": turn(-1),
    "]": turn(1),
    x: toggle,
    // On a button or a checkbox the space bar has its own meaning.
    " ": (event) => event.target instanceof HTMLElement && event.target.dataset.loanRow && toggle(event),
    "Mod+a": (event) => {
      event.preventDefault();
      selecting.togglePage();
    },
    Escape: selecting.clear,
    "Mod+Shift+s": (event) => {
      event.preventDefault();
      if (selecting.selected.size > 0) onBulkStatus();
      else toast("No loan is selected yet: X selects the one with the focus, Ctrl+A the page.");
    },
  });
}

function focusedLoan(): number | null {
  const row = document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-loan-row]");
  return row ? Number(row.dataset.loanRow) : null;
}

/** Moves the focus one row on; from outside the rows, to the first. */
function focusRow(loans: ListedLoan[], by: 1 | -1): boolean {
  const here = focusedLoan();
  const index = loans.findIndex((loan) => loan.pipelineLoanId === here);
  const target = loans[index === -1 ? 0 : index + by];
  const link = target && rowLink(target.pipelineLoanId);
  link?.focus();
  return link !== null && link !== undefined;
}
