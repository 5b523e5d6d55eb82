"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client.ts";
import { countText } from "../ui/money-text.ts";

/** How many loans have rested in their status for too long, in the whole tenant. */
export function OverdueCount() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.pipeline.summary.queryOptions({}));
  const count = (data?.agingAlerts ?? []).reduce((sum, alert) => sum + alert.loansExceedingThreshold, 0);
  if (count === 0) return null;
  return (
    // No figures of one width: nothing stands above or below it to be compared with.
    <span className="min-w-5 rounded-full bg-overdue-wash px-1.5 text-center text-xs font-semibold leading-5 text-overdue max-lg:leading-4">
      {countText(count)}
      <span className="sr-only"> {count === 1 ? "loan" : "loans"} overdue in status</span>
    </span>
  );
}
