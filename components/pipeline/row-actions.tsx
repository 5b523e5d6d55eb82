"use client";

import { Ellipsis } from "lucide-react";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Menu, MenuContent, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { type LoanRow, useLoanList } from "./loan-list-context.ts";
import { LoanMenuItems } from "./loan-menu.tsx";
import { useAskMove } from "./move-desk.tsx";
import { mayMove, verbOf } from "./moves.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { useSelecting } from "./use-selection.ts";
import { type Status, useStatuses } from "./use-statuses.ts";

/**
 * All moves behind a button at the row's end, which has its own place and is always there for fingers. Where the row is
 * wide enough the likeliest move lies beside it while the row has pointer or focus.
 */
export function RowActions({ loan, isMarked }: { loan: LoanRow; isMarked: boolean }) {
  const { role } = useSession();
  const { open, returnTo } = useLoanList();
  const { selected, toggle } = useSelecting();
  const moves = useStatuses().movesFrom(loan.currentStatus);
  const askMove = useAskMove();
  const ask = (target: Status) => askMove({ loan, target, returnTo: () => returnTo(loan.pipelineLoanId) });
  const first = moves.find((move) => mayMove(role, move));
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
            className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 any-pointer-coarse:opacity-100 max-lg:opacity-100 data-[state=open]:opacity-100"
          >
            <Ellipsis aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <LoanMenuItems
            loan={loan}
            onMove={ask}
            onOpen={() => open(loan.pipelineLoanId)}
            selection={{
              isSelected: selected.has(loan.pipelineLoanId),
              onToggle: () => toggle(loan.pipelineLoanId, false),
            }}
          />
        </MenuContent>
      </Menu>
    </div>
  );
}
