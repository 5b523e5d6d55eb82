"use client";

import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { dayLabel } from "../../ui/time-text.ts";
import { type Call, outcomeTitle } from "./queue-words.ts";

/** What came of each call, the newest first. What was taken back is struck through and stays. */
export function CallHistory({ calls }: { calls: Call[] }) {
  const { timeZone } = useSession();
  const nameOf = useActorName();
  const takenBack = new Set(calls.map(({ takesBack }) => takesBack));
  const made = calls.filter(({ outcome }) => outcome !== "taken_back");
  if (made.length === 0) return <p className="text-sm text-ink-2">Nobody has called yet.</p>;
  return (
    <ol className="flex flex-col">
      {made.map((call) => (
        <li key={call.callNo} className="border-t py-1.5 text-sm first:border-t-0">
          <div className="flex items-baseline gap-2">
            <span className="font-medium">
              {takenBack.has(call.callNo) ? <s>{outcomeTitle(call.outcome)}</s> : outcomeTitle(call.outcome)}
            </span>
            {takenBack.has(call.callNo) && <span className="text-xs text-ink-3">taken back</span>}
            <span className="ml-auto text-xs text-ink-3">
              {nameOf(call.recordedBy)} · <RelativeTime moment={call.recordedAt} timeZone={timeZone} />
            </span>
          </div>
          {call.askedFor && <p className="text-ink-2">For {dayLabel(call.askedFor)}</p>}
          {call.notes && <p className="whitespace-pre-line text-ink-2">{call.notes}</p>}
        </li>
      ))}
    </ol>
  );
}
