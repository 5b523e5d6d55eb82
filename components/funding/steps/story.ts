import type { StepEvent as Event } from "@/server/domain/funding/model/step-events.ts";
import type { Progress } from "./workflow-context.ts";

/** The story in its order, as the rules read it. */
export function eventsOf({ timeline }: Progress): Event[] {
  return timeline.toReversed() as Event[];
}
