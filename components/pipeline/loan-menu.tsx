"use client";

import { Copy, PanelRight, SquareCheck } from "lucide-react";
import { useSession } from "../shell/session.tsx";
import { copyText } from "../ui/copy-text.ts";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import type { MovableLoan } from "./move-dialog.tsx";
import { mayMove, verbOf } from "./moves.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { type Status, useStatuses } from "./use-statuses.ts";

/** What a menu needs to know of the loan that it is about. */
export type MenuLoan = MovableLoan & { exchangeLoanId: string };

interface ItemsProps {
  loan: MenuLoan;
  onMove: (target: Status) => void;
  onOpen: () => void;
  /** Where loans are selected: whether this one is, and what changes that. */
  selection?: { isSelected: boolean; onToggle: () => void };
}

/** What can be done with one loan: its moves first, then looking at it, selecting it and copying what it is called. */
export function LoanMenuItems({ loan, onMove, onOpen, selection }: ItemsProps) {
  const { role } = useSession();
  const moves = useStatuses()
    .movesFrom(loan.currentStatus)
    .filter((move) => mayMove(role, move));
  return (
    <>
      {moves.map((target) => (
        <MenuItem key={target.statusCode} onSelect={() => onMove(target)}>
          <StatusGlyph look={target.look} />
          {verbOf(target)}
        </MenuItem>
      ))}
      {moves.length > 0 && <MenuSeparator />}
      <MenuItem onSelect={onOpen}>
        <PanelRight aria-hidden />
        Open the loan
      </MenuItem>
      {selection && (
        <MenuItem onSelect={selection.onToggle}>
          <SquareCheck aria-hidden />
          {selection.isSelected ? "Deselect" : "Select"}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem onSelect={() => copyText(loan.loanId, "Loan ID")}>
        <Copy aria-hidden />
        Copy loan ID
      </MenuItem>
      <MenuItem onSelect={() => copyText(loan.exchangeLoanId, "PSX loan ID")}>
        <Copy aria-hidden />
        Copy PSX loan ID
      </MenuItem>
    </>
  );
}

interface MenuProps extends Omit<ItemsProps, "loan"> {
  /** The loan that is asked about, and where the pointer or the focus is, in the window. */
  question: { loan: MenuLoan; at: { x: number; y: number } } | null;
  onClose: () => void;
  /** The row that was asked about. */
  returnTo: () => HTMLElement | null;
}

/** The same where the pointer or the focus is, as the right button and the menu key ask for it (C4). */
export function LoanMenu({ question, onClose, returnTo, ...actions }: MenuProps) {
  return (
    <Menu open={question !== null} onOpenChange={(open) => !open && onClose()}>
      <MenuTrigger asChild>
        <span
          aria-hidden
          // At once: with reduced motion even a place changes by a (very short) transition, and the menu would miss it.
          className="pointer-events-none fixed size-0 transition-none"
          style={{ left: question?.at.x ?? 0, top: question?.at.y ?? 0 }}
        />
      </MenuTrigger>
      {question && (
        <MenuContent
          align="start"
          sideOffset={2}
          aria-label={`Actions for ${question.loan.borrowerName}`}
          // The key that asked for it asks the browser for its own menu when it is let go.
          onContextMenu={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was chosen may have taken the focus already: the panel, or a dialog.
            if (document.activeElement === document.body || document.activeElement?.closest("[role=menu]"))
              returnTo()?.focus();
          }}
        >
          <MenuLabel className="max-w-64 truncate">{question.loan.borrowerName}</MenuLabel>
          <LoanMenuItems loan={question.loan} {...actions} />
        </MenuContent>
      )}
    </Menu>
  );
}
