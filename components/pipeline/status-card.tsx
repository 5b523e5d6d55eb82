import { Clock } from "lucide-react";
import type { Route } from "next";
import { ComingLink } from "../shell/coming-link.tsx";
import { useLoansPath } from "../shell/use-mode.ts";
import type { Outputs } from "../trpc/client.ts";
import { cn } from "../ui/cn.ts";
import { countText, dollars, shortDollars } from "../ui/money-text.ts";
import { RowLink } from "../ui/row-link.tsx";
import { AgeBar } from "./age-bar.tsx";
import { StatusGlyph } from "./status-glyph.tsx";
import type { Status } from "./use-statuses.ts";

interface Props {
  status: Status;
  figures: Outputs["pipeline"]["summary"]["statusBreakdown"][number];
  /** Names of the statuses that a loan may move to from here. */
  leadsTo: string[];
}

export function StatusCard({ status, figures, leadsTo }: Props) {
  const { loanCount, totalVolume, averageDaysInStatus, ageBuckets } = figures;
  const href = `${useLoansPath()}?status=${encodeURIComponent(status.statusCode)}` as Route;
  return (
    <RowLink
      href={href}
      className={cn(
        "group @container block h-full rounded-lg border border-line-strong bg-sheet dark:border-line",
        "transition-[border-color,box-shadow] duration-150 hover:border-accent hover:shadow-raised focus-visible:border-accent",
        loanCount === 0 && "bg-canvas dark:bg-canvas",
      )}
    >
      <span className="flex h-full flex-col px-3.5 pt-2.5 pb-3 @max-[140px]:px-2">
        <span
          className={cn(
            "flex items-center gap-1.5 text-sm font-medium @max-[140px]:items-start",
            !status.isException && "@max-[140px]:min-h-8",
          )}
        >
          <StatusGlyph look={status.look} className="@max-[140px]:mt-px" />
          <span className="truncate @max-[140px]:line-clamp-2 @max-[140px]:break-words @max-[140px]:whitespace-normal @max-[140px]:leading-4">
            {status.displayName}
          </span>
        </span>
        {/* In a narrow card the badge takes the average's place, in a very narrow one a line below, for the count's sake. */}
        <span className="figures grid flex-1 grid-cols-[minmax(0,1fr)_auto] grid-rows-[1fr_auto] items-start @max-[140px]:leading-4 gap-x-2 pb-1.5">
          <span
            className={cn(
              "[grid-area:1/1/2/-1] font-semibold tracking-tight",
              status.isException ? "text-lg" : "pt-1 text-xl @max-[140px]:pt-0 @max-[140px]:text-lg",
            )}
          >
            {countText(loanCount)}
            <span className="sr-only"> {loanCount === 1 ? "loan" : "loans"}</span>
          </span>
          {ageBuckets.overdue > 0 && <OverdueBadge count={ageBuckets.overdue} />}
          <span className="col-start-1 row-start-2 whitespace-nowrap text-sm text-ink-2 @max-[140px]:text-xs">
            <span aria-hidden className="group-hover:hidden group-focus-visible:hidden">
              {shortDollars(totalVolume)}
            </span>
            <span aria-hidden className="hidden group-hover:inline group-focus-visible:inline">
              {dollars(totalVolume)}
            </span>
            <span className="sr-only">{dollars(totalVolume)} purchase volume</span>
          </span>
          {!status.isTerminal && loanCount > 0 && (
            <span
              className={cn(
                "col-start-2 row-start-2 self-end justify-self-end text-xs leading-5 text-ink-3 group-hover:hidden group-focus-visible:hidden",
                ageBuckets.overdue > 0 ? "@max-[256px]:sr-only" : "@max-[140px]:sr-only",
              )}
            >
              <span className="sr-only">, average </span>
              {averageDaysInStatus} d<span className="sr-only"> in status</span>
              <span aria-hidden> avg</span>
            </span>
          )}
        </span>
        <AgeBar buckets={ageBuckets} ages={status.agingThresholdDays !== null} />
        <span className="sr-only">
          {leadsTo.length > 0 ? `Moves to ${leadsTo.join(", ")}.` : "Final status."} Opens these loans.
        </span>
      </span>
      <ComingLink href={href} />
    </RowLink>
  );
}

function OverdueBadge({ count }: { count: number }) {
  return (
    <span
      className={cn(
        "col-start-2 row-start-1 mt-1 inline-flex justify-self-end items-center gap-1 rounded-full bg-overdue-wash px-1.5 text-xs font-semibold leading-5 text-overdue",
        "@max-[256px]:row-start-2 @max-[256px]:mt-0 @max-[140px]:col-start-1 @max-[140px]:row-start-3 @max-[140px]:mt-0.5 @max-[140px]:justify-self-start @max-[140px]:leading-4 @max-[256px]:group-hover:hidden @max-[256px]:group-focus-visible:hidden",
      )}
    >
      <Clock aria-hidden className="size-3 stroke-[2.5]" />
      {countText(count)}
      <span className="@max-[256px]:sr-only"> overdue</span>
    </span>
  );
}
