"use client";

import { FolderOpen, House, Layers } from "lucide-react";
import { loansText } from "../pipeline/loans-text.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { Money } from "../ui/money.tsx";
import { dayLabel } from "../ui/time-text.ts";
import { Highlight } from "./highlight.tsx";
import type { Hits } from "./use-found.ts";

export function LoanLine({ loan, typed }: { loan: Hits["loans"][number]; typed: string }) {
  const status = useStatuses().of(loan.currentStatus);
  return (
    <span className="grid w-full min-w-0 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-2.5 py-1">
      <StatusGlyph look={status.look} />
      <span className="truncate font-medium">
        <Highlight text={loan.borrowerName} typed={typed} />
      </span>
      <Money amount={loan.purchasePrice} className="text-sm" />
      <span className="col-start-2 flex min-w-0 gap-2 text-xs text-ink-3">
        <span className="id shrink-0 text-ink-2">
          <Highlight text={loan.loanId} typed={typed} />
        </span>
        <span className="id max-w-32 shrink-0 truncate">
          <Highlight text={loan.exchangeLoanId} typed={typed} />
        </span>
        <span className="truncate">
          <Highlight text={loan.address} typed={typed} />
        </span>
      </span>
      <span className="text-right text-xs text-ink-2">{status.displayName}</span>
    </span>
  );
}

export function TradeLine({ trade, typed }: { trade: Hits["trades"][number]; typed: string }) {
  return (
    <span className="flex w-full min-w-0 items-center gap-2.5">
      <Layers aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="id shrink-0">
        <Highlight text={trade.exchangeTradeId} typed={typed} />
      </span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
        {trade.buyerName} · {dayLabel(trade.tradeDate)}
      </span>
      <span className="figures text-xs text-ink-2">{loansText(trade.totalLoanCount)}</span>
    </span>
  );
}

export function FileLine({ file, typed }: { file: Hits["files"][number]; typed: string }) {
  return (
    <span className="flex w-full min-w-0 items-center gap-2.5">
      <FolderOpen aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="shrink-0 truncate font-medium">
        <Highlight text={file.name} typed={typed} />
      </span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
        <Highlight text={file.email} typed={typed} />
      </span>
      <span className="text-xs text-ink-2">Funding file</span>
    </span>
  );
}

export function MortgageLine({
  mortgage: { mortgageId, borrowerName, property },
  typed,
}: {
  mortgage: Hits["mortgages"][number];
  typed: string;
}) {
  return (
    <span className="flex w-full min-w-0 items-center gap-2.5">
      <House aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="shrink-0 truncate font-medium">
        <Highlight text={borrowerName} typed={typed} />
      </span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
        <Highlight text={`${property.street}, ${property.city}`} typed={typed} />
      </span>
      <span className="figures text-xs text-ink-2">Mortgage {mortgageId}</span>
    </span>
  );
}
