"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTRPC } from "../../trpc/client.ts";
import { withDays } from "../../ui/time-text.ts";
import { useWorkflow } from "./workflow-context.ts";

/** Money that was recorded and that a lender took back is told wherever the file stands by now. */
export function TakenBack() {
  const trpc = useTRPC();
  const { file, progress } = useWorkflow();
  const { data } = useQuery({
    ...trpc.funding.offers.get.queryOptions({ fileId: file.fileId }),
    enabled: progress.paths.some(({ path }) => path === "term_loan"),
  });
  const lost =
    data?.reports.filter(({ takenBackOn, isRecorded }) => takenBackOn !== null && isRecorded) ?? [];
  return lost.map(({ eventId, says }) => (
    <p key={eventId} role="alert" className="flex gap-2.5 rounded-md bg-danger-wash px-3 py-2.5 text-sm">
      <TriangleAlert aria-hidden className="mt-[3px] size-3.5 shrink-0 text-danger" />
      {withDays(says)}
    </p>
  ));
}
