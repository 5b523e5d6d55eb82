import { dayOf } from "./calendar.ts";
import { OVERLAYS } from "./overlays.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";
import { type Progress, progressOf } from "./progress.ts";
import { isSharedStep } from "./step-events.ts";
import type { Overlay, Workflow } from "./workflow.ts";

/** What a new run changed of a workflow that is under way, for the operator to see (F3.12). */
export interface RunChange {
  kind:
    | "on_hold"
    | "path_added"
    | "path_superseded"
    | "path_kept"
    | "path_resumed"
    | "overlay_added"
    | "overlay_satisfied"
    | "overlay_restarted"
    | "parking_renewed"
    | "parking_moved"
    | "decline_renewed"
    | "approval_asked_again";
  says: string;
}

const APPROVAL = "approve_underwriting";
const PARKING = "mark_parked";
const CLOSING = "close_file";

/**
 * Carries the progress over to the workflow of a new run (F3.12): what is done stays done; primaries that vanished close as
 * superseded, unless money has been recorded on them; an overlay no longer asked for is satisfied, one still asked for returns
 * to its first step; approval is asked again only when paths or overlays changed. Parked or declined anew, the client is told
 * anew; where only the day of the call-back moves, whoever records it parks the file again with it (F5.2).
 * @param before the last workflow that there was; null when there was none
 * @param after null while the new run waits for a person: the work on fundings rests as it is
 * @param funded where money has been recorded
 */
export function continueWorkflow(
  before: Workflow | null,
  progress: Progress,
  after: Workflow | null,
  funded: readonly PrimaryPath[] = [],
): { progress: Progress; changes: RunChange[] } {
  const closed = closeVanished(before, progress, after, funded);
  if (after === null) {
    const says = "The new run needs an operator's review; the workflow rests until then.";
    const changes: RunChange[] = before === null ? [] : [{ kind: "on_hold", says }, ...closed.changes];
    return { progress: closed.progress, changes };
  }
  const paths = openPaths(before, closed.progress, after);
  const overlays = carryOverlays(before, paths.progress, after);
  const wasClosed = progress.ended.some(({ path }) => path === "parked");
  const parking = renewParking(before, overlays.progress, after, wasClosed);
  const decline = renewDecline(before, parking.progress, after);
  const carried = decline.progress;
  const hasChanged = before !== null && shapeOf(before) !== shapeOf(after);
  const isApproved = carried.done.some(({ step }) => step === APPROVAL);
  const changes = [closed, paths, overlays, parking, decline].flatMap((part) => part.changes);
  if (!hasChanged || !isApproved || !needsApproval(after, carried)) return { progress: carried, changes };
  return {
    progress: without(carried, ({ step }) => step === APPROVAL),
    changes: [
      ...changes,
      { kind: "approval_asked_again", says: "Paths or overlays changed: approve the underwriting again." },
    ],
  };
}

/** Of what the new run opens, something is still to be done that an approval allows. */
function needsApproval(after: Workflow, progress: Progress): boolean {
  return progressOf(after, progress).some(
    ({ path, state, steps }) =>
      after.primaryPaths.includes(path) && state === "active" && steps.some(({ id }) => id === APPROVAL),
  );
}

/** What an approval approves. */
function shapeOf({ primaryPaths, overlays, establishedSubVariant }: Workflow): string {
  const attached = overlays.map(({ id, appliesTo }) => `${id} ${appliesTo}`).sort();
  return JSON.stringify([primaryPaths, attached, establishedSubVariant]);
}

function without(progress: Progress, isGone: (one: Progress["done"][number]) => boolean): Progress {
  return { ...progress, done: progress.done.filter((one) => !isGone(one)) };
}

/**
 * A funding closes while it is under way. A parking or a decline closes also once it is through, and already when a person has to
 * look: what it has not sent yet is true no more, and must reach neither the client nor the CRM (F3.10).
 */
function closeVanished(
  before: Workflow | null,
  progress: Progress,
  after: Workflow | null,
  funded: readonly PrimaryPath[],
) {
  const changes: RunChange[] = [];
  const isEnded = (path: PrimaryPath) => progress.ended.some((one) => one.path === path);
  const gone = (before ? progressOf(before, progress) : []).filter(
    ({ path, track, state }) =>
      !after?.primaryPaths.includes(path) &&
      (track === null ? !isEnded(path) : after !== null && state === "active"),
  );
  const [kept, vanished] = [
    gone.filter(({ path }) => funded.includes(path)),
    gone.filter(({ path }) => !funded.includes(path)),
  ];
  for (const { title } of vanished)
    changes.push({ kind: "path_superseded", says: `${title} is no longer open and closes as superseded.` });
  for (const { path, title } of kept) {
    const says = `${title} is no longer open, but money has been recorded on it: it goes on to its end.`;
    if (before?.primaryPaths.includes(path)) changes.push({ kind: "path_kept", says });
  }
  const ended = [...progress.ended, ...vanished.map(({ path }) => ({ path, how: "superseded" as const }))];
  return { progress: { ...progress, ended }, changes };
}

function openPaths(before: Workflow | null, progress: Progress, after: Workflow) {
  const changes: RunChange[] = [];
  const old = before ? progressOf(before, progress) : [];
  const isNew = (path: PrimaryPath) =>
    before !== null && !before.primaryPaths.includes(path) && after.primaryPaths.includes(path);
  const endOf = (path: PrimaryPath) => progress.ended.find((one) => one.path === path)?.how;
  /** What ended without money stays ended until the client no longer qualified in between: conditions have improved (F5.2). */
  const isBack = (path: PrimaryPath) =>
    after.primaryPaths.includes(path) &&
    (endOf(path) === "superseded" || (endOf(path) === "not_funded" && isNew(path)));
  /**
   * A funding that a run closed goes on. One that had come to its end begins anew, since what was offered then counts no more;
   * parked or declined once more is told and recorded once more.
   */
  const isAnew = (path: PrimaryPath) =>
    isNew(path) && (PATHS[path].track === null || endOf(path) === "not_funded");
  for (const path of after.primaryPaths) {
    const { title } = PATHS[path];
    const where = isAnew(path) ? "from its first step" : "where it stood";
    if (isBack(path)) changes.push({ kind: "path_resumed", says: `${title} is open again, ${where}.` });
    else if (before && !old.some((one) => one.path === path))
      changes.push({ kind: "path_added", says: `${title} has become open.` });
  }
  const ended = progress.ended.filter(({ path }) => !isBack(path));
  const isOver = ({ path, step }: Progress["done"][number]) => isAnew(path) && !isSharedStep(path, step);
  return { progress: without({ ...progress, ended }, isOver), changes };
}

function carryOverlays(before: Workflow | null, progress: Progress, after: Workflow) {
  const changes: RunChange[] = [];
  const isIn = (workflow: Workflow | null, { id, appliesTo }: Overlay) =>
    workflow?.overlays.some((one) => one.id === id && one.appliesTo === appliesTo) ?? false;
  const title = (id: string) => OVERLAYS.find((one) => one.id === id)?.title ?? id;
  for (const overlay of before?.overlays ?? []) {
    if (!isIn(after, overlay) && after.primaryPaths.includes(overlay.appliesTo))
      changes.push({ kind: "overlay_satisfied", says: `${title(overlay.id)}: no longer asked for.` });
  }
  let next = progress;
  for (const overlay of after.overlays) {
    const isPassed = next.done.some(
      ({ path, step }) => path === overlay.appliesTo && step === overlay.blocks,
    );
    if (isPassed) continue;
    // Wherever they were done: it may come to apply there again, when the path that it applies to ends (F2.4).
    const own = ({ step }: Progress["done"][number]) => overlay.steps.some(({ id }) => id === step);
    if (before && !isIn(before, overlay))
      changes.push({ kind: "overlay_added", says: `${title(overlay.id)}: now asked for.` });
    else if (next.done.some(own))
      changes.push({
        kind: "overlay_restarted",
        says: `${title(overlay.id)}: still asked for, from its first step.`,
      });
    next = without(next, own);
  }
  return { progress: next, changes };
}

/**
 * Parked for another reason is told and recorded anew: the letter is another one. With the same reason and another day of the
 * call-back, or when a person had to look in between and the CRM showed that instead, it is only recorded anew, so that the CRM
 * hears of the day.
 */
function renewParking(before: Workflow | null, progress: Progress, after: Workflow, wasClosed: boolean) {
  const [was, is] = [before?.parkedReason, after.parkedReason];
  if (was === undefined || is === undefined) return { progress, changes: [] };
  if (was !== is)
    return renewed(progress, "The file is parked for another reason: tell the client.", () => true);
  const isMarked = progress.done.some(({ step }) => step === PARKING);
  const day = dayIn(after.parkedCallbackDate);
  const isSameDay = day === dayIn(before?.parkedCallbackDate);
  if (!isMarked || (isSameDay && !wasClosed)) return { progress, changes: [] };
  const says = `The call-back ${isSameDay ? "stays on" : "moves to"} ${day}.`;
  const changes: RunChange[] = [{ kind: "parking_moved", says }];
  return { progress: without(progress, ({ path, step }) => path === "parked" && step === PARKING), changes };
}

/** Declined for another reason the file is closed anew, so that the CRM hears of it; the letter is the same for all (F2.8). */
function renewDecline(before: Workflow | null, progress: Progress, after: Workflow) {
  const isClosed = progress.done.some(({ path, step }) => path === "decline" && step === CLOSING);
  const [was, is] = [before?.declineReason, after.declineReason];
  const changes: RunChange[] = [];
  if (!isClosed || was === undefined || is === undefined || was === is) return { progress, changes };
  changes.push({ kind: "decline_renewed", says: "The file is declined for another reason: close it again." });
  return { progress: without(progress, ({ path, step }) => path === "decline" && step === CLOSING), changes };
}

function renewed(progress: Progress, says: string, isGone: (step: string) => boolean) {
  const changes: RunChange[] = [{ kind: "parking_renewed", says }];
  return { progress: without(progress, ({ path, step }) => path === "parked" && isGone(step)), changes };
}

function dayIn(moment: number | undefined): string | null {
  return moment === undefined ? null : dayOf(moment);
}
