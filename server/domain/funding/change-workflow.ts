import { createHash } from "node:crypto";
import type { Database } from "../../../db/connect.ts";
import { type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import type { SeenModes } from "../integrations/seen-modes.ts";
import { insertPlan } from "./card-rows.ts";
import { insertEffects } from "./effect-rows.ts";
import { changeFile, lockFile } from "./file-rows.ts";
import { type FileProgress, getProgress } from "./get-progress.ts";
import type { NewEffect } from "./model/effects.ts";
import type { PlannedCard } from "./model/emails.ts";
import { guardFileVersion } from "./model/file.ts";
import { workflowOf } from "./model/held-overlays.ts";
import { type Stand, stageOf } from "./model/outward-standing.ts";
import { PATHS } from "./model/paths.ts";
import { type NewEvent, progressFrom } from "./model/step-events.ts";
import { keepNextSteps, overtakeStages, showStage } from "./show-standing.ts";
import { type AskedFor, appendEvents, readUnderWay, type StoredEvent, type UnderWay } from "./step-rows.ts";

/** What a verb decided to record: the event, what follows from it, what it sends out, and the cards that it brings. */
export interface Decided {
  event: NewEvent;
  also?: NewEvent[];
  effects?: NewEffect[];
  cards?: PlannedCard[];
}

/** Where the workflow stands after a change. */
export interface ChangedProgress extends FileProgress {
  /** False when this very request had been carried out before: then nothing was done again. */
  isNew: boolean;
}

interface Request {
  fileId: number;
  version: number;
  requestId?: string | undefined;
  /** As what the systems were seen to which it sends something. */
  seenModes?: SeenModes | undefined;
}

/**
 * Changes a file's workflow, all or nothing: the file is held, the verb decides by the state that it finds, and event, effects
 * and cards are written together (F3.10). Why something may not be done is said before that the file has changed meanwhile.
 * For verbs that have authorised.
 * @param what the verb's name, which tells one request from another
 * @param decide throws what it refuses
 */
export async function changeWorkflow<T extends Request>(
  world: Context,
  what: string,
  request: T,
  decide: (state: UnderWay, tx: Database) => Decided | Promise<Decided>,
): Promise<ChangedProgress> {
  const isNew = await inTransaction(world, async (tx) => {
    const file = await lockFile(tx, request.fileId);
    const state = await readUnderWay(tx, file);
    const asked = askedFor(what, request);
    if (asked && isRepeated(state.events, asked)) return false;
    const decided = await decide(state, tx);
    refuseIf(guardFileVersion(request.version, file));
    await recordDecision(tx, world, state, decided, { asked, seenModes: request.seenModes });
    return true;
  });
  return { ...(await getProgress(world, { fileId: request.fileId })), isNew };
}

async function recordDecision(
  tx: Database,
  world: Context,
  state: UnderWay,
  { event, also = [], effects = [], cards = [] }: Decided,
  { asked, seenModes }: { asked: AskedFor | null; seenModes: SeenModes | undefined },
): Promise<void> {
  const { file, run, events: before, progress } = state;
  const { fileId, runCount: runNo } = file;
  const added = await appendEvents(tx, world, { fileId, runNo, before, run }, [event, ...also], asked);
  const [recorded] = added;
  if (!recorded) throw new Error("unreachable: one event in, one event out");
  await insertEffects(tx, world, fileId, recorded, effects, seenModes);
  if (cards.length > 0 && recorded.occurrence !== null)
    await insertPlan(tx, world, { fileId, planNo: recorded.occurrence }, cards);
  const changed = await changeFile(tx, world, file, {});
  const was: Stand = { run, workflow: state.workflow, progress };
  const now = progressFrom([...before, ...added]);
  const stand: Stand = { run, workflow: run && workflowOf(run, now), progress: now };
  const kept = await keepNextSteps(tx, world, changed, stand);
  const stage = stageOf(stand);
  // A step that parks or closes tells the CRM itself, with more than a stage.
  const isToldByItself = event.path && PATHS[event.path].track === null;
  if (stage === stageOf(was)) return;
  if (stage === null || isToldByItself) await overtakeStages(tx, fileId);
  else await showStage(tx, world, kept, stage);
}

/** The version as it was read is part of the request: the same press on a newer state is another one. */
function askedFor(what: string, { requestId, ...rest }: Request): AskedFor | null {
  if (requestId === undefined) return null;
  return {
    requestId,
    requestDigest: createHash("sha256")
      .update(JSON.stringify([what, rest]))
      .digest("hex"),
  };
}

function isRepeated(events: readonly StoredEvent[], { requestId, requestDigest }: AskedFor): boolean {
  const known = events.find((event) => event.requestId === requestId);
  if (known && known.requestDigest !== requestDigest)
    refuse("PAYLOAD_VALIDATION", "requestId names another request of this file. Nothing was changed.", [
      { field: "requestId", message: "names another request of this file: give each request its own" },
    ]);
  return known !== undefined;
}
