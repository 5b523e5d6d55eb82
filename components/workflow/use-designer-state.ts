"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { type StatusWorkflow, workflowProblems } from "@/server/domain/pipeline/model/status-workflow.ts";
import { editWorkflow, type WorkflowEdit } from "@/server/domain/pipeline/model/workflow-edit.ts";
import { workflowWarnings } from "@/server/domain/pipeline/model/workflow-warnings.ts";
import { lookOutsideWorkflow, statusLooks } from "../pipeline/status-look.ts";
import { useTRPC } from "../trpc/client.ts";
import { type Designer, INSPECTOR, type Selection } from "./designer-context.ts";
import { type KeptDraft, useWorkflowDraft } from "./use-workflow-draft.ts";
import { redone, stepTo, undone } from "./workflow-draft.ts";

/** The draft with everything that is said about it as it changes (P2.7). @param inForce the version in force now */
export function useDesignerState(inForce: StatusWorkflow): { designer: Designer; kept: KeptDraft } {
  const kept = useWorkflowDraft(inForce);
  const { draft, change } = kept;
  const { base, statuses } = draft;
  const [selection, setSelection] = useState<Selection | null>(null);
  const loans = useLoanCounts();
  const everInForce = useCodesOnceInForce();
  const said = useMemo(() => {
    const occupied = [...loans].filter(([, count]) => count > 0).map(([code]) => code);
    return { problems: workflowProblems(statuses, occupied), warnings: workflowWarnings(statuses) };
  }, [statuses, loans]);
  const looks = useMemo(() => statusLooks(statuses.map((status) => status.statusCode)), [statuses]);

  const edit = (...edits: WorkflowEdit[]) => {
    const codes = new Set([...everInForce, ...base.statuses.map((status) => status.statusCode)]);
    const next = edits.reduce((list, one) => editWorkflow(list, one, codes), statuses);
    change(stepTo(draft, next));
    // A new status that is called otherwise gets another code, and stays selected.
    if (selection && "code" in selection && !next.some((one) => one.statusCode === selection.code)) {
      const place = statuses.findIndex((one) => one.statusCode === selection.code);
      const same = next.length === statuses.length ? next[place] : undefined;
      setSelection(same ? { code: same.statusCode } : null);
    }
  };
  const names = new Map([...base.statuses, ...statuses].map((one) => [one.statusCode, one.displayName]));
  const designer: Designer = {
    base,
    statuses,
    ...said,
    lookOf: (code) => looks.get(code) ?? lookOutsideWorkflow(code),
    nameOf: (code) => names.get(code) ?? code,
    loansIn: (code) => loans.get(code) ?? 0,
    selection: stillThere(selection, statuses) ? selection : null,
    select: (next) => {
      // Drawn at once: who works by keyboard goes on where the fields are, with the very next key.
      flushSync(() => setSelection(next));
      if (next) document.getElementById(INSPECTOR)?.focus();
    },
    edit,
    undo: () => change(undone(draft)),
    redo: () => change(redone(draft)),
  };
  return { designer, kept };
}

function stillThere(selection: Selection | null, statuses: StatusWorkflow["statuses"]): boolean {
  if (!selection) return false;
  if ("code" in selection) return statuses.some((one) => one.statusCode === selection.code);
  return statuses.some(
    (one) => one.statusCode === selection.from && one.allowedTransitions.includes(selection.to),
  );
}

function useLoanCounts(): ReadonlyMap<string, number> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.pipeline.summary.queryOptions({}));
  return useMemo(
    () => new Map((data?.statusBreakdown ?? []).map((entry) => [entry.status, entry.loanCount])),
    [data],
  );
}

function useCodesOnceInForce(): string[] {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.pipeline.workflowVersions.queryOptions({}));
  return useMemo(
    () => (data?.versions ?? []).flatMap((version) => version.statuses.map((one) => one.statusCode)),
    [data],
  );
}
