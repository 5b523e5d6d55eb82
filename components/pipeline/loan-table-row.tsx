"use client";

import type { Route } from "next";
import Link from "next/link";
import { memo } from "react";
import { cn } from "../ui/cn.ts";
import { LOAN_COLUMNS } from "./loan-columns.tsx";
import { type LoanRow, useLoanList } from "./loan-list-context.ts";
import { RowActions } from "./row-actions.tsx";
import { usePrefetchLoan } from "./use-prefetch-loan.ts";

export function LoanTableRow({ loan }: { loan: LoanRow }) {
  const { openId, hrefOf, open } = useLoanList();
  const prefetch = usePrefetchLoan();
  return (
    <Row
      prefetch={prefetch}
      loan={loan}
      href={hrefOf(loan.pipelineLoanId)}
      isOpen={openId === loan.pipelineLoanId}
      open={open}
    />
  );
}

interface Props {
  loan: LoanRow;
  href: string;
  isOpen: boolean;
  open: (loanId: number) => void;
  prefetch: (loanId: number) => void;
}

/** One line; all of it is the link to the loan. Its actions appear at its end without moving anything. */
const Row = memo(function Row({ loan, href, isOpen, open, prefetch }: Props) {
  return (
    <tr
      className={cn(
        "group/row relative h-9 hover:bg-row has-[:focus-visible]:bg-row",
        isOpen && "bg-accent-wash hover:bg-accent-wash has-[:focus-visible]:bg-accent-wash",
      )}
    >
      <td className="truncate border-b pr-2 pl-4 lg:pl-6">
        <Link
          href={href as Route}
          prefetch={false}
          scroll={false}
          // Asked for while the finger is still going down, or while the row is only being passed by key.
          onPointerDown={() => prefetch(loan.pipelineLoanId)}
          onFocus={() => prefetch(loan.pipelineLoanId)}
          data-loan-row={loan.pipelineLoanId}
          aria-current={isOpen ? "true" : undefined}
          // A plain click opens the panel without asking the server for a page; a click for a new tab stays a link.
          onNavigate={(event) => {
            event.preventDefault();
            open(loan.pipelineLoanId);
          }}
          className={cn(
            "font-medium outline-none after:absolute after:inset-0",
            "focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus",
          )}
        >
          {isOpen && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
          {loan.borrowerName}
        </Link>
      </td>
      {LOAN_COLUMNS.map(({ field, right, className, cell }) => (
        <td key={field} className={cn("truncate border-b px-2", right && "text-right", className)}>
          {cell(loan)}
        </td>
      ))}
      <td className="border-b p-0">
        <RowActions loan={loan} isOpen={isOpen} />
      </td>
    </tr>
  );
});
