"use client";

import Link from "next/link";
import { PATHS } from "@/server/domain/funding/model/paths.ts";
import { DECLINE_REASONS } from "@/server/domain/funding/model/workflow.ts";
import { Button } from "../../ui/button.tsx";
import type { CallSheetData } from "./queue-words.ts";

/** Where a file leads that is in the queue no more. */
export function LeftQueue({ sheet, onNext }: { sheet: CallSheetData; onNext: () => void }) {
  const { title, says } = whereTo(sheet);
  return (
    <section role="status" className="mb-4 rounded-md bg-accent-wash px-3.5 py-3 text-sm">
      <p className="text-md font-semibold">{title}</p>
      <p className="text-ink-2">{says}</p>
      <div className="mt-2.5 flex gap-2">
        <Button asChild look="filled">
          <Link href={`/funding/${sheet.file.fileId}`}>Open the file</Link>
        </Button>
        <Button onClick={onNext}>
          Next client <span className="text-xs text-ink-3">N</span>
        </Button>
      </div>
    </section>
  );
}

function whereTo({ workflow, run }: CallSheetData): { title: string; says: string } {
  if (!run) return { title: "No credit report yet", says: "The file is not in the queue." };
  if (!workflow)
    return {
      title: "Needs an operator’s review",
      says: "Underwriting cannot decide by itself. Look at the file.",
    };
  const { primaryPaths, declineReason, declineReasonNotes } = workflow;
  if (declineReason)
    return {
      title: "Closed",
      says: declineReasonNotes ?? `${DECLINE_REASONS[declineReason]}. The file has the next steps.`,
    };
  const titles = primaryPaths.map((path) => PATHS[path].title.toLowerCase()).join(" and ");
  return {
    title: `Now open: ${titles}`,
    says: "Conditions have improved, so the file has left the queue. Its next step waits in the file.",
  };
}
