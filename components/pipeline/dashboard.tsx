"use client";

import { useQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ComingLink } from "../shell/coming-link.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { useLoansPath } from "../shell/use-mode.ts";
import { useTRPC } from "../trpc/client.ts";
import { LoadFailed } from "../trpc/load-failed.tsx";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { countText } from "../ui/money-text.ts";
import { ActivityFeed } from "./activity-feed.tsx";
import { AgeLegend } from "./age-bar.tsx";
import { LOAN_SEARCH, WORST_OVERDUE } from "./dashboard-queries.ts";
import { DashboardSkeleton } from "./dashboard-skeleton.tsx";
import { EmptyPipeline } from "./empty-pipeline.tsx";
import { Lifecycle } from "./lifecycle.tsx";
import { OverdueList } from "./overdue-list.tsx";
import { useStatuses } from "./use-statuses.ts";
import { VolumeRibbon } from "./volume-ribbon.tsx";

/** What is stuck, and how much money is where. */
export function Dashboard() {
  const trpc = useTRPC();
  const router = useRouter();
  const loansPath = useLoansPath();
  useHotkeys({
    "/": (event) => {
      event.preventDefault();
      router.push(`${loansPath}${LOAN_SEARCH}`);
    },
  });
  const { all: statuses, failed } = useStatuses();
  const { data, error, refetch } = useQuery(trpc.pipeline.summary.queryOptions({}));
  const overdue = (data?.agingAlerts ?? []).reduce((sum, alert) => sum + alert.loansExceedingThreshold, 0);
  return (
    <>
      <PageHeader
        title="Loan pipeline"
        figure={data && data.totalLoans > 0 && <OverdueFigure count={overdue} />}
        action={<MainAction overdue={overdue} loansPath={loansPath} />}
      />
      {data ? (
        <div className="flex flex-col gap-8 px-4 pt-5 pb-16 lg:px-6">
          <section aria-labelledby="lifecycle-heading">
            <h2 id="lifecycle-heading" className="sr-only">
              Lifecycle
            </h2>
            <VolumeRibbon summary={data} statuses={statuses} />
            {failed && (
              <LoadFailed
                title="The status workflow could not be loaded"
                error={failed.error}
                onRetry={failed.retry}
              />
            )}
            <Lifecycle statuses={statuses} breakdown={data.statusBreakdown} />
            <AgeLegend />
          </section>
          {data.totalLoans === 0 ? (
            <EmptyPipeline />
          ) : (
            <div className="grid gap-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <OverdueList total={overdue} />
              <ActivityFeed />
            </div>
          )}
        </div>
      ) : error ? (
        <ErrorState
          title="The pipeline could not be loaded"
          message={refusalOf(error).message}
          requestId={refusalOf(error).requestId}
          onRetry={() => refetch()}
        />
      ) : (
        <DashboardSkeleton />
      )}
    </>
  );
}

function MainAction({ overdue, loansPath }: { overdue: number; loansPath: Route }) {
  const href = (overdue > 0 ? `${loansPath}${WORST_OVERDUE}` : loansPath) as Route;
  return (
    <Button asChild {...(overdue > 0 ? { look: "filled" as const } : {})}>
      <Link href={href}>
        {overdue > 0 ? "Review overdue" : "All loans"}
        <ComingLink href={href} />
      </Link>
    </Button>
  );
}

function OverdueFigure({ count }: { count: number }) {
  if (count === 0) return "Nothing is overdue";
  return (
    <span className="figures inline-flex items-center gap-1.5 font-semibold text-overdue">
      <Clock aria-hidden className="size-3.5 stroke-[2.5]" />
      {countText(count)} overdue
    </span>
  );
}
