"use client";

import { Printer, Rows3 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { ComingLink } from "../shell/coming-link.tsx";
import { Button } from "../ui/button.tsx";
import { Money } from "../ui/money.tsx";
import { countText } from "../ui/money-text.ts";
import { loansOfTradeAddress } from "./loan-list-link.ts";
import { SettleTradeButton } from "./settle-trade-button.tsx";
import { type TradeCard, useBreakdown } from "./trade-bar.tsx";
import { TradeLoansTable } from "./trade-loans-table.tsx";
import { readyOf, settledOf } from "./trade-ready.ts";
import type { TradeLoans } from "./use-trade-loans.ts";

/** What is below an open trade: where it stands, what can be done with it, and its loans. */
export function TradeDetail({ trade, loans }: { trade: TradeCard; loans: TradeLoans }) {
  const parts = useBreakdown(trade);
  const ready = readyOf(trade, useStatuses().all);
  return (
    <section aria-label={`Trade ${trade.exchangeTradeId}`} className="@container px-4 pb-4 lg:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 py-3">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {parts.map((part) => (
            <Figure key={part.status} label={<StatusLabel name={part.displayName} look={part.look} />}>
              {countText(part.loans)}
            </Figure>
          ))}
          {settledOf(trade) > 0 && (
            <>
              <Figure label="Settled for">
                <Money amount={trade.settlementTotal} currency />
              </Figure>
              <Figure label={varianceLabel(trade)}>
                <Money
                  amount={trade.settlementVariance}
                  sign="always"
                  currency
                  unknown="No settled loan has a sale price to compare with"
                />
              </Figure>
            </>
          )}
        </dl>
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild>
            <Link href={loansOfTradeAddress(trade.pipelineTradeId) as Route}>
              <Rows3 aria-hidden />
              Open in loan list
              <ComingLink href="/pipeline/loans" />
            </Link>
          </Button>
          <Button asChild>
            <Link href={`/pipeline/trades/${trade.pipelineTradeId}/advice` as Route} prefetch={false}>
              <Printer aria-hidden />
              Purchase advice
              <ComingLink href={`/pipeline/trades/${trade.pipelineTradeId}/advice`} />
            </Link>
          </Button>
          <SettleTradeButton trade={trade} ready={ready} />
        </div>
      </div>
      <TradeLoansTable trade={trade} loans={loans} />
    </section>
  );
}

function StatusLabel({ name, look }: { name: string; look: Parameters<typeof StatusGlyph>[0]["look"] }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusGlyph look={look} />
      {name}
    </span>
  );
}

/** Settled loans whose sale price was never known are no part of the variance, and that is said. */
function varianceLabel(trade: TradeCard): string {
  if (trade.settlementVariance === null || trade.comparedLoans === settledOf(trade)) return "Variance";
  return `Variance of ${countText(trade.comparedLoans)} with a sale price`;
}

function Figure({ label, children }: { label: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="flex h-5 items-center text-xs text-ink-3">{label}</dt>
      <dd className="figures text-sm font-semibold">{children}</dd>
    </div>
  );
}
