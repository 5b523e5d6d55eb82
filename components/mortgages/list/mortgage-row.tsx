"use client";

import type { Route } from "next";
import { useSession } from "../../shell/session.tsx";
import { cn } from "../../ui/cn.ts";
import { RowLink } from "../../ui/row-link.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { type ListedMortgage, MORTGAGE_COLUMNS } from "./mortgage-columns.tsx";
import { type AskOfMortgage, MortgageMenu } from "./mortgage-menu.tsx";

export const MORTGAGE_ROW = "data-mortgage-row";

interface Props {
  mortgage: ListedMortgage;
  onAsk: AskOfMortgage;
}

/** One line; all of it but its menu leads to the record. */
export function MortgageRow({ mortgage, onAsk }: Props) {
  const { timeZone } = useSession();
  const shown = { timeZone, today: todayIn(timeZone) };
  const { mortgageId, borrowerName, status } = mortgage;
  return (
    <tr
      className={cn(
        "group/row relative h-[36px] hover:bg-row has-[[data-mortgage-row]:focus-visible]:bg-row",
        status === "renewed" && "text-ink-2",
      )}
    >
      {MORTGAGE_COLUMNS.map(({ label, right, className, cell }) => (
        <td
          key={label}
          className={cn("truncate border-b px-2 leading-4.5", right && "text-right", className)}
        >
          {cell?.(mortgage, shown)}
          {label === "Borrower" && (
            <RowLink
              href={`/mortgages/${mortgageId}` as Route}
              {...{ [MORTGAGE_ROW]: mortgageId }}
              className="rounded-sm font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              {borrowerName}
            </RowLink>
          )}
          {label === "Actions" && <MortgageMenu mortgage={mortgage} onAsk={onAsk} />}
        </td>
      ))}
    </tr>
  );
}
