import type { WorkflowChange } from "@/server/domain/pipeline/model/workflow-changes.ts";
import { cn } from "../ui/cn.ts";

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** What leads from one version to another, in words. @param most how many are told before it says how many more */
export function ChangeList({ changes, most = Infinity }: { changes: WorkflowChange[]; most?: number }) {
  const shown = changes.slice(0, most);
  return (
    <ul className="flex flex-col gap-0.5 text-sm">
      {shown.map(({ kind, text }) => (
        <li key={text} className="flex gap-2">
          <span
            aria-hidden
            className={cn(
              "id w-3 shrink-0 text-center",
              kind === "added" ? "text-gain" : kind === "removed" ? "text-danger" : "text-ink-3",
            )}
          >
            {SIGNS[kind]}
          </span>
          {text}
        </li>
      ))}
      {changes.length > shown.length && (
        <li className="pl-5 text-ink-3">and {changes.length - shown.length} more</li>
      )}
    </ul>
  );
}
