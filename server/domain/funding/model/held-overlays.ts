import { meaningOf } from "./decisions.ts";
import { OVERLAYS, type OverlayDefinition } from "./overlays.ts";
import type { PrimaryPath } from "./paths.ts";
import type { Progress } from "./progress.ts";
import type { StoredRun } from "./run.ts";
import type { Overlay, Workflow } from "./workflow.ts";

/**
 * The workflow of a run as it stands now. What one path was to do for another as well, such as the removal of inquiries for loan
 * and cards (F2.4), is the other's own to do when the first ended without having done it: what it blocks there does not begin
 * before it is done (F3.3). Done there, it is done, also when the end of the first is taken back (F3.9).
 */
export function workflowOf(
  { runNo, workflow, decisions }: Pick<StoredRun, "runNo" | "workflow" | "decisions">,
  progress: Progress,
): Workflow | null {
  if (workflow === null) return null;
  const decisionOf: Partial<Record<string, string>> = {
    term_loan: decisions.tlDecision,
    card_funding: decisions.reportStatus,
  };
  const isEnded = (path: string) => progress.ended.some((one) => one.path === path);
  const held = (overlay: Overlay): Overlay => {
    const { id, appliesTo, steps } = overlay;
    // What was done elsewhere for an earlier run is no answer to this one.
    const isFinishedAt = (place: string) =>
      steps.every((own) =>
        progress.done.some(
          (one) => one.path === place && one.step === own.id && (place === appliesTo || one.runNo === runNo),
        ),
      );
    if (isFinishedAt(appliesTo)) return overlay;
    const places: OverlayDefinition["attachesTo"] = OVERLAYS.find((one) => one.id === id)?.attachesTo ?? [];
    const isOpenAt = (place: string) =>
      workflow.primaryPaths.includes(place as PrimaryPath) &&
      !isEnded(place) &&
      meaningOf(decisionOf[place] ?? "").asksFor.includes(id);
    const other =
      places.find(({ path }) => isFinishedAt(path)) ??
      (isEnded(appliesTo) ? places.find(({ path }) => isOpenAt(path)) : undefined);
    if (!other) return overlay;
    const { path, after, blocks } = other;
    return { ...overlay, appliesTo: path as PrimaryPath, insertionPoint: { after }, blocks };
  };
  return { ...workflow, overlays: workflow.overlays.map(held) };
}
