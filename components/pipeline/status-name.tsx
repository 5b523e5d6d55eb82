"use client";

import { cn } from "../ui/cn.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { useStatuses } from "./use-statuses.ts";

/** Shape and word, for rows and sentences. */
export function StatusName({ code, className }: { code: string; className?: string }) {
  const status = useStatuses().of(code);
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-1.5", className)}>
      <StatusGlyph look={status.look} />
      <span className="truncate">{status.displayName}</span>
    </span>
  );
}

/** The same on its own wash, where one status is the point. */
export function StatusChip({ code }: { code: string }) {
  const status = useStatuses().of(code);
  return (
    <span
      data-tone={status.look.tone}
      className="inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full bg-(--tone-wash) pr-2.5 pl-2 text-sm font-medium text-(--tone)"
    >
      <StatusGlyph look={status.look} />
      {status.displayName}
    </span>
  );
}
