import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { outOfTurn, type ReplayedEvent, type ReplayedRun } from "./model/replay.ts";

const FILES_AT_ONCE = 500;

/** An event that its file's workflow did not allow, or, without a number, a file whose story cannot be replayed. */
export interface OutOfTurn {
  fileId: number;
  seq: number | null;
  path: string | null;
  step: string | null;
}

/**
 * Replays every file's events by the rules that the verbs decide by (I24), a few hundred files at a time.
 * @param db of one snapshot, so that events come with their runs
 */
export async function* findOutOfTurn(db: Database): AsyncGenerator<OutOfTurn> {
  for (let after = 0; ; ) {
    const files = await rowsOf<{ fileId: number }>(
      db,
      sql`select distinct file_id as "fileId" from funding_step_event
        where file_id > ${after} order by 1 limit ${FILES_AT_ONCE}`,
    );
    const last = files.at(-1);
    if (!last) return;
    const ids = sql.param(files.map(({ fileId }) => fileId));
    const events = await rowsOf<ReplayedEvent & { fileId: number }>(
      db,
      sql`select file_id as "fileId", seq, kind, run_no as "runNo", track, path, step, reason,
          jsonb_build_object('reason', data -> 'reason') as data
        from funding_step_event where file_id = any(${ids}::int[]) order by file_id, seq`,
    );
    const runs = await rowsOf<ReplayedRun & { fileId: number }>(
      db,
      sql`select file_id as "fileId", run_no as "runNo", workflow, underwriting -> 'decisions' as decisions
        from funding_run where file_id = any(${ids}::int[])`,
    );
    const [eventsOf, runsOf] = [Map.groupBy(events, byFile), Map.groupBy(runs, byFile)];
    for (const { fileId } of files)
      for (const one of replayed(eventsOf.get(fileId) ?? [], runsOf.get(fileId) ?? []))
        yield { fileId, seq: one.seq, path: one.path, step: one.step };
    after = last.fileId;
  }
}

const byFile = ({ fileId }: { fileId: number }) => fileId;

/** What somebody wrote past the verbs need not even be a workflow. */
function replayed(
  events: ReplayedEvent[],
  runs: ReplayedRun[],
): (Pick<ReplayedEvent, "path" | "step"> & { seq: number | null })[] {
  try {
    return outOfTurn(events, runs);
  } catch {
    return [{ seq: null, path: null, step: null }];
  }
}
