import type { Refusal } from "@/server/domain/errors.ts";
import { fundedPaths } from "@/server/domain/funding/model/recorded-funds.ts";
import { guardReopening } from "@/server/domain/funding/model/reopening.ts";
import { guardEnding } from "@/server/domain/funding/model/step-guards.ts";
import { eventsOf } from "./story.ts";
import type { Path, Progress, Step } from "./workflow-context.ts";

/** What the server would refuse, told before the press and by the very rules by which it would. */

/** Why a path cannot end without money; null when it can (F3.11). */
export function whyNoEnd(progress: Progress, path: Path): Refusal | null {
  const { effects, plan } = progress;
  return guardEnding(path, fundedPaths(eventsOf(progress), plan?.cards ?? [], effects));
}

/** Why a step that is done cannot be reopened; null when it can (F3.9). */
export function whyNoReopening(progress: Progress, { path }: Path, step: Step): Refusal | null {
  const done = progress.paths.flatMap((one) =>
    one.steps.filter(({ state }) => state === "done").map(({ id }) => ({ path: one.path, step: id })),
  );
  return guardReopening({ done }, progress.effects, path, step.id);
}
