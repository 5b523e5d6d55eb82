"use client";

import { Copy, PanelRight } from "lucide-react";
import { useAskMove } from "../pipeline/move-desk.tsx";
import { mayMove, verbOf } from "../pipeline/moves.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { useSession } from "../shell/session.tsx";
import { copyText } from "../ui/copy-text.ts";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import type { GridLoan } from "./grid-rows.ts";

export interface RowQuestion {
  loan: GridLoan;
  /** Of the cell or of the pointer, in the window. */
  at: { x: number; y: number };
}

interface Props {
  question: RowQuestion | null;
  onClose: () => void;
  onOpen: (loanId: number) => void;
  /** The cell that was asked about. */
  returnTo: () => HTMLElement | null;
}

/** What can be done with one loan, where the pointer or the focus is (P8.2). */
export function RowMenu({ question, onClose, onOpen, returnTo }: Props) {
  return (
    <Menu open={question !== null} onOpenChange={(open) => !open && onClose()}>
      <MenuTrigger asChild>
        <span
          aria-hidden
          className="pointer-events-none fixed size-0"
          style={{ left: question?.at.x ?? 0, top: question?.at.y ?? 0 }}
        />
      </MenuTrigger>
      {question && (
        <MenuContent
          align="start"
          sideOffset={2}
          aria-label={`Actions for ${question.loan.borrowerName}`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was chosen may have taken the focus already: the panel, or a dialog.
            if (document.activeElement === document.body || document.activeElement?.closest("[role=menu]"))
              returnTo()?.focus();
          }}
        >
          <Choices {...{ question, onOpen, returnTo }} />
        </MenuContent>
      )}
    </Menu>
  );
}

function Choices({
  question,
  onOpen,
  returnTo,
}: Omit<Props, "question" | "onClose"> & { question: RowQuestion }) {
  const { role } = useSession();
  const askMove = useAskMove();
  const { loan, at } = question;
  const moves = useStatuses()
    .movesFrom(loan.currentStatus)
    .filter((move) => mayMove(role, move));
  return (
    <>
      <MenuLabel className="max-w-64 truncate">{loan.borrowerName}</MenuLabel>
      {moves.map((target) => (
        <MenuItem key={target.statusCode} onSelect={() => askMove({ loan, target, returnTo, beside: at })}>
          <StatusGlyph look={target.look} />
          {verbOf(target)}
        </MenuItem>
      ))}
      {moves.length > 0 && <MenuSeparator />}
      <MenuItem onSelect={() => onOpen(loan.pipelineLoanId)}>
        <PanelRight aria-hidden />
        Open the loan
      </MenuItem>
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
