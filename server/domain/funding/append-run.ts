import type { Database } from "../../../db/connect.ts";
import { fundingRun } from "../../../db/tenant/schema/funding.ts";
import type { Context } from "../context.ts";
import { readCards } from "./card-rows.ts";
import { holdMoneyEffects, insertEffects } from "./effect-rows.ts";
import { changeFile, runOf, type StoredFile } from "./file-rows.ts";
import type { Applicant, CreditReport } from "./input.ts";
import type { FileFacts } from "./model/file.ts";
import { workflowOf } from "./model/held-overlays.ts";
import { type Stand, stageOf } from "./model/outward-standing.ts";
import { fundedPaths } from "./model/recorded-funds.ts";
import { keptOf, type StoredRun } from "./model/run.ts";
import { parking } from "./model/step-effects.ts";
import { eventsBetween, progressFrom } from "./model/step-events.ts";
import { continueWorkflow } from "./model/superseding.ts";
import { type Overrides, underwrite } from "./model/underwriting.ts";
import { readPolicy } from "./policy-rows.ts";
import { keepNextSteps, overtakeStages, showStage } from "./show-standing.ts";
import { appendEvents, readEvents, readLastRun, type StoredEvent } from "./step-rows.ts";

export interface Judgement {
  reportId: number;
  report: CreditReport;
  overrides: Overrides;
  /** Corrections of the file, judged and kept. */
  corrections?: Partial<FileFacts>;
  /** Why it is revised; null for a report that came. */
  reason: string | null;
}

/**
 * Underwrites a file that the caller has locked, by the policy in force, and appends the run (F1.2, F2.11). A workflow that is
 * under way goes on by the new run, in the same transaction (F3.12).
 * @returns the run, and the file with its new version
 */
export async function appendRun(
  tx: Database,
  ctx: Context,
  before: StoredFile,
  { reportId, report, overrides, corrections = {}, reason }: Judgement,
): Promise<{ file: StoredFile; run: StoredRun }> {
  const { policy } = await readPolicy(tx);
  const file = await changeFile(tx, ctx, before, { ...corrections, runCount: before.runCount + 1 });
  const { statedIncome, monthlyRevenue, businessStartedOn } = file;
  const applicant: Applicant = { statedIncome, monthlyRevenue, businessStartedOn };
  const found = underwrite(report, applicant, policy, ctx.now().getTime(), overrides);
  const [row] = await tx
    .insert(fundingRun)
    .values({
      fileId: file.fileId,
      runNo: file.runCount,
      kind: reason === null ? "report" : "revision",
      reportId,
      policyVersion: policy.version,
      applicant: { ...applicant },
      overrides: { ...overrides },
      reason,
      underwriting: { ...keptOf(found) },
      workflow: found.workflow ? { ...found.workflow } : null,
      trace: found.trace,
      createdAt: file.updatedAt,
      createdBy: ctx.actor.name,
    })
    .returning();
  if (!row) throw new Error("unreachable: one row in, one row out");
  const run = runOf(row);
  const progress = progressFrom(await continueByRun(tx, ctx, file, run));
  const stand: Stand = { run, workflow: workflowOf(run, progress), progress };
  const kept = await keepNextSteps(tx, ctx, file, stand);
  // Each time, also where nothing has changed: somebody may have moved it by hand (F7.1).
  const stage = stageOf(stand);
  if (stage === null) await overtakeStages(tx, file.fileId);
  else await showStage(tx, ctx, kept, stage);
  return { file: kept, run };
}

/**
 * What nobody has begun simply is what the newest run says; what is under way is carried over, and the timeline says how.
 * @returns all that has happened to the workflow
 */
async function continueByRun(
  tx: Database,
  ctx: Context,
  file: StoredFile,
  run: StoredRun,
): Promise<StoredEvent[]> {
  const { fileId, runCount: runNo } = file;
  const before = await readEvents(tx, fileId);
  if (before.length === 0) return before;
  const present = progressFrom(before);
  const lastRun = await readLastRun(tx, fileId, runNo);
  const [last, next] = [lastRun && workflowOf(lastRun, present), workflowOf(run, present)];
  const effects = await holdMoneyEffects(tx, fileId);
  const funded = fundedPaths(before, await readCards(tx, fileId), effects);
  const { progress, changes } = continueWorkflow(last, present, next, funded);
  if (changes.length === 0) return before;
  const reason = `Underwriting ${runNo} asks for it again.`;
  const added = await appendEvents(tx, ctx, { fileId, runNo, before, run }, [
    { kind: "rerouted", data: { changes } },
    ...eventsBetween(present, progress, reason),
  ]);
  const all = [...before, ...added];
  const isMoved = changes.some(({ kind }) => kind === "parking_moved");
  return isMoved ? [...all, ...(await parkAgain(tx, ctx, file, run, all))] : all;
}

/** Still parked, for the same reason: the day rolls forward with the run, and the CRM hears of it (F5.2). */
async function parkAgain(
  tx: Database,
  ctx: Context,
  { fileId, name, email, phone }: StoredFile,
  { runNo, workflow }: StoredRun,
  before: readonly StoredEvent[],
): Promise<StoredEvent[]> {
  if (workflow === null) throw new Error("unreachable: parked by a workflow");
  const { effects, keeps } = parking({ name, email, phone }, workflow);
  const [parked] = await appendEvents(tx, ctx, { fileId, runNo, before }, [
    { kind: "completed", path: "parked", step: "mark_parked", data: keeps },
  ]);
  if (!parked) throw new Error("unreachable: one event in, one event out");
  await insertEffects(tx, ctx, fileId, parked, effects);
  return [parked];
}
