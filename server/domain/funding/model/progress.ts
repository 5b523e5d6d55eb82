import {
  type NotFundedReason,
  PATHS,
  type PathDefinition,
  type PrimaryPath,
  type StepDefinition,
  TRACKS,
  type Track,
} from "./paths.ts";
import type { Overlay, Workflow } from "./workflow.ts";

/**
 * How far a workflow has come: what can be done next, what is blocked and why (F3.3). It reads the data of spines and
 * overlays and knows no step by its name.
 */
export interface Progress {
  /** What is done at present; a shared step under whichever path it was done for. */
  done: DoneStep[];
  /** Primaries that are over without having been completed. */
  ended: EndedPath[];
  startedTracks: Track[];
}

export interface DoneStep {
  path: PrimaryPath;
  step: string;
  /** The newest run at that time; left out where only what is done counts. */
  runNo?: number;
}

export type EndedPath =
  | { path: PrimaryPath; how: "not_funded"; reason: NotFundedReason; notes: string }
  | { path: PrimaryPath; how: "superseded" };

export const NOTHING_DONE: Progress = { done: [], ended: [], startedTracks: [] };

export interface StepProgress extends Pick<StepDefinition, "id" | "title" | "kind"> {
  /** The overlay that it belongs to; null for a step of the spine. */
  overlay: string | null;
  isShared: boolean;
  /** How long what is waited for usually takes. */
  expected: string | null;
  /** `passed`: of an overlay that blocks nothing any more. */
  state: "done" | "open" | "blocked" | "passed";
  /** Why it is blocked, and what to do. */
  why: string | null;
}

export interface PathProgress {
  path: PrimaryPath;
  title: string;
  track: Track | null;
  state: "active" | "completed" | "not_funded" | "superseded";
  steps: StepProgress[];
  /** The first step that can be done now. */
  next: StepProgress | null;
}

export type Paths = Record<string, PathDefinition>;

/**
 * The primaries of a file, in their order: those of the newest run, and those that it no longer has but on which work goes on
 * to its end, or came to it (F3.12). A run ends all others when they vanish.
 */
export function pathsOf(workflow: Workflow, progress: Progress, paths: Paths = PATHS): PrimaryPath[] {
  const isKept = (path: string) =>
    paths[path]?.track !== null &&
    !progress.ended.some((one) => one.path === path) &&
    progress.done.some((one) => one.path === path && !isSharedIn(paths[path], one.step));
  const all = Object.keys(paths) as PrimaryPath[];
  return all.filter((path) => workflow.primaryPaths.includes(path) || isKept(path));
}

/** A track is started by an operator, or by the work on it that began when it was the only one (F3.4). */
export function isStarted(track: Track, progress: Progress, paths: Paths = PATHS): boolean {
  return (
    progress.startedTracks.includes(track) || progress.done.some(({ path }) => paths[path]?.track === track)
  );
}

/** Every primary of a file with all its steps in the order in which they stand. */
export function progressOf(workflow: Workflow, progress: Progress, paths: Paths = PATHS): PathProgress[] {
  return pathsOf(workflow, progress, paths).flatMap((path) => {
    const definition = paths[path];
    if (!definition) return [];
    const standing: Standing = { workflow, progress, paths, path, definition };
    const steps = stepsOf(standing).map((step) => stepProgress(step, standing));
    return [
      {
        path,
        title: definition.title,
        track: definition.track,
        state: pathState(standing),
        steps,
        next: steps.find(({ state }) => state === "open") ?? null,
      },
    ];
  });
}

interface Standing {
  workflow: Workflow;
  progress: Progress;
  paths: Paths;
  path: PrimaryPath;
  definition: PathDefinition;
}

interface PlacedStep {
  step: Pick<StepDefinition, "id" | "title" | "kind" | "isShared" | "expected">;
  overlay: Overlay | null;
}

/** The spine, for this decline reason, with the overlays in their slots (F3.1). */
function stepsOf({ workflow, path, definition }: Standing): PlacedStep[] {
  const overlays = workflow.overlays.filter(({ appliesTo }) => appliesTo === path);
  return spineOf(workflow, definition).flatMap((step) => [
    { step, overlay: null },
    ...overlays
      .filter(({ insertionPoint }) => insertionPoint.after === step.id)
      .flatMap((overlay) => overlay.steps.map((own) => ({ step: own, overlay }))),
  ]);
}

function spineOf({ declineReason }: Workflow, { steps }: PathDefinition): readonly StepDefinition[] {
  return steps.filter(({ onlyFor }) => !onlyFor || (declineReason && onlyFor.includes(declineReason)));
}

function isSharedIn(definition: PathDefinition | undefined, step: string): boolean {
  return definition?.steps.some(({ id, isShared }) => id === step && isShared) ?? false;
}

function isDone({ progress, path, definition }: Standing, step: string): boolean {
  const isShared = isSharedIn(definition, step);
  return progress.done.some((one) => one.step === step && (isShared || one.path === path));
}

/** Its own steps complete a path: what it shares may be asked for again, for the others (F3.12). */
function pathState(standing: Standing): PathProgress["state"] {
  const { workflow, progress, path, definition } = standing;
  const ended = progress.ended.find((one) => one.path === path);
  const own = spineOf(workflow, definition).filter(({ isShared }) => !isShared);
  if (own.every(({ id }) => isDone(standing, id))) return "completed";
  return ended?.how ?? "active";
}

function stepProgress(placed: PlacedStep, standing: Standing): StepProgress {
  const { step, overlay } = placed;
  const isPassed = overlay !== null && isDone(standing, overlay.blocks);
  const why = isDone(standing, step.id) || isPassed ? null : whyBlocked(placed, standing);
  return {
    id: step.id,
    title: step.title,
    kind: step.kind,
    overlay: overlay?.id ?? null,
    isShared: step.isShared === true,
    expected: step.expected ?? null,
    state: isDone(standing, step.id) ? "done" : isPassed ? "passed" : why === null ? "open" : "blocked",
    why,
  };
}

/** Why a step cannot be done yet, in words that say what comes first; null when it can. */
function whyBlocked(placed: PlacedStep, standing: Standing): string | null {
  const { definition } = standing;
  const state = pathState(standing);
  if (state === "completed") return `${definition.title} is complete.`;
  if (state !== "active") return `${definition.title} has ended (${state.replace("_", " ")}).`;
  const { track } = definition;
  if (track && needsStart(standing, track)) return `Start the ${TRACKS[track].title} Funding Workflow first.`;
  const before = unfinishedBefore(placed, standing);
  if (before) return `First: ${before.title}.`;
  if (track === null) return whyNotYet(standing);
  const first = placed.step.isShared ? undefined : definition.startsAfter;
  if (!first || !isUnderWay(first, standing)) return null;
  return `${standing.paths[first]?.title} comes first: complete it, or end it as not funded.`;
}

/** Parking and declining are of a file without a product: what was funded comes to its end before (F2.6). */
function whyNotYet(standing: Standing): string | null {
  const { workflow, progress, paths } = standing;
  const first = pathsOf(workflow, progress, paths).find(
    (path) => paths[path]?.track !== null && isUnderWay(path, standing),
  );
  return first ? `${paths[first]?.title} comes first: it has been funded, so complete it.` : null;
}

/** Both tracks are open to the client, and the operator has not started this one (F3.4). */
function needsStart({ workflow, progress, paths }: Standing, track: Track): boolean {
  const tracks = new Set(pathsOf(workflow, progress, paths).map((path) => paths[path]?.track));
  return tracks.size > 1 && !isStarted(track, progress, paths);
}

function isUnderWay(path: string, standing: Standing): boolean {
  const { workflow, progress, paths } = standing;
  const definition = paths[path];
  if (!definition || !(pathsOf(workflow, progress, paths) as string[]).includes(path)) return false;
  return pathState({ ...standing, path: path as PrimaryPath, definition }) === "active";
}

/** The first step that has to be done before this one, in the order in which they stand. */
function unfinishedBefore(target: PlacedStep, standing: Standing): PlacedStep["step"] | null {
  const all = stepsOf(standing);
  const spine = spineOf(standing.workflow, standing.definition).map(({ id }) => id);
  const at =
    target.overlay === null
      ? spine.indexOf(target.step.id) - 1
      : spine.indexOf(target.overlay.insertionPoint.after);
  // Of the same slot, and with it of the same overlay, what stands before.
  const slot = all.slice(
    0,
    all.findIndex(({ step }) => step.id === target.step.id),
  );
  const comesFirst = (one: PlacedStep): boolean => {
    if (one.overlay === null) return spine.indexOf(one.step.id) <= at;
    if (spine.indexOf(one.overlay.blocks) <= (target.overlay === null ? at + 1 : at)) return true;
    const isSameSlot = one.overlay.insertionPoint.after === target.overlay?.insertionPoint.after;
    return isSameSlot && slot.includes(one);
  };
  const isFinished = ({ step, overlay }: PlacedStep) =>
    isDone(standing, step.id) || (overlay !== null && isDone(standing, overlay.blocks));
  return all.find((one) => comesFirst(one) && !isFinished(one))?.step ?? null;
}
