"use client";

import { createContext, useContext } from "react";
import type {
  StatusConfig,
  StatusWorkflow,
  WorkflowProblem,
} from "@/server/domain/pipeline/model/status-workflow.ts";
import type { WorkflowEdit } from "@/server/domain/pipeline/model/workflow-edit.ts";
import type { WorkflowWarning } from "@/server/domain/pipeline/model/workflow-warnings.ts";
import type { StatusLook } from "../pipeline/status-look.ts";

/** A status, or a move between two. */
export type Selection = { code: string } | { from: string; to: string };

/** The draft as graph, table and inspector show it, and the ways to change it. */
export interface Designer {
  base: StatusWorkflow;
  /** Of the draft, in its order. */
  statuses: StatusConfig[];
  lookOf: (code: string) => StatusLook;
  /** Also of a status that the draft no longer has. */
  nameOf: (code: string) => string;
  /** How many loans are in a status now. */
  loansIn: (code: string) => number;
  problems: WorkflowProblem[];
  warnings: WorkflowWarning[];
  selection: Selection | null;
  select: (selection: Selection | null) => void;
  /** One step of the draft. */
  edit: (...edits: WorkflowEdit[]) => void;
  undo: () => void;
  redo: () => void;
}

export const DesignerContext = createContext<Designer | null>(null);

export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (!designer) throw new Error("useDesigner is for parts of the workflow designer.");
  return designer;
}

export const INSPECTOR = "workflow-inspector";

/** Where the focus stands in the graph for what is selected. */
export function graphIdOf(selection: Selection): string {
  return "code" in selection ? `graph-${selection.code}` : `graph-${selection.from}-to-${selection.to}`;
}

export function isSelected(selection: Selection | null, one: Selection): boolean {
  return selection !== null && graphIdOf(selection) === graphIdOf(one);
}
