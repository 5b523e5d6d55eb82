"use client";

import { createContext, use } from "react";
import type { Outputs } from "../../trpc/client.ts";
import type { Changes } from "./use-changes.ts";
import type { AskedOver } from "./workflow-dialog.tsx";

export type FundingFile = Outputs["funding"]["file"];
export type Run = FundingFile["runs"][number];
export type Progress = Outputs["funding"]["progress"];
export type Path = Progress["paths"][number];
export type Step = Path["steps"][number];
export type Plan = NonNullable<Progress["plan"]>;
export type StepEvent = Progress["timeline"][number];
export type Effect = Progress["effects"][number];
export type MarketOffers = Outputs["funding"]["offers"]["get"];
export type OperatorTerms = Outputs["funding"]["operator"];

/** A step where it stands. */
export interface Place {
  path: Path;
  step: Step;
}

/** What a step's completion is called among the actions of the file, and in the key of what was typed for it. */
export function actionName({ path, step }: Place): string {
  return `complete/${path.path}/${step.id}`;
}

/** A file's workflow as it is on the screen, and how it is changed. */
export interface WorkflowView {
  file: FundingFile;
  /** The newest; null before the first report. */
  run: Run | null;
  progress: Progress;
  /** Where the tenant is, `YYYY-MM-DD`. */
  today: string;
  /** Of the file's operator; null until they are here. */
  terms: OperatorTerms | null;
  changes: Changes;
  /** Asks over the page for what stands with the facts; null where the page has nothing to ask with. */
  ask: ((dialog: { kind: "report" } | { kind: "revise" }) => void) | null;
  /** Opens a dialog that stays, whatever becomes of what it was opened from. */
  openOver: (asked: AskedOver) => void;
  /** Opens what lenders ask for. */
  askLenders: () => void;
}

export const WorkflowContext = createContext<WorkflowView | null>(null);

export function useWorkflow(): WorkflowView {
  const view = use(WorkflowContext);
  if (!view) throw new Error("useWorkflow is for what stands within a file's workflow.");
  return view;
}
