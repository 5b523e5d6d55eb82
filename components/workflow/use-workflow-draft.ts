"use client";

import { useState, useSyncExternalStore } from "react";
import type { StatusWorkflow } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { useWarnBeforeLeaving } from "../ui/use-warn-before-leaving.ts";
import { beginDraft, isChanged, type WorkflowDraft } from "./workflow-draft.ts";

/** The drafts of this tab, by whose they are. The browser keeps them over a reload, and forgets them with the tab. */
const drafts = new Map<string, WorkflowDraft | null>();
const listeners = new Set<() => void>();

function draftOf(key: string): WorkflowDraft | null {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const kept = readKept(key);
  drafts.set(key, kept);
  return kept;
}

function readKept(key: string): WorkflowDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function keep(key: string, draft: WorkflowDraft | null): void {
  drafts.set(key, draft);
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that may store nothing still has the draft until it reloads, and warns before that.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface KeptDraft {
  draft: WorkflowDraft;
  change: (draft: WorkflowDraft) => void;
  discard: () => void;
  /** It was begun before this page was opened. */
  isOfferedAgain: boolean;
}

/** The draft of this person in this tenant, begun from the version in force; it survives a reload, and leaving warns. */
export function useWorkflowDraft(inForce: StatusWorkflow): KeptDraft {
  const { tenantSlug, email } = useSession();
  const key = `workflow-draft/1/${tenantSlug}/${email}`;
  const kept = useSyncExternalStore(
    listen,
    () => draftOf(key),
    () => null,
  );
  const [madeHere, setMadeHere] = useState<WorkflowDraft | null>(null);
  // Without changes there is nothing to hold on to, and the newest version is what is shown.
  const isWanted = kept !== null && (isChanged(kept) || kept.base.version === inForce.version);
  const draft = isWanted ? kept : beginDraft(inForce);
  useWarnBeforeLeaving(isChanged(draft));
  return {
    draft,
    change: (next) => {
      setMadeHere(next);
      keep(key, next);
    },
    discard: () => keep(key, null),
    isOfferedAgain: isWanted && isChanged(draft) && madeHere === null,
  };
}
