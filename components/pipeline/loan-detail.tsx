"use client";

import type { Outputs } from "../trpc/client.ts";
import { LoanFacts } from "./loan-facts.tsx";
import { LoanHead } from "./loan-head.tsx";
import { MoneyStatement } from "./money-statement.tsx";
import { NextActions } from "./next-actions.tsx";
import { SaleFacts } from "./sale-facts.tsx";
import { Timeline } from "./timeline.tsx";

export type Loan = Outputs["pipeline"]["loan"];

export function LoanDetail({ loan }: { loan: Loan }) {
  return (
    <div className="flex-1 overflow-y-auto overscroll-contain px-6 pb-10">
      <LoanHead loan={loan} />
      <NextActions loan={loan} />
      <MoneyStatement loan={loan} />
      <SaleFacts loan={loan} />
      <LoanFacts loan={loan} />
      <Timeline entries={loan.timeline} />
    </div>
  );
}
