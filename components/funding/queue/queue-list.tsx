"use client";

import { Phone } from "lucide-react";
import { PARKED_REASONS } from "@/server/domain/funding/model/workflow.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { cn } from "../../ui/cn.ts";
import { dueText, outcomeTitle, type QueueEntry } from "./queue-words.ts";

interface Props {
  entries: QueueEntry[];
  today: string;
  /** Whose sheet is open. */
  openId: number | null;
  isStale: boolean;
  onOpen: (fileId: number) => void;
}

/** Who is to be called, in the order of the calls. */
export function QueueList({ entries, today, openId, isStale, onOpen }: Props) {
  return (
    <ol
      aria-label="Clients to call"
      aria-busy={isStale}
      className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}
    >
      {entries.map((entry) => (
        <QueueRow
          key={entry.fileId}
          entry={entry}
          today={today}
          isOpen={entry.fileId === openId}
          onOpen={onOpen}
        />
      ))}
    </ol>
  );
}

interface RowProps extends Pick<Props, "today" | "onOpen"> {
  entry: QueueEntry;
  isOpen: boolean;
}

function QueueRow({ entry, today, isOpen, onOpen }: RowProps) {
  const { fileId, name, parkedReason, dueOn, lastCall } = entry;
  const isOverdue = dueOn < today;
  return (
    <li className="border-b">
      <button
        type="button"
        data-callback-row={fileId}
        aria-current={isOpen ? "true" : undefined}
        onClick={() => onOpen(fileId)}
        className={cn(
          "relative grid w-full grid-cols-[1fr_auto] gap-x-3 px-4 py-2 text-left text-sm hover:bg-row lg:pl-6",
          "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
          isOpen && "bg-accent-wash hover:bg-accent-wash",
        )}
      >
        {isOpen && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
        <span className="truncate font-medium">{name}</span>
        <span className={cn("figures text-right", isOverdue ? "font-medium text-overdue" : "text-ink-2")}>
          {dueText(dueOn, today)}
        </span>
        <span className="truncate text-xs text-ink-2">{PARKED_REASONS[parkedReason]}</span>
        <span className="truncate text-right text-xs text-ink-3">
          {entry.isClaimed ? <ClaimMark entry={entry} /> : lastCall && outcomeTitle(lastCall.outcome)}
        </span>
      </button>
    </li>
  );
}

function ClaimMark({ entry: { claimedBy } }: { entry: QueueEntry }) {
  const { email } = useSession();
  const nameOf = useActorName();
  const isMine = claimedBy === email;
  return (
    <span className={cn("inline-flex items-center gap-1 font-medium", isMine ? "text-accent" : "text-ink-2")}>
      <Phone aria-hidden className="size-3" />
      {isMine ? "With you" : `With ${nameOf(claimedBy ?? "")}`}
    </span>
  );
}
