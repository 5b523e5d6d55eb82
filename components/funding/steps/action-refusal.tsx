"use client";

import { useActorName } from "../../pipeline/actor-name.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { withDays } from "../../ui/time-text.ts";
import { eventTitle } from "./event-text.ts";
import { useWorkflow } from "./workflow-context.ts";

/**
 * Why a press was not taken, and what somebody else did meanwhile.
 * @param name of the action that is asked about; left out, of any
 */
export function ActionRefusal({ name }: { name?: string }) {
  const { progress, changes } = useWorkflow();
  const actorName = useActorName();
  const { refused } = changes;
  if (!refused || (name !== undefined && refused.name !== name)) return null;
  const { refusal, seenSeq } = refused;
  const news = progress.timeline.filter(({ seq }) => seq > seenSeq);
  if (refusal.code === "UNAUTHORIZED") return <RefusalNotice refusal={refusal} verb="the button" />;
  return (
    <Notice title={withDays(refusal.message)} requestId={refusal.requestId}>
      {news.length > 0 && (
        <ul>
          {news.map((event) => (
            <li key={event.seq}>
              Meanwhile: {eventTitle(event)}, by {actorName(event.recordedBy)}.
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
