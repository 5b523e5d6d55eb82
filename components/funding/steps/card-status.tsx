import { StatusGlyph } from "../../pipeline/status-glyph.tsx";
import type { StatusLook } from "../../pipeline/status-look.ts";
import type { Progress } from "./workflow-context.ts";

type CardStatus = NonNullable<Progress["plan"]>["cards"][number]["status"];

export const CARD_STATUS_TITLES: Record<CardStatus, string> = {
  approved: "Approved",
  pending: "Pending",
  declined: "Declined",
};

const LOOKS: Record<CardStatus, StatusLook> = {
  approved: { tone: "green", shape: "check" },
  pending: { tone: "blue", shape: "half" },
  declined: { tone: "red", shape: "cross" },
};

/** Told by shape and word as well as by colour. */
export function CardStatusMark({ status }: { status: CardStatus }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StatusGlyph look={LOOKS[status]} className="size-3.5" />
      {CARD_STATUS_TITLES[status]}
    </span>
  );
}
