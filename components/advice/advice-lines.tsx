"use client";

import { memo } from "react";
import { loansText } from "../pipeline/loans-text.ts";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { cn } from "../ui/cn.ts";
import { countText, moneyText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import type { Advice } from "./advice-paper.tsx";
import { STEP } from "./use-growing-count.ts";

type Line = Advice["lines"][number];

interface Column {
  label: string;
  /** The texts that must stand on one line; of a sum of what is never negative, no part is longer. */
  holds?: string[];
  /** Where it holds words: its share of the paper, or what is left. */
  className?: string;
}

function columnsOf({ lines, totals }: Advice): Column[] {
  return [
    { label: "#", holds: [countText(lines.length)] },
    { label: "Loan ID, PSX loan ID", className: "w-[15%]" },
    { label: "Borrower" },
    { label: "Status", className: "w-[8%]" },
    { label: "Loan amount", holds: [moneyText(totals.loanAmount.amount)] },
    { label: "Purchase amount", holds: [moneyText(totals.purchasePrice.amount)] },
    { label: "Sale amount", holds: [summed(totals.salePrice)] },
    { label: "Settlement amount", holds: [summed(totals.settlementAmount)] },
    { label: "Settled on, reference", className: "w-[14.5%]" },
    {
      label: "Variance",
      holds: [
        summed(totals.settlementVariance, signed),
        ...lines.map((line) => (line.settlementVariance === null ? "" : signed(line.settlementVariance))),
      ],
    },
  ];
}

/** Enough for the widest of the texts, for the longest word of the label, and for the cell's padding. */
function widthFor({ label, holds = [] }: Column): string {
  const widest = holds.reduce((most, text) => Math.max(most, lengthOf(text)), 0);
  const longestWord = Math.max(...label.split(" ").map((word) => word.length));
  return `calc(${Math.max(widest, longestWord)}ch + 9pt)`;
}

/** In widths of a digit; what separates digits is half as wide. */
function lengthOf(figure: string): number {
  return [...figure].reduce((sum, letter) => sum + (/[.,]/.test(letter) ? 0.5 : 1), 0);
}

/** Every loan on a line. The head is repeated on each page, the totals stand once, and no line is cut in two. */
export function AdviceLines({ advice, shown }: { advice: Advice; shown: number }) {
  const statuses = useStatuses();
  const { lines, totals, buyerName } = advice;
  const starts = Array.from({ length: Math.ceil(shown / STEP) }, (_, index) => index * STEP);
  return (
    <table aria-label="Loans" className="paper-lines figures mt-4">
      <thead>
        <tr>
          {columnsOf(advice).map((column) => (
            <th
              key={column.label}
              scope="col"
              className={cn(column.holds && "text-right", column.className)}
              style={column.holds && { width: widthFor(column) }}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      {starts.map((start) => (
        <Lines key={start} lines={lines} start={start} buyerName={buyerName} nameOf={statuses.of} />
      ))}
      <tbody>
        <tr className="paper-total">
          <th scope="row" colSpan={4}>
            Total of {loansText(lines.length)}
          </th>
          <td>{moneyText(totals.loanAmount.amount)}</td>
          <td>{moneyText(totals.purchasePrice.amount)}</td>
          <td>{summed(totals.salePrice)}</td>
          <td>{summed(totals.settlementAmount)}</td>
          <td />
          <td>{summed(totals.settlementVariance, signed)}</td>
        </tr>
      </tbody>
    </table>
  );
}

interface LinesProps {
  lines: Line[];
  start: number;
  buyerName: string;
  nameOf: (status: string) => { displayName: string };
}

const Lines = memo(function Lines({ lines, start, buyerName, nameOf }: LinesProps) {
  return (
    <tbody>
      {lines.slice(start, start + STEP).map((line, index) => (
        <tr key={line.pipelineLoanId}>
          <td className="text-right">{countText(start + index + 1)}</td>
          <td className="id">
            {line.loanId}
            <br />
            {line.exchangeLoanId}
          </td>
          <td>
            {line.borrowerName}
            {line.buyerName !== buyerName && ` (investor: ${line.buyerName})`}
          </td>
          <td>{nameOf(line.currentStatus).displayName}</td>
          <td className="text-right">{moneyText(line.loanAmount)}</td>
          <td className="text-right">{moneyText(line.purchasePrice)}</td>
          <td className="text-right">{known(line.salePrice)}</td>
          <td className="text-right">{known(line.settlementAmount)}</td>
          <td>
            {line.settlementDate && dayLabel(line.settlementDate)}
            <br />
            {line.settlementReference}
          </td>
          <td className="text-right">
            {line.settlementVariance === null ? "–" : signed(line.settlementVariance)}
          </td>
        </tr>
      ))}
    </tbody>
  );
});

function known(amount: string | null): string {
  return amount === null ? "–" : moneyText(amount);
}

/** A sum over no loan at all is no zero. */
function summed({ amount, loans }: Advice["totals"]["salePrice"], write = moneyText): string {
  return loans === 0 ? "–" : write(amount);
}

/** More than expected has its plus, as less has its minus. */
function signed(amount: string): string {
  return amount.startsWith("-") || !/[1-9]/.test(amount) ? moneyText(amount) : `+${moneyText(amount)}`;
}
