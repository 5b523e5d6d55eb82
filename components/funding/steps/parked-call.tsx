"use client";

import { useQuery } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { PARKED_REASONS } from "@/server/domain/funding/model/workflow.ts";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { dueText } from "../queue/queue-words.ts";
import { useWorkflow } from "./workflow-context.ts";

/** Of a parked file, the one thing that is still to be done: the call, when it is due and where it is made from (F5.2). */
export function ParkedCall() {
  const trpc = useTRPC();
  const { file, progress, today } = useWorkflow();
  const { data: sheet } = useQuery(trpc.funding.queue.sheet.queryOptions({ fileId: file.fileId }));
  if (!sheet?.callback || progress.parking === null) return null;
  const { dueOn } = sheet.callback;
  const isDue = dueOn <= today;
  const address = `/funding/queue?${isDue ? "" : "part=upcoming&"}file=${file.fileId}`;
  return (
    <section
      aria-label="Call back"
      className={cn("rounded-lg border p-4 sm:p-5", isDue && "border-line-strong bg-sheet shadow-raised")}
    >
      <p className="text-xs text-ink-3">{isDue ? "Next" : "Later"}</p>
      <h2 className="mt-0.5 text-md font-semibold">Call {file.name}</h2>
      <p className="mt-1 text-sm text-ink-2">
        <span className={cn("figures", dueOn < today && "font-medium text-overdue")}>
          {isDue ? dueText(dueOn, today) : `On ${dueText(dueOn, today)}`}
        </span>{" "}
        · {PARKED_REASONS[progress.parking.parkedReason]}
      </p>
      <div className="mt-4 flex justify-end">
        <Button asChild size="lg" look={isDue ? "filled" : "outline"}>
          <Link href={address as Route}>
            <Phone aria-hidden />
            Open in the Funding Queue
          </Link>
        </Button>
      </div>
    </section>
  );
}
