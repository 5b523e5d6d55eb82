"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import type { CreditReport } from "@/server/domain/funding/input.ts";
import { dayOf } from "@/server/domain/funding/model/calendar.ts";
import { PanelSection } from "../../pipeline/panel-section.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { LoadFailed } from "../../trpc/load-failed.tsx";
import { cn } from "../../ui/cn.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { dayLabel } from "../../ui/time-text.ts";
import { AccountAges } from "./account-ages.tsx";
import { type CreditFigures, creditFigures } from "./credit-figures.ts";
import { BUREAU_NAMES } from "./decision-words.ts";
import { Utilisation } from "./utilisation.tsx";

type Run = Outputs["funding"]["file"]["runs"][number];

/** What the newest judged report says of the client, in figures and two drawings (F8.1). */
export function CreditSummary({ fileId, run }: { fileId: number; run: Run }) {
  const trpc = useTRPC();
  const query = useQuery(
    // A report never changes once it has come.
    trpc.funding.creditReport.queryOptions(
      { fileId, reportId: run.reportId },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const issued = query.data && `report of ${dayLabel(query.data.issuedOn)}`;
  return (
    <PanelSection title="Credit" aside={<span className="figures text-xs text-ink-3">{issued}</span>}>
      <div className="border-t pt-2">
        {query.data ? (
          <Summary report={query.data.report} run={run} />
        ) : query.error ? (
          <LoadFailed
            title="The credit report could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <SummarySkeleton />
        )}
      </div>
    </PanelSection>
  );
}

function Summary({ report, run }: { report: CreditReport; run: Run }) {
  const figures = useMemo(
    () => creditFigures(report, dayOf(Date.parse(run.createdAt))),
    [report, run.createdAt],
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-x-8 gap-y-2">
        <Bureaus figures={figures} />
        <Counters figures={figures} />
      </div>
      <Utilisation figures={figures} paydowns={run.paydowns.topPaydownAccounts} />
      <AccountAges figures={figures} />
    </div>
  );
}

/** The score that stands for the client, beside what each bureau says: its score, and who asked it lately. */
function Bureaus({ figures }: { figures: CreditFigures }) {
  const { score, perBureau, inquiryMonths } = figures;
  return (
    <div className="flex items-start gap-4">
      <p className="figures pt-3 text-xl font-semibold tracking-tight">
        <span className="sr-only">Score </span>
        {score ?? "–"}
        {score === null && <span className="sr-only">not given</span>}
      </p>
      <table className="figures text-xs">
        <caption className="sr-only">What each bureau says</caption>
        <thead className="text-ink-3">
          <tr>
            <td />
            {perBureau.map(({ bureau }) => (
              <th key={bureau} scope="col" className="pl-3 text-right font-normal">
                {BUREAU_NAMES[bureau]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="text-left font-normal text-ink-3">
              Score
            </th>
            {perBureau.map((one) => (
              <td key={one.bureau} className={cn("text-right", one.score === null && "text-ink-3")}>
                {one.score ?? "none"}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row" className="text-left font-normal text-ink-3">
              Inquiries, {inquiryMonths} mo
            </th>
            {perBureau.map(({ bureau, inquiries }) => (
              <td key={bureau} className="text-right">
                {inquiries}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** What weighs against the client: nought where there is none, a question mark where nobody says. */
function Counters({ figures }: { figures: CreditFigures }) {
  const { lates, derogatories, bankruptcies } = figures;
  return (
    <dl className="figures grid flex-1 grid-cols-[1fr_auto] gap-x-3 text-xs">
      <Counter label="Late 30 / 60 / 90 days">{lates.map(({ count }) => count ?? "?").join(" / ")}</Counter>
      <Counter label="Unpaid collections, charge-offs">{derogatories}</Counter>
      <Counter label="Bankruptcies">{bankruptcies}</Counter>
    </dl>
  );
}

function Counter({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="text-right">{children}</dd>
    </>
  );
}

function SummarySkeleton() {
  return (
    <div role="status" aria-label="Loading: the credit report" className="flex flex-col gap-3">
      <Skeleton className="h-8 w-64" />
      {["a", "b", "c", "d"].map((row) => (
        <Skeleton key={row} className="h-4 w-full" />
      ))}
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
