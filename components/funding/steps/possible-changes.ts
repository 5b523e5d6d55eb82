import type { Refusal } from "@/server/domain/errors.ts";
import { fundedPaths } from "@/server/domain/funding/model/recorded-funds.ts";
import { guardReopening, restingOn } from "@/server/domain/funding/model/reopening.ts";
import { guardEnding } from "@/server/domain/funding/model/step-guards.ts";
import { eventsOf } from "./story.ts";
import type { Path, Progress, Step } from "./workflow-context.ts";

/** What the server would refuse or do, told before the press and by the very rules by which it would. */

/** Why a path cannot end without money; null when it can (F3.11). */
export function whyNoEnd(progress: Progress, path: Path): Refusal | null {
  const { effects, plan } = progress;
  return guardEnding(path, fundedPaths(eventsOf(progress), plan?.cards ?? [], effects));
}

/** Why a step that is done cannot be reopened; null when it can (F3.9). */
export function whyNoReopening(progress: Progress, { path }: Path, step: Step): Refusal | null {
  return guardReopening(doneIn(progress), progress.effects, path, step.id);
}

const list = new Intl.ListFormat("en-US");

/** What reopening a step does: which others are reopened with it, and what becomes of what they send (F3.9). */
export function reopeningText(progress: Progress, { path }: Path, step: Step): string {
  const others = restingOn(doneIn(progress), path, step.id).map(({ title }) => `“${title}”`);
  if (others.length === 0)
    return "What it has not sent yet is withdrawn. What has gone out has gone out, and goes out again when the step is done again.";
  const rest = others.length === 1 ? "rests on it and is" : "rest on it and are";
  return `${list.format(others)} ${rest} reopened, too. What they have not sent yet is withdrawn. What has gone out has gone out, and goes out again when the steps are done again.`;
}

function doneIn({ paths }: Progress) {
  const done = paths.flatMap(({ path, steps }) =>
    steps.filter(({ state }) => state === "done").map(({ id }) => ({ path, step: id })),
  );
  return { done };
}
