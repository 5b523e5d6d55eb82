import { midnightOf } from "@/server/domain/funding/model/calendar.ts";
import { keptOf, type StoredRun } from "@/server/domain/funding/model/run.ts";
import {
  differencesBetween,
  judgementOf,
  type RunDifference,
} from "@/server/domain/funding/model/run-differences.ts";
import { type Overrides, type Underwriting, underwrite } from "@/server/domain/funding/model/underwriting.ts";
import type { Subject } from "./scenario.ts";

/** The name under which the browser keeps how long an evaluation took. */
export const MEASURE = "what-if";

/**
 * What underwriting would say, by the very functions of the server, here in the browser (F8.2).
 * @param overrides what a person decided, which stands in a what-if too unless it is left out
 */
export function evaluate({ report, applicant, policy, today }: Subject, overrides: Overrides): Underwriting {
  const start = performance.now();
  const found = underwrite(report, applicant, policy, midnightOf(today), overrides);
  performance.clearMeasures(MEASURE);
  performance.measure(MEASURE, { start });
  return found;
}

/** Whether the same would be decided otherwise by now: by another policy, another day or a figure that was edited. */
export function hasAged(run: StoredRun, present: Underwriting): boolean {
  return differencesBetween(judgementOf(run), judged(present)).length > 0;
}

/** What one has otherwise than the other, as between two runs. */
export function whatDiffers(before: Underwriting, after: Underwriting): RunDifference[] {
  return differencesBetween(judged(before), judged(after));
}

function judged(run: Underwriting): ReturnType<typeof judgementOf> {
  return judgementOf({ ...keptOf(run), workflow: run.workflow });
}
