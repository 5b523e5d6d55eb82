"use client";

import { StatusName } from "../pipeline/status-name.tsx";
import { countText } from "../ui/money-text.ts";

export interface SkippedLoan {
  pipelineLoanId: number;
  loanId: string;
  borrowerName: string;
  currentStatus: string;
  reason: string;
}

const SHOWN = 200;

/** Loans that a settlement passes over, each with the reason. */
export function SkippedLoans({ loans, will }: { loans: SkippedLoan[]; will?: boolean }) {
  if (loans.length === 0) return null;
  const count = `${countText(loans.length)} ${loans.length === 1 ? "loan" : "loans"}`;
  return (
    <details className="rounded-md border text-sm" open={loans.length <= 5}>
      <summary className="rounded-md px-3 py-2 font-medium">
        {will ? `${count} will be skipped` : `${count} skipped`}
      </summary>
      <ul aria-label="Skipped loans" className="max-h-44 overflow-y-auto border-t px-3 py-1">
        {loans.slice(0, SHOWN).map((loan) => (
          <li key={loan.pipelineLoanId} className="flex items-baseline gap-3 py-1">
            <span className="min-w-0 flex-1 truncate">
              {loan.borrowerName} <span className="id text-xs text-ink-3">{loan.loanId}</span>
            </span>
            <StatusName code={loan.currentStatus} className="w-32" />
            <span className="w-64 text-ink-2">{loan.reason}</span>
          </li>
        ))}
        {loans.length > SHOWN && (
          <li className="py-1 text-ink-2">
            And {countText(loans.length - SHOWN)} more; the trade’s loans below say where each stands.
          </li>
        )}
      </ul>
    </details>
  );
}
