"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { type LoanRow, rowLink, useLoanList } from "./loan-list-context.ts";
import { LoanMenu } from "./loan-menu.tsx";
import { useAskMove } from "./move-desk.tsx";
import { useSelecting } from "./use-selection.ts";

interface Asked {
  loanId: number;
  at: { x: number; y: number };
}

/**
 * The menu of a row (C4): by the right button anywhere in it, and by the menu key on its link. While Shift is held the
 * right button asks for the browser's own, with its new tabs and windows.
 */
export function useRowMenu(loans: LoanRow[]) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const askByPointer = useEffectEvent((event: MouseEvent) => {
    const loanId = loanIdAt(event.target);
    if (event.shiftKey || event.defaultPrevented || !loans.some((loan) => loan.pipelineLoanId === loanId))
      return;
    event.preventDefault();
    rowLink(loanId)?.focus();
    setAsked({ loanId, at: { x: event.clientX, y: event.clientY } });
  });
  useEffect(() => {
    const listener = (event: MouseEvent) => askByPointer(event);
    document.addEventListener("contextmenu", listener);
    return () => document.removeEventListener("contextmenu", listener);
  }, []);
  return {
    asked,
    close: () => setAsked(null),
    askByKey: (loanId: number) => {
      const link = rowLink(loanId)?.getBoundingClientRect();
      if (link) setAsked({ loanId, at: { x: link.left, y: link.bottom } });
    },
  };
}

function loanIdAt(target: EventTarget | null): number {
  if (!(target instanceof Element)) return Number.NaN;
  const link = target.closest("tr")?.querySelector<HTMLElement>("[data-loan-row]");
  return Number(link?.dataset.loanRow ?? Number.NaN);
}

export function RowMenu({ menu: { asked, close } }: { menu: ReturnType<typeof useRowMenu> }) {
  const { loans, open, returnTo } = useLoanList();
  const { selected, toggle } = useSelecting();
  const askMove = useAskMove();
  const loan = loans.find(({ pipelineLoanId }) => pipelineLoanId === asked?.loanId);
  const row = () => (asked ? returnTo(asked.loanId) : null);
  return (
    <LoanMenu
      question={asked && loan ? { loan, at: asked.at } : null}
      onClose={close}
      returnTo={row}
      onMove={(target) => loan && askMove({ loan, target, returnTo: row })}
      onOpen={() => asked && open(asked.loanId)}
      selection={{
        isSelected: asked !== null && selected.has(asked.loanId),
        onToggle: () => asked && toggle(asked.loanId, false),
      }}
    />
  );
}
