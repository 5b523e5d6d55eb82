"use client";

import { CircleAlert, CircleCheck, CircleSlash, Copy, Download, TriangleAlert } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useSession } from "../shell/session.tsx";
import { refusalOf, type ShownRefusal } from "../trpc/refusal.ts";
import { RefusalNotice } from "../trpc/refusal-notice.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { DialogActions } from "../ui/dialog.tsx";
import { saveFile } from "../ui/download.ts";
import { countText, dollars, sumOf } from "../ui/money-text.ts";
import { todayIn } from "../ui/time-text.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import {
  amountsSettled,
  type BulkReport,
  changedMeanwhile,
  type Fate,
  fatesOf,
  type KnownLoans,
  reportCsv,
  retryable,
} from "./bulk-run.ts";
import { refusalText } from "./refusal-text.ts";
import { StatusName } from "./status-name.tsx";
import { useStatusName } from "./use-statuses.ts";

interface Props {
  report: BulkReport;
  loans: KnownLoans;
  isPending: boolean;
  /** @throws what the server refused the whole with */
  onRetry: (loanIds: number[]) => Promise<void>;
  /** Asks about these anew, as they are now. */
  onLookAgain: (loanIds: number[]) => void;
  onClose: () => void;
}

/** What came of each loan. A partial failure is never told as a success. */
export function BulkReportView({ report, loans, isPending, onRetry, onLookAgain, onClose }: Props) {
  const { timeZone } = useSession();
  const nameOf = useStatusName();
  const [problem, setProblem] = useState<ShownRefusal | null>(null);
  useWarnBeforeLeaving(isPending);
  const failed = retryable(report.results);
  const changed = changedMeanwhile(report.results);
  const csv = () => reportCsv(report, loans, nameOf);
  const copy = () =>
    navigator.clipboard.writeText(csv()).then(
      () => toast.success("Result copied"),
      () => toast.error("The browser did not allow copying. Download the CSV instead."),
    );
  const retry = useSendOnce(() => {
    setProblem(null);
    return onRetry(failed).catch((error: unknown) => setProblem(refusalOf(error)));
  });
  return (
    <>
      <Headline report={report} />
      <ReportTable report={report} loans={loans} />
      {problem && (
        <div className="mt-4">
          <RefusalNotice refusal={problem} verb="Retry" />
        </div>
      )}
      <DialogActions>
        <span className="mr-auto flex gap-2">
          <Button
            onClick={() =>
              saveFile(
                `${report.run.kind}-result-${todayIn(timeZone)}.csv`,
                new Blob([csv()], { type: "text/csv" }),
              )
            }
          >
            <Download aria-hidden />
            Download CSV
          </Button>
          <Button look="quiet" onClick={copy}>
            <Copy aria-hidden />
            Copy
          </Button>
        </span>
        {failed.length > 0 && (
          <Button onClick={retry} aria-disabled={isPending} aria-busy={isPending}>
            Retry {countText(failed.length)} failed
          </Button>
        )}
        {/* The others first: looking again leaves this report. */}
        {changed.length > 0 && failed.length === 0 && (
          <Button onClick={() => onLookAgain(changed)} aria-disabled={isPending}>
            Look at {countText(changed.length)} again
          </Button>
        )}
        <Button look="filled" onClick={onClose} disabled={isPending}>
          Done
        </Button>
      </DialogActions>
    </>
  );
}

/** All, some or none: told by a shape and in words. */
function Headline({ report }: Pick<Props, "report">) {
  const { run, results, leftOut } = report;
  const headline = useRef<HTMLParagraphElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each report; drawn again, it takes nobody from a button
  useLayoutEffect(() => headline.current?.focus(), [report]);
  const done = results.filter((result) => result.success);
  const failed = results.length - done.length;
  const [Glyph, tone] =
    failed + leftOut.length === 0
      ? [CircleCheck, "text-gain"]
      : done.length > 0
        ? [TriangleAlert, "text-overdue"]
        : [CircleAlert, "text-danger"];
  const verb = run.kind === "settle" ? "settled" : "moved";
  const rest = [
    failed > 0 && `${countText(failed)} failed`,
    leftOut.length > 0 && `${countText(leftOut.length)} left out`,
  ].filter(Boolean);
  const amounts = amountsSettled(report);
  return (
    <p
      role="status"
      tabIndex={-1}
      ref={headline}
      className="figures flex items-center gap-2 text-base outline-none"
    >
      <Glyph aria-hidden className={cn("size-5 shrink-0", tone)} />
      <span>
        <strong className="font-semibold">
          {countText(done.length)} of {countText(results.length + leftOut.length)} {verb}
        </strong>
        {amounts.size > 0 && ` for ${dollars(sumOf(amounts.values()))}`}
        {rest.length > 0 && `, ${rest.join(", ")}`}
      </span>
    </p>
  );
}

const FATES: Record<Fate, { Glyph: typeof CircleCheck; tone: string }> = {
  failed: { Glyph: CircleAlert, tone: "text-danger" },
  "left out": { Glyph: CircleSlash, tone: "text-overdue" },
  done: { Glyph: CircleCheck, tone: "text-gain" },
};

function ReportTable({ report, loans }: Pick<Props, "report" | "loans">) {
  const nameOf = useStatusName();
  const words: Record<Fate, string> = {
    failed: "Failed",
    "left out": "Left out",
    done: report.run.kind === "settle" ? "Settled" : "Moved",
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section aria-label="Result of each loan" tabIndex={0} className="mt-3 max-h-[42vh] overflow-y-auto">
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-left text-xs text-ink-3">
            {["Result", "Borrower", "Loan ID", "Status"].map((label) => (
              <th
                key={label}
                scope="col"
                className="sticky top-0 h-8 whitespace-nowrap border-b bg-sheet pr-3 font-normal"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fatesOf(report).map(({ fate, result }) => {
            const { Glyph, tone } = FATES[fate];
            const loan = loans.get(result.pipelineLoanId);
            const status = result.newStatus ?? result.previousStatus;
            return (
              <tr key={result.pipelineLoanId} className="align-top">
                <td className="whitespace-nowrap border-b py-1.5 pr-3">
                  <Glyph aria-hidden className={cn("mr-1.5 inline size-4 align-[-3px]", tone)} />
                  {words[fate]}
                </td>
                <td className="border-b py-1.5 pr-3">
                  {loan?.borrowerName ?? "Not found"}
                  {!result.success && (
                    <span className="block text-xs text-ink-2">{refusalText(result, nameOf)}</span>
                  )}
                </td>
                <td className="id whitespace-nowrap border-b py-1.5 pr-3 text-xs text-ink-2 leading-5">
                  {loan?.loanId ?? result.pipelineLoanId}
                </td>
                <td className="whitespace-nowrap border-b py-1.5">
                  {status && <StatusName code={status} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
