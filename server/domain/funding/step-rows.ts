import { and, asc, desc, eq, isNotNull, lt, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingRun } from "../../../db/tenant/schema/funding.ts";
import { fundingStepEvent } from "../../../db/tenant/schema/funding-steps.ts";
import type { Context } from "../context.ts";
import { runOf, type StoredFile } from "./file-rows.ts";
import { workflowOf } from "./model/held-overlays.ts";
import type { PrimaryPath } from "./model/paths.ts";
import type { Progress } from "./model/progress.ts";
import type { StoredRun } from "./model/run.ts";
import {
  completionsOf,
  doneBy,
  type NewEvent,
  progressFrom,
  SHARED_STEPS,
  type StepEvent,
} from "./model/step-events.ts";
import { type Withdrawal, withdrawnBy } from "./model/withdrawal.ts";
import type { Workflow } from "./model/workflow.ts";

/** An event with the request that asked for it. */
export interface StoredEvent extends StepEvent {
  requestId: string | null;
  requestDigest: string | null;
}

/** A file with its workflow as it stands. */
export interface UnderWay {
  file: StoredFile;
  /** The newest; null before the first. */
  run: StoredRun | null;
  /** Of the newest run, as it stands now: null while a person has to act first. */
  workflow: Workflow | null;
  events: StoredEvent[];
  progress: Progress;
}

/** Reads where a file's workflow stands. Two statements. */
export async function readUnderWay(db: Database, file: StoredFile): Promise<UnderWay> {
  const [row] = await db
    .select()
    .from(fundingRun)
    .where(and(eq(fundingRun.fileId, file.fileId), eq(fundingRun.runNo, file.runCount)));
  const run = row ? runOf(row) : null;
  const events = await readEvents(db, file.fileId);
  const progress = progressFrom(events);
  return { file, run, workflow: run && workflowOf(run, progress), events, progress };
}

/** All that happened to a file's workflow, in its order. */
export async function readEvents(db: Database, fileId: number): Promise<StoredEvent[]> {
  const rows = await db
    .select()
    .from(fundingStepEvent)
    .where(eq(fundingStepEvent.fileId, fileId))
    .orderBy(asc(fundingStepEvent.seq));
  // Written by this module only, under checks that know the kinds.
  return rows.map(({ fileId: _f, logNo: _l, ...event }) => event as StoredEvent);
}

/** The last run before one that had a workflow: those that wait for a person are skipped. */
export async function readLastRun(db: Database, fileId: number, runNo: number): Promise<StoredRun | null> {
  const [row] = await db
    .select()
    .from(fundingRun)
    .where(and(eq(fundingRun.fileId, fileId), lt(fundingRun.runNo, runNo), isNotNull(fundingRun.workflow)))
    .orderBy(desc(fundingRun.runNo))
    .limit(1);
  return row ? runOf(row) : null;
}

export interface AskedFor {
  requestId: string;
  requestDigest: string;
}

/** Where events are appended: a file that the caller has locked, with those that it has read. */
interface Place {
  fileId: number;
  runNo: number;
  before: readonly StepEvent[];
  /** The newest; left out where what is added ends no path. */
  run?: Pick<StoredRun, "runNo" | "workflow" | "decisions"> | null;
}

/** Appends events; the first carries the request. What they take back before it went out is withdrawn with them. */
export async function appendEvents(
  tx: Database,
  ctx: Pick<Context, "now" | "actor">,
  { fileId, runNo, before, run = null }: Place,
  added: readonly NewEvent[],
  request: AskedFor | null = null,
): Promise<StoredEvent[]> {
  if (added.length === 0) return [];
  const last = before.at(-1)?.seq ?? 0;
  const [recordedAt, recordedBy] = [ctx.now().toISOString(), ctx.actor.name];
  const rows = added.map((event, index) => ({
    fileId,
    seq: last + 1 + index,
    kind: event.kind,
    runNo,
    track: event.track ?? null,
    path: event.path ?? null,
    step: event.step ?? null,
    occurrence: event.occurrence ?? occurrenceOf(before, event),
    data: event.data ?? {},
    reason: event.reason ?? null,
    requestId: index === 0 ? (request?.requestId ?? null) : null,
    requestDigest: index === 0 ? (request?.requestDigest ?? null) : null,
    recordedAt,
    recordedBy,
  }));
  await tx.insert(fundingStepEvent).values(rows);
  const events = rows.map(({ fileId: _, ...event }) => event as StoredEvent);
  const all = [...before, ...events];
  const progress = progressFrom(all);
  const withdrawal = withdrawnBy(added, run && workflowOf(run, progress), progress);
  const again = reopenedBy(all, await withdrawEffects(tx, fileId, withdrawal));
  return [...events, ...(await appendEvents(tx, ctx, { fileId, runNo, before: all }, again))];
}

/** What a path had not sent when it closed is to be done when it is open again, so its step is not done any more. */
function reopenedBy(events: readonly StepEvent[], taken: readonly TakenBack[]): NewEvent[] {
  const still = taken.filter(({ path, step, occurrence }) => {
    const done = doneBy(events, path, step);
    return done?.path === path && done.occurrence === occurrence;
  });
  const steps = new Map(still.map(({ path, step }) => [`${path} ${step}`, { path, step }]));
  const reason = "It had not been sent when its path closed.";
  return [...steps.values()].map((one) => ({ kind: "reopened", ...one, reason }));
}

function occurrenceOf(before: readonly StepEvent[], { kind, path, step }: NewEvent): number | null {
  if (!path || !step || (kind !== "completed" && kind !== "reopened")) return null;
  return completionsOf(before, path, step) + (kind === "completed" ? 1 : 0);
}

interface TakenBack {
  path: PrimaryPath;
  step: string;
  occurrence: number;
}

/**
 * Nothing of it goes out any more; one that is on its way, or may have arrived, does not set out again.
 * @returns the steps that are to be done again. One that paths share is not while any part of it has gone out, or may have: an
 * agreement is made once.
 */
async function withdrawEffects(
  tx: Database,
  fileId: number,
  { steps, paths, shared }: Withdrawal,
): Promise<TakenBack[]> {
  if (steps.length + paths.length === 0) return [];
  const own = steps.map(({ path, step }) => `${path} ${step}`);
  return rowsOf<TakenBack>(
    tx,
    sql`with taken as (update funding_effect set next_attempt_at = null, is_taken_back = state in ('sending', 'unclear'),
        state = case when state in ('queued', 'failed') then 'withdrawn' else state end
      where file_id = ${fileId} and state in ('queued', 'failed', 'sending', 'unclear')
        and (path || ' ' || step = any(${sql.param(own)}::text[]) or step = any(${sql.param(shared)}::text[])
          or (path = any(${sql.param(paths)}::text[]) and step <> all(${sql.param(SHARED_STEPS)}::text[])))
      returning path, step, occurrence)
      select distinct path, step, occurrence from taken
      where step <> all(${sql.param(shared)}::text[]) or not exists (select from funding_effect one
        where one.file_id = ${fileId} and (one.path, one.step, one.occurrence) = (taken.path, taken.step, taken.occurrence)
          and one.state in ('sent', 'sending', 'unclear'))`,
  );
}
