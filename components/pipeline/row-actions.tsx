"use client";

import { Copy, Ellipsis } from "lucide-react";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { copyText } from "../ui/copy-text.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { type LoanRow, useLoanList } from "./loan-list-context.ts";
import { useAskMove } from "./move-desk.tsx";
import { mayMove, verbOf } from "./moves.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { type Status, useStatuses } from "./use-statuses.ts";

/**
 * All moves behind a button at the row's end, which has its own place and is always there for fingers. Where the row is
 * wide enough the likeliest move lies beside it while the row has pointer or focus.
 */
export function RowActions({ loan, isMarked }: { loan: LoanRow; isMarked: boolean }) {
  const { role } = useSession();
  const { returnTo } = useLoanList();
  const moves = useStatuses().movesFrom(loan.currentStatus);
  const askMove = useAskMove();
  const ask = (target: Status) => askMove({ loan, target, returnTo: () => returnTo(loan.pipelineLoanId) });
  const possible = moves.filter((move) => mayMove(role, move));
  const [first] = possible;
  return (
    <div className="absolute inset-y-[3px] right-[3px] z-[5] flex items-center pr-1 lg:pr-3">
      {first && (
        <div
          className={cn(
            "hidden h-full items-center bg-linear-to-r from-transparent to-[32px] pr-1 pl-10",
            "@min-[1100px]:group-focus-within/row:flex @min-[1100px]:group-hover/row:flex",
            isMarked ? "to-accent-wash" : "to-row",
          )}
        >
          <Button size="sm" onClick={() => ask(first)}>
            <StatusGlyph look={first.look} />
            {verbOf(first)}
          </Button>
        </div>
      )}
      <Menu>
        <MenuTrigger asChild>
          <Button
            size="icon-sm"
            look="quiet"
            aria-label={`Actions for ${loan.borrowerName}`}
            className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100 data-[state=open]:opacity-100"
          >
            <Ellipsis aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          {possible.map((move) => (
            <MenuItem key={move.statusCode} onSelect={() => ask(move)}>
              <StatusGlyph look={move.look} />
              {verbOf(move)}
            </MenuItem>
          ))}
          {possible.length > 0 && <MenuSeparator />}
          <MenuItem onSelect={() => copyText(loan.loanId, "Loan ID")}>
            <Copy aria-hidden />
            Copy loan ID
          </MenuItem>
        </MenuContent>
      </Menu>
    </div>
  );
}
