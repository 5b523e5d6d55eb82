import type { MortgageStatus } from "@/server/domain/mortgages/model/mortgage.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import type { StatusLook } from "../pipeline/status-look.ts";
import { cn } from "../ui/cn.ts";

/** How a status reads and looks: a word and a shape beside its tone. */
export const STATUS_WORDS: Record<MortgageStatus, string> = {
  active: "Active",
  renewed: "Renewed",
  closed: "Closed",
  defaulted: "Defaulted",
};

const LOOKS: Record<MortgageStatus, StatusLook> = {
  active: { tone: "blue", shape: "half" },
  renewed: { tone: "steel", shape: "back" },
  closed: { tone: "green", shape: "check" },
  defaulted: { tone: "red", shape: "bang" },
};

/** What is still owed, so that its maturity matters. */
export const OPEN_STATUSES = ["active", "defaulted"] as const satisfies readonly MortgageStatus[];

export function isOpen(status: MortgageStatus): boolean {
  return OPEN_STATUSES.some((one) => one === status);
}

export function MortgageStatusName({ status, className }: { status: MortgageStatus; className?: string }) {
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-1.5", className)}>
      <StatusGlyph look={LOOKS[status]} />
      <span className="truncate">{STATUS_WORDS[status]}</span>
    </span>
  );
}

/** The same on its own wash, where one status is the point. */
export function MortgageStatusChip({ status }: { status: MortgageStatus }) {
  return (
    <span
      data-tone={LOOKS[status].tone}
      className="inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full bg-(--tone-wash) pr-2.5 pl-2 text-sm font-medium text-(--tone)"
    >
      <StatusGlyph look={LOOKS[status]} />
      {STATUS_WORDS[status]}
    </span>
  );
}
