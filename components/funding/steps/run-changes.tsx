"use client";

import { RefreshCw } from "lucide-react";
import { useId } from "react";
import { useWorkflow } from "./workflow-context.ts";

/** What the newest underwriting changed of the work that was under way; what is not named was carried over (F3.12). */
export function RunChanges() {
  const { runChanges, runNo } = useWorkflow().progress;
  const id = useId();
  if (runChanges.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex gap-2.5 rounded-md bg-accent-wash px-3 py-2.5 text-sm">
      <RefreshCw aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <div>
        <h2 id={id} className="font-medium">
          Underwriting {runNo} changed this workflow
        </h2>
        <ul className="text-ink-2">
          {runChanges.map(({ kind, says }) => (
            <li key={`${kind} ${says}`}>{says}</li>
          ))}
        </ul>
        <p className="text-ink-2">Everything else that was done stays done.</p>
      </div>
    </section>
  );
}
