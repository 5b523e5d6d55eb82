import type { Refusal } from "../../errors.ts";
import { type NotFundedReason, PATHS, type PrimaryPath, TRACKS, type Track } from "./paths.ts";
import { isStarted, type PathProgress, type Paths, type Progress, progressOf } from "./progress.ts";
import type { Workflow } from "./workflow.ts";

/** What may be done to a workflow, and why not (F3.3, F3.4, F3.11). */

/** Refuses a step out of turn, a second time, or of something that is not under way. */
export function guardStep(
  workflow: Workflow | null,
  progress: Progress,
  path: string,
  step: string,
  paths: Paths = PATHS,
): Refusal | null {
  const found = findPath(workflow, progress, path, paths);
  if ("refusal" in found) return found.refusal;
  const own = found.path.steps.find(({ id }) => id === step);
  if (!own) return outOfTurn(`${found.path.title} has no step ${step} at present.`);
  switch (own.state) {
    case "open":
      return null;
    case "done":
      return {
        code: "STEP_DONE_ALREADY",
        message: `“${own.title}” has been done already; nothing was done again.`,
      };
    case "passed":
      return outOfTurn(`“${own.title}” is not needed any more.`);
    case "blocked":
      return outOfTurn(`“${own.title}” cannot be done yet. ${own.why}`);
  }
}

/** Refuses to start a track that the client does not qualify for, or that is started. */
export function guardStart(workflow: Workflow | null, progress: Progress, track: Track): Refusal | null {
  const { title } = TRACKS[track];
  const isOpen = workflow?.primaryPaths.some((path) => PATHS[path].track === track) ?? false;
  if (!isOpen) return outOfTurn(`The client does not qualify for the ${title} Funding Workflow.`);
  if (!isStarted(track, progress)) return null;
  return {
    code: "STEP_DONE_ALREADY",
    message: `The ${title} Funding Workflow has been started already.`,
  };
}

/**
 * What ends a primary without money is said with a reason that fits it, and in words (F3.11).
 * @param funded where money has been recorded: these do not end without it
 */
export function guardNotFunded(
  workflow: Workflow | null,
  progress: Progress,
  end: { path: string; reason: NotFundedReason; notes: string },
  funded: readonly PrimaryPath[] = [],
): Refusal | null {
  const found = findPath(workflow, progress, end.path, PATHS);
  if ("refusal" in found) return found.refusal;
  const { title, path } = found.path;
  const reasons: readonly string[] = PATHS[path].notFundedReasons;
  const mayNot = guardEnding(found.path, funded);
  if (mayNot) return mayNot;
  if (!reasons.includes(end.reason))
    return invalid("reason", `must be one of ${reasons.join(", ")} for ${title.toLowerCase()}`);
  return end.notes.trim() === "" ? invalid("notes", "must not be blank: say what happened") : null;
}

/** Whether a primary may end without money at all, whatever is said of it (F3.11). */
export function guardEnding(
  { path, title, state }: Pick<PathProgress, "path" | "title" | "state">,
  funded: readonly PrimaryPath[],
): Refusal | null {
  if (state !== "active") return outOfTurn(`${title} has ended already (${state.replace("_", " ")}).`);
  if (PATHS[path].notFundedReasons.length === 0)
    return outOfTurn(`${title} is no funding that could end without money.`);
  if (!funded.includes(path)) return null;
  return outOfTurn(`${title} has been funded: complete it, or correct what was recorded as funded.`);
}

/** An operator may narrow an eligibility for both products to one of them, never widen it (F3.6). */
export function guardSubVariant(workflow: Workflow | null, chosen: string): Refusal | null {
  const derived = workflow?.establishedSubVariant;
  if (!derived) return outOfTurn("The client does not qualify for established funding.");
  const allowed: readonly string[] = derived === "both" ? ["mca", "sba", "both"] : [derived];
  if (allowed.includes(chosen)) return null;
  return invalid("establishedSubVariant", `must be ${allowed.join(", ")}: underwriting allows no more`);
}

function findPath(
  workflow: Workflow | null,
  progress: Progress,
  path: string,
  paths: Paths,
): { path: PathProgress & { path: PrimaryPath } } | { refusal: Refusal } {
  if (workflow === null)
    return {
      refusal: outOfTurn("There is no workflow yet: underwriting is waiting for an operator's review."),
    };
  const found = progressOf(workflow, progress, paths).find((one) => one.path === path);
  if (found) return { path: found };
  const title = Object.hasOwn(paths, path) ? paths[path]?.title : undefined;
  return { refusal: outOfTurn(`${title ?? "This path"} is not part of the file's workflow.`) };
}

function outOfTurn(why: string): Refusal {
  return { code: "STEP_OUT_OF_TURN", message: `${why} Nothing was changed.` };
}

function invalid(field: string, message: string): Refusal {
  return {
    code: "PAYLOAD_VALIDATION",
    message: `${field} ${message}. Nothing was changed.`,
    details: [{ field, message }],
  };
}
