import type { StatusConfig, StatusWorkflow } from "@/server/domain/pipeline/model/status-workflow.ts";
import { sameWorkflow } from "@/server/domain/pipeline/model/workflow-edit.ts";

/** What an administrator makes of a version, with every step there and back (P2.7). */
export interface WorkflowDraft {
  /** The version that it is to follow. */
  base: StatusWorkflow;
  statuses: StatusConfig[];
  past: StatusConfig[][];
  future: StatusConfig[][];
}

const KEPT_STEPS = 100;

export function beginDraft(base: StatusWorkflow): WorkflowDraft {
  return { base, statuses: base.statuses, past: [], future: [] };
}

/** One step on; also onto another version, so that undoing brings back what stood before that. */
export function stepTo(draft: WorkflowDraft, statuses: StatusConfig[], base = draft.base): WorkflowDraft {
  if (base === draft.base && sameWorkflow(statuses, draft.statuses)) return draft;
  return { base, statuses, past: [...draft.past, draft.statuses].slice(-KEPT_STEPS), future: [] };
}

export function undone(draft: WorkflowDraft): WorkflowDraft {
  const statuses = draft.past.at(-1);
  if (!statuses) return draft;
  return { ...draft, statuses, past: draft.past.slice(0, -1), future: [draft.statuses, ...draft.future] };
}

export function redone(draft: WorkflowDraft): WorkflowDraft {
  const [statuses, ...future] = draft.future;
  return statuses ? { ...draft, statuses, past: [...draft.past, draft.statuses], future } : draft;
}

export function isChanged(draft: WorkflowDraft): boolean {
  return !sameWorkflow(draft.statuses, draft.base.statuses);
}
