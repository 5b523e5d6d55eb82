"use client";

import { useQuery } from "@tanstack/react-query";
import { loansText } from "../pipeline/loans-text.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { dayLabel } from "../ui/time-text.ts";
import type { TenantCalendar } from "./calendar.tsx";

/** What the change would do now, before anybody makes it. */
export function CalendarPreview({ wanted }: { wanted: TenantCalendar }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.admin.previewCalendar.queryOptions(wanted));
  if (error) return <Notice title={refusalOf(error).message} />;
  if (!data) return <Skeleton className="h-16 w-full" />;
  const { today, becomeOverdue, ceaseToBeOverdue } = data;
  return (
    <div role="status" className="rounded-md border bg-sheet px-3 py-2.5 text-sm">
      <p className="figures font-medium">
        {becomeOverdue + ceaseToBeOverdue === 0
          ? "No loan becomes overdue, and none ceases to be."
          : `${loansText(becomeOverdue)} would become overdue, ${loansText(ceaseToBeOverdue)} would cease to be.`}
      </p>
      <p className="figures text-ink-2">
        Today would be {dayLabel(today)}. Loans cannot move for a moment while their days are counted anew.
      </p>
    </div>
  );
}
