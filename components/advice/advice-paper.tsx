"use client";

import type { ReactNode } from "react";
import { loansText } from "../pipeline/loans-text.ts";
import { useSession } from "../shell/session.tsx";
import { TradeStatusWord } from "../trades/trade-status.tsx";
import type { Outputs } from "../trpc/client.ts";
import { countText, dollars } from "../ui/money-text.ts";
import { dayLabel, momentLabel } from "../ui/time-text.ts";
import { AdviceLines } from "./advice-lines.tsx";
import { pageRules } from "./page-rules.ts";

export type Advice = Outputs["pipeline"]["purchaseAdvice"];

interface Props {
  advice: Advice;
  /** How many lines are drawn by now. */
  shown: number;
}

/** The paper itself: black on white in either theme, as wide as Letter, with every loan and the totals of all. */
export function AdvicePaper({ advice, shown }: Props) {
  const { tenantName, timeZone } = useSession();
  const asOf = momentLabel(advice.asOf, timeZone);
  return (
    <article
      aria-label={`Purchase advice of trade ${advice.exchangeTradeId}`}
      className="paper mx-auto my-6 w-[11in] px-[0.5in] py-10 shadow-raised print:m-0 print:w-auto print:p-0 print:shadow-none"
    >
      <style>
        {pageRules(`${tenantName} · Purchase advice · ${advice.exchangeTradeId}`, `As of ${asOf}`)}
      </style>
      <header className="flex items-start justify-between gap-8 border-b-2 border-ink pb-3">
        <div>
          <h2 className="text-lg font-semibold tracking-tight">Purchase advice</h2>
          <p className="id text-base">{advice.exchangeTradeId}</p>
        </div>
        <div className="text-right text-sm">
          <p className="font-semibold">{tenantName}</p>
          <p>As of {asOf}</p>
        </div>
      </header>
      <dl className="mt-3 grid grid-cols-4 gap-x-6 gap-y-2 text-sm">
        <Fact label="Investor">{advice.buyerName}</Fact>
        <Fact label="Seller">{advice.sellerName}</Fact>
        <Fact label="Trade date">{dayLabel(advice.tradeDate)}</Fact>
        <Fact label="Received">{momentLabel(advice.createdAt, timeZone)}</Fact>
        <Fact label="Principal">{advice.principalId}</Fact>
        <Fact label="Status">
          <TradeStatusWord status={advice.status} />
        </Fact>
        <Fact label="Loans">{countText(advice.lines.length)}</Fact>
        <Fact label="Settled">
          {countText(advice.totals.settlementAmount.loans)} of {countText(advice.lines.length)}
        </Fact>
      </dl>
      <Totals totals={advice.totals} />
      <AdviceLines advice={advice} shown={shown} />
      <p className="mt-3 text-xs">
        Amounts in US dollars. Variance is settlement amount less sale amount, over the{" "}
        {countText(advice.totals.settlementVariance.loans)} settled{" "}
        {advice.totals.settlementVariance.loans === 1 ? "loan" : "loans"} whose sale amount is known.
      </p>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-2">{label}</dt>
      <dd className="figures break-words font-medium">{children}</dd>
    </div>
  );
}

/** What the trade comes to, before the lines that it is made of. */
function Totals({ totals }: Pick<Advice, "totals">) {
  const rows: [label: string, total: Advice["totals"]["loanAmount"]][] = [
    ["Loan amount", totals.loanAmount],
    ["Purchase amount", totals.purchasePrice],
    ["Sale amount", totals.salePrice],
    ["Settlement amount", totals.settlementAmount],
    ["Variance", totals.settlementVariance],
  ];
  return (
    <dl aria-label="Totals" className="mt-4 grid grid-cols-5 border-y border-ink py-2">
      {rows.map(([label, { amount, loans }]) => (
        <div key={label} className="pr-3 text-right last:pr-[4pt]">
          <dt className="text-xs text-ink-2">{label}</dt>
          <dd className="figures text-base font-semibold">{loans === 0 ? "–" : dollars(amount)}</dd>
          <dd className="figures text-xs text-ink-2">
            {loans === 0 ? "none known yet" : `of ${loansText(loans)}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
