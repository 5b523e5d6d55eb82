"use client";

import { memo } from "react";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import type { LoanColumn } from "./loan-columns.tsx";
import { LoanLink } from "./loan-link.tsx";
import { type LoanRow, useLoanList } from "./loan-list-context.ts";
import { RowActions } from "./row-actions.tsx";
import { usePrefetchLoan } from "./use-prefetch-loan.ts";
import { useSelecting } from "./use-selection.ts";

export function LoanTableRow({ loan, columns }: { loan: LoanRow; columns: LoanColumn[] }) {
  const { openId, hrefOf, open } = useLoanList();
  const prefetch = usePrefetchLoan();
  const { selected, toggle } = useSelecting();
  return (
    <Row
      prefetch={prefetch}
      loan={loan}
      columns={columns}
      href={hrefOf(loan.pipelineLoanId)}
      isOpen={openId === loan.pipelineLoanId}
      open={open}
      isSelected={selected.has(loan.pipelineLoanId)}
      onToggle={toggle}
    />
  );
}

interface Props {
  loan: LoanRow;
  columns: LoanColumn[];
  href: string;
  isOpen: boolean;
  open: (loanId: number) => void;
  prefetch: (loanId: number) => void;
  isSelected: boolean;
  onToggle: (loanId: number, range: boolean) => void;
}

/** Of the column with the checkboxes; the whole of its cell can be pressed. */
export const SELECT_CELL = "w-10 lg:w-12";

/** One line; all of it is the link to the loan. Its actions appear at its end without moving anything. */
const Row = memo(function Row({ loan, columns, href, isOpen, open, prefetch, isSelected, onToggle }: Props) {
  return (
    <tr
      className={cn(
        "group/row relative h-[36px] hover:bg-row has-[:focus-visible]:bg-row",
        (isOpen || isSelected) && "bg-accent-wash hover:bg-accent-wash has-[:focus-visible]:bg-accent-wash",
      )}
    >
      <td className={cn("border-b p-0", SELECT_CELL)}>
        <Checkbox
          className="relative z-1 h-[36px] pl-4 lg:pl-6"
          aria-label={`Select ${loan.borrowerName}`}
          checked={isSelected}
          onChange={({ nativeEvent }) =>
            onToggle(loan.pipelineLoanId, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </td>
      <td className="truncate border-b px-2">
        <LoanLink loan={loan} href={href} isOpen={isOpen} open={open} prefetch={prefetch} />
      </td>
      {columns.map(({ field, right, className, cell }) => (
        <td key={field} className={cn("truncate border-b px-2", right && "text-right", className)}>
          {cell(loan)}
        </td>
      ))}
      <td className="border-b p-0">
        <RowActions loan={loan} isMarked={isOpen || isSelected} />
      </td>
    </tr>
  );
});
