import { type NotFundedReason, PATHS, type PrimaryPath, type Track } from "./paths.ts";
import { type EndedPath, NOTHING_DONE, type Progress } from "./progress.ts";

/** What happens to a workflow, and what it adds up to (F3.9). The state is never kept beside the events. */

export type EventKind =
  | "started"
  | "completed"
  /** The operator looked and goes on waiting (F3.7). */
  | "waited"
  | "reopened"
  | "not_funded"
  /** Closed by a new run that no longer asks for it (F3.12). */
  | "superseded"
  /** Under way again after it had ended. */
  | "resumed"
  /** What a new run changed, in words. */
  | "rerouted"
  /** What a person decided about an effect that did not simply go out. */
  | "effect_decided"
  /** What the client did with an agreement, as the signing service says (F7.3). */
  | "agreement_answered";

export interface StepEvent {
  /** From 1, without a gap within a file. */
  seq: number;
  kind: EventKind;
  runNo: number;
  track: Track | null;
  path: PrimaryPath | null;
  step: string | null;
  /** How many times the step has been completed, this one included. */
  occurrence: number | null;
  data: Record<string, unknown>;
  reason: string | null;
  recordedAt: string;
  recordedBy: string;
}

/** One that is about to be recorded. */
export type NewEvent = Pick<StepEvent, "kind"> &
  Partial<Pick<StepEvent, "track" | "path" | "step" | "occurrence" | "data" | "reason">>;

type Happened = Pick<StepEvent, "kind" | "runNo" | "track" | "path" | "step" | "data" | "reason">;

/** Where a workflow stands after these events, in their order. */
export function progressFrom(events: readonly Happened[]): Progress {
  return events.reduce(advance, NOTHING_DONE);
}

/** Where it stands after one more. */
export function advance(progress: Progress, happened: Happened): Progress {
  const { kind, runNo, track, path, step, data, reason } = happened;
  const { done, ended, startedTracks } = progress;
  if (kind === "started" && track) return { ...progress, startedTracks: [...startedTracks, track] };
  if (path === null) return progress;
  const isThis = (one: { path: string; step?: string }) => one.path === path && one.step === step;
  switch (kind) {
    case "completed":
      return { ...progress, done: [...done, { path, step: step ?? "", runNo }] };
    case "reopened":
      return { ...progress, done: done.filter((one) => !isThis(one)) };
    case "not_funded": {
      const why = data.reason as NotFundedReason;
      return {
        ...progress,
        ended: [...ended, { path, how: "not_funded", reason: why, notes: reason ?? "" }],
      };
    }
    case "superseded":
      return { ...progress, ended: [...ended, { path, how: "superseded" }] };
    case "resumed":
      return { ...progress, ended: ended.filter((one) => one.path !== path) };
    default:
      return progress;
  }
}

/**
 * The events that lead from one state to another that a new run made of it: what is done no longer, what closed, what is
 * open again (F3.12). A run completes nothing and starts nothing.
 */
export function eventsBetween(before: Progress, after: Progress, reason: string): NewEvent[] {
  const isStill = (one: Progress["done"][number]) =>
    after.done.some(({ path, step }) => path === one.path && step === one.step);
  const holds = (list: readonly EndedPath[], { path, how }: EndedPath) =>
    list.some((one) => one.path === path && one.how === how);
  const [undone, back, closed] = [
    before.done.filter((one) => !isStill(one)),
    before.ended.filter((one) => !holds(after.ended, one)),
    after.ended.filter((one) => !holds(before.ended, one)),
  ];
  return [
    ...undone.map(({ path, step }) => ({ kind: "reopened" as const, path, step, reason })),
    ...back.map(({ path }) => ({ kind: "resumed" as const, path, reason })),
    ...closed.map(({ path }) => ({ kind: "superseded" as const, path })),
  ];
}

/** How many times a step has been completed on a path. */
export function completionsOf(
  events: readonly Pick<StepEvent, "kind" | "path" | "step">[],
  path: string,
  step: string,
): number {
  return events.filter((one) => one.kind === "completed" && one.path === path && one.step === step).length;
}

/** The completion by which a step is done at present, on whichever path a shared one was done; null while it is not done. */
export function doneBy(events: readonly StepEvent[], path: PrimaryPath, step: string): StepEvent | null {
  const isShared = isSharedStep(path, step);
  const own = events.filter((one) => one.step === step && (isShared || one.path === path));
  const last = own.findLast(({ kind }) => kind === "completed" || kind === "reopened");
  return last?.kind === "completed" ? last : null;
}

/** Done once for every path that has them. */
export const SHARED_STEPS: string[] = [
  ...new Set(
    Object.values(PATHS).flatMap(({ steps }) => steps.filter((one) => "isShared" in one).map(({ id }) => id)),
  ),
];

export function isSharedStep(path: PrimaryPath, step: string): boolean {
  return PATHS[path].steps.some((one) => one.id === step && "isShared" in one);
}
