"use client";

import { memo } from "react";
import { cn } from "../ui/cn.ts";
import { LOAN_COLUMNS } from "./loan-columns.tsx";
import { LoanLink } from "./loan-link.tsx";
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
        <LoanLink loan={loan} href={href} isOpen={isOpen} open={open} prefetch={prefetch} />
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
