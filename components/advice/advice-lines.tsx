"use client";

import { memo } from "react";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { countText, moneyText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import type { Advice } from "./advice-paper.tsx";
import { STEP } from "./use-growing-count.ts";

type Line = Advice["lines"][number];

const HEAD: [label: string, className: string][] = [
  ["#", "w-[3.5%] text-right"],
  ["Loan ID, PSX loan ID", "w-[15.5%]"],
  ["Borrower", ""],
  ["Status", "w-[8%]"],
  ["Loan amount", "w-[9.5%] text-right"],
  ["Purchase amount", "w-[9.5%] text-right"],
  ["Sale amount", "w-[9.5%] text-right"],
  ["Settlement amount", "w-[9.5%] text-right"],
  ["Settled on, reference", "w-[14%]"],
  ["Variance", "w-[8.5%] text-right"],
];

/** Every loan on a line. The head is repeated on each page, the totals stand once, and no line is cut in two. */
export function AdviceLines({ advice, shown }: { advice: Advice; shown: number }) {
  const statuses = useStatuses();
  const { lines, totals, buyerName } = advice;
  const starts = Array.from({ length: Math.ceil(shown / STEP) }, (_, index) => index * STEP);
  return (
    <table aria-label="Loans" className="paper-lines figures mt-4">
      <thead>
        <tr>
          {HEAD.map(([label, className]) => (
            <th key={label} scope="col" className={className}>
              {label}
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
            Total of {countText(lines.length)} {lines.length === 1 ? "loan" : "loans"}
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
