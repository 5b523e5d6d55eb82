"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../shell/session.tsx";
import { useHotkeys } from "../../shell/use-hotkeys.ts";
import type { Outputs } from "../../trpc/client.ts";
import { Pager } from "../../ui/pager.tsx";
import { CallSheet } from "./call-sheet.tsx";
import { QueueList } from "./queue-list.tsx";
import type { QueueEntry } from "./queue-words.ts";
import { useQueueState } from "./use-queue-state.ts";

interface Props {
  page: Outputs["funding"]["queue"]["list"];
  isStale: boolean;
}

/** The list beside the client who is called, walked by J and K, and by N past whom others have. */
export function QueueDesk({ page, isStale }: Props) {
  const { email } = useSession();
  const [state, change] = useQueueState();
  const { entries } = page;
  const isFree = (entry: QueueEntry) => !entry.isClaimed || entry.claimedBy === email;
  const first = useFirst(entries, isFree);
  const openId = state.file ?? first;
  const open = (fileId: number) => change({ file: fileId });
  const here = entries.findIndex(({ fileId }) => fileId === openId);
  const walk = (target: QueueEntry | undefined) => {
    if (!target) return;
    open(target.fileId);
    document.querySelector<HTMLElement>(`[data-callback-row="${target.fileId}"]`)?.focus();
  };
  const next = () => {
    const others = [...entries.slice(here + 1), ...entries.slice(0, Math.max(here, 0))];
    const target = others.find(isFree);
    if (target) walk(target);
    else toast("Nobody else is left to call here.");
  };
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault();
    walk(entries[here === -1 ? 0 : here + by]);
  };
  useHotkeys({ j: step(1), k: step(-1), ArrowDown: step(1), ArrowUp: step(-1), n: next });
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(240px,2fr)_3fr]">
      <div className="flex min-h-0 flex-col overflow-y-auto border-r">
        <QueueList entries={entries} today={page.today} openId={openId} isStale={isStale} onOpen={open} />
        {page.totalRows > page.pageSize && (
          <Pager
            page={page.page}
            pageSize={page.pageSize}
            totalRows={page.totalRows}
            shown={entries.length}
            onPage={(asked) => change({ page: asked, file: null })}
          />
        )}
      </div>
      <div className="min-h-0 overflow-y-auto bg-sheet">
        {openId !== null && <CallSheet key={openId} fileId={openId} onOpen={open} onNext={next} />}
      </div>
    </div>
  );
}

/** Whom the page opens by itself: the first who is free. They stay while they are in the list, whoever takes them meanwhile. */
function useFirst(entries: QueueEntry[], isFree: (entry: QueueEntry) => boolean): number | null {
  const [first, keep] = useState<number | null>(null);
  if (entries.some(({ fileId }) => fileId === first)) return first;
  const found = (entries.find(isFree) ?? entries[0])?.fileId ?? null;
  if (found !== first) keep(found);
  return found;
}
