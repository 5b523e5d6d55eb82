"use client";

import { Copy, Ellipsis } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { type LoanRow, useLoanList } from "./loan-list-context.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { mayMove, verbOf } from "./moves.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { type Status, useStatuses } from "./use-statuses.ts";

/** The likeliest move as a button, the others behind it. Lies over the row's end while the row has pointer or focus. */
export function RowActions({ loan, isOpen }: { loan: LoanRow; isOpen: boolean }) {
  const { role } = useSession();
  const { returnTo } = useLoanList();
  const moves = useStatuses().movesFrom(loan.currentStatus);
  const [target, setTarget] = useState<Status | null>(null);
  const [first, ...others] = moves.filter((move) => mayMove(role, move));
  const copyId = () =>
    navigator.clipboard.writeText(loan.loanId).then(
      () => toast.success(`${loan.loanId} copied`),
      () => toast.error("The browser did not allow copying."),
    );
  return (
    <>
      <div
        className={cn(
          "absolute inset-y-[3px] right-[3px] z-[5] hidden items-center gap-1 pr-3 pl-10 lg:pr-5",
          "bg-linear-to-r from-transparent to-[32px] group-focus-within/row:flex group-hover/row:flex has-data-[state=open]:flex",
          isOpen ? "to-accent-wash" : "to-row",
        )}
      >
        {first && (
          <Button size="sm" onClick={() => setTarget(first)}>
            <StatusGlyph look={first.look} />
            {verbOf(first)}
          </Button>
        )}
        <Menu>
          <MenuTrigger asChild>
            <Button size="icon-sm" look="quiet" aria-label={`More actions for ${loan.borrowerName}`}>
              <Ellipsis aria-hidden />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {others.map((move) => (
              <MenuItem key={move.statusCode} onSelect={() => setTarget(move)}>
                <StatusGlyph look={move.look} />
                {verbOf(move)}
              </MenuItem>
            ))}
            {others.length > 0 && <MenuSeparator />}
            <MenuItem onSelect={copyId}>
              <Copy aria-hidden />
              Copy loan ID
            </MenuItem>
          </MenuContent>
        </Menu>
      </div>
      <MoveDialog
        loan={loan}
        target={target}
        onClose={() => setTarget(null)}
        returnTo={() => returnTo(loan.pipelineLoanId)}
      />
    </>
  );
}
