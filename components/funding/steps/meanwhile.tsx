"use client";

import type { ReactNode } from "react";
import { doneBy } from "@/server/domain/funding/model/step-events.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { eventsOf } from "./story.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

/** Stands where the press is made: what a colleague or the app did while somebody was typing. */
export function Meanwhile({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="contents">
      <div className="rounded-md bg-overdue-wash px-3 py-2 text-sm empty:hidden">{children}</div>
    </div>
  );
}

/**
 * Who did a step while somebody else was typing what it asks, and when; null as long as it can be done.
 * @param place as it was when the form came up
 */
export function useDoneMeanwhile({ path, step }: Place): ReactNode {
  const { progress } = useWorkflow();
  const { timeZone } = useSession();
  const nameOf = useActorName();
  const present = progress.paths
    .find((one) => one.path === path.path)
    ?.steps.find(({ id }) => id === step.id);
  if (present?.state === "open") return null;
  const event = present?.state === "done" ? doneBy(eventsOf(progress), path.path, step.id) : null;
  if (!event) return `“${step.title}” is not the next step any more: see what has changed in the file.`;
  return (
    <>
      {nameOf(event.recordedBy)} has done “{step.title}” meanwhile,{" "}
      <RelativeTime moment={event.recordedAt} timeZone={timeZone} plain />. Nothing more is sent; what you
      typed stays here.
    </>
  );
}
