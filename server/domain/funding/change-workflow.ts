import { createHash } from "node:crypto";
import type { Database } from "../../../db/connect.ts";
import { type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { insertPlan } from "./card-rows.ts";
import { insertEffects } from "./effect-rows.ts";
import { changeFile, lockFile } from "./file-rows.ts";
import { type FileProgress, getProgress } from "./get-progress.ts";
import type { NewEffect } from "./model/effects.ts";
import type { PlannedCard } from "./model/emails.ts";
import { guardFileVersion } from "./model/file.ts";
import type { NewEvent } from "./model/step-events.ts";
import { type AskedFor, appendEvents, readUnderWay, type StoredEvent, type UnderWay } from "./step-rows.ts";

/** What a verb decided to record: the event, what it sends out, and the cards that it brings. */
export interface Decided {
  event: NewEvent;
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
    await recordDecision(tx, world, state, decided, asked);
    return true;
  });
  return { ...(await getProgress(world, { fileId: request.fileId })), isNew };
}

async function recordDecision(
  tx: Database,
  world: Context,
  { file, events: before }: UnderWay,
  { event, effects = [], cards = [] }: Decided,
  asked: AskedFor | null,
): Promise<void> {
  const { fileId, runCount: runNo } = file;
  const [recorded] = await appendEvents(tx, world, { fileId, runNo, before }, [event], asked);
  if (!recorded) throw new Error("unreachable: one event in, one event out");
  await insertEffects(tx, world, fileId, recorded, effects);
  if (cards.length > 0 && recorded.occurrence !== null)
    await insertPlan(tx, world, { fileId, planNo: recorded.occurrence }, cards);
  await changeFile(tx, world, file, {});
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
