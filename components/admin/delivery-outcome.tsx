import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import type { StatusLook } from "../pipeline/status-look.ts";
import { cn } from "../ui/cn.ts";
import type { Outcome } from "./deliveries-url.ts";

export const OUTCOME_NAMES: Record<Outcome, string> = {
  created: "Created",
  duplicate: "Duplicate",
  rejected: "Rejected",
  failed: "Failed",
};

const LOOKS: Record<Outcome, StatusLook> = {
  created: { tone: "green", shape: "check" },
  duplicate: { tone: "steel", shape: "square" },
  rejected: { tone: "red", shape: "cross" },
  failed: { tone: "magenta", shape: "bang" },
};

export function OutcomeGlyph({ outcome }: { outcome: Outcome }) {
  return <StatusGlyph look={LOOKS[outcome]} />;
}

/** What became of a delivery: a sign and a word. */
export function DeliveryOutcome({ outcome, className }: { outcome: Outcome; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-1.5 align-middle", className)}>
      <OutcomeGlyph outcome={outcome} />
      {OUTCOME_NAMES[outcome]}
    </span>
  );
}
