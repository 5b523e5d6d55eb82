import { asksForNewPull } from "@/server/domain/funding/model/decisions.ts";
import { PATHS } from "@/server/domain/funding/model/paths.ts";
import type { StoredRun } from "@/server/domain/funding/model/run.ts";
import {
  DECLINE_REASONS,
  PARKED_REASONS,
  type ParkedReason,
  type Workflow,
} from "@/server/domain/funding/model/workflow.ts";

/** Where a file stands, in a word and a tone; the word is always there, so that no colour has to be seen. */
export interface FileStandingWord {
  says: string;
  more: string | null;
  tone: "neutral" | "blue" | "amber" | "red" | "violet";
}

export type RouteSummary = Pick<
  Partial<Workflow>,
  "declineReason" | "parkedReason" | "parkedCallbackDate"
> & { primaryPaths: Workflow["primaryPaths"] | null; reportStatus: string; tlDecision: string };

export function standingWord(route: RouteSummary | null): FileStandingWord {
  if (route === null) return { says: "Waits for a credit report", more: null, tone: "amber" };
  const { primaryPaths, declineReason, parkedReason } = route;
  if (primaryPaths === null)
    return asksForNewPull(route)
      ? { says: "Re-try credit pull", more: "no bureau found the client", tone: "amber" }
      : { says: "Needs operator review", more: null, tone: "amber" };
  if (primaryPaths.includes("parked"))
    return { says: "Parked", more: parkedReason ? parkedWords(parkedReason) : null, tone: "violet" };
  if (primaryPaths.includes("decline"))
    return {
      says: "Declined",
      more: declineReason ? (DECLINE_REASONS[declineReason] ?? null) : null,
      tone: "red",
    };
  return { says: primaryPaths.map((path) => PATHS[path].title).join(", "), more: null, tone: "blue" };
}

export const parkedWords = (reason: ParkedReason): string => PARKED_REASONS[reason];

export function routeOfRun(run: StoredRun | undefined): RouteSummary | null {
  if (!run) return null;
  const { workflow, decisions } = run;
  return {
    ...(workflow ?? {}),
    primaryPaths: workflow?.primaryPaths ?? null,
    reportStatus: decisions.reportStatus,
    tlDecision: decisions.tlDecision,
  };
}
