"use client";

import { CopyButton } from "../ui/copy-button.tsx";
import { PanelTitle } from "../ui/panel.tsx";
import { LoanAge } from "./loan-age.tsx";
import type { Loan } from "./loan-detail.tsx";
import { StatusChip } from "./status-name.tsx";
import { useStatuses } from "./use-statuses.ts";

/** Who, which loan, where it stands and for how long. */
export function LoanHead({ loan }: { loan: Loan }) {
  const isFinal = useStatuses().of(loan.currentStatus).isTerminal;
  return (
    <header className="pt-4">
      <div className="flex items-start justify-between gap-4">
        <PanelTitle className="min-w-0 break-words text-lg font-semibold tracking-tight">
          {loan.borrowerName}
        </PanelTitle>
        <span className="flex shrink-0 items-center gap-2.5 pt-0.5 text-sm">
          {!isFinal && <LoanAge loan={loan} side="bottom" />}
          <StatusChip code={loan.currentStatus} />
        </span>
      </div>
      <dl className="mt-1 flex flex-wrap gap-x-3 text-xs">
        <Id label="Loan" name="loan ID" value={loan.loanId} />
        <Id label="PSX" name="PSX loan ID" value={loan.exchangeLoanId} />
      </dl>
    </header>
  );
}

function Id({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <div className="flex items-center gap-1.5">
      <dt className="text-ink-3">{label}</dt>
      <dd>
        <CopyButton value={value} label={name} />
      </dd>
    </div>
  );
}
