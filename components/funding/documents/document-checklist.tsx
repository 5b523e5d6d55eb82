import { Check, Circle } from "lucide-react";
import { cn } from "../../ui/cn.ts";
import type { FileDocuments } from "./use-documents.ts";

/** What is wanted of the client, ticked by what has come (F6.2). */
export function DocumentChecklist({ lines }: { lines: FileDocuments["checklist"] }) {
  const missing = lines.filter(({ isEnough, isOptional }) => !isEnough && !isOptional).length;
  return (
    <div>
      <p role="status" className="mb-2 text-sm text-ink-2">
        {missing === 0 ? "Everything that is needed has come." : `${missing} still to come.`}
      </p>
      <ul aria-label="Documents wanted" className="divide-y border-y text-sm">
        {lines.map(({ kind, title, isEnough, isOptional, received, least }) => (
          <li key={kind} className="flex min-h-9 items-center gap-2.5 py-1.5">
            {isEnough ? (
              <Check aria-label="Received" className="size-4 shrink-0 text-accent" strokeWidth={2.5} />
            ) : (
              <Circle aria-label="Not received" className="size-4 shrink-0 text-ink-3" />
            )}
            <span className={cn("min-w-0 flex-1", isEnough && "text-ink-2")}>
              {title}
              {isOptional && <span className="text-ink-3"> · optional</span>}
            </span>
            {received > 0 && least > 1 && (
              <span className="figures text-xs text-ink-2">
                {received} of {least}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
