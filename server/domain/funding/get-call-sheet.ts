import { eq } from "drizzle-orm";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context, today } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { type Call, type Callback, readCallback, readCalls } from "./callback-rows.ts";
import { FileInput } from "./file-input.ts";
import { FILE_COLUMNS, type StoredFile } from "./file-rows.ts";
import { type CallOutcome, isClaimed, nextDays } from "./model/calls.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";
import type { StoredRun } from "./model/run.ts";
import type { Workflow } from "./model/workflow.ts";
import { readUnderWay } from "./step-rows.ts";

/** What somebody has to know who calls a client. */
export interface CallSheet {
  today: string;
  file: StoredFile;
  /** null when the client is in the queue no more: the newest run leads elsewhere. */
  callback: (Callback & { isClaimed: boolean }) | null;
  /** The newest; null before the first. */
  run: Pick<StoredRun, "runNo" | "createdAt" | "representativeScore" | "decisions" | "trace"> | null;
  /** null while a person has to act first. */
  workflow: Workflow | null;
  /** Whether the client was told and the file is parked in the CRM; false with a step of it still open. */
  isParkingDone: boolean;
  /** Newest first. */
  calls: Call[];
  /** When the client is called next, by how the call ends; null where it is not known before, or never again. */
  nextDays: Record<CallOutcome, string | null>;
}

/**
 * One client with why they are parked, what would have to change, and the calls so far (F5.2). Five statements.
 * @throws DomainError FILE_NOT_FOUND, also for a file of another tenant
 */
export async function getCallSheet(ctx: Context, raw: unknown): Promise<CallSheet> {
  authorise(ctx, "funding:read");
  const { fileId } = parseInput(FileInput, raw);
  const [file] = await ctx.db.select(FILE_COLUMNS).from(fundingFile).where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  const { run, workflow, progress } = await readUnderWay(ctx.db, file);
  const callback = await readCallback(ctx.db, fileId);
  const day = today(ctx);
  return {
    today: day,
    file,
    callback: callback && {
      ...callback,
      isClaimed: isClaimed(callback, ctx.now()),
    },
    run: run && shownOf(run),
    workflow,
    isParkingDone: progress.done.some(({ path, step }) => path === "parked" && step === "mark_parked"),
    calls: await readCalls(ctx.db, fileId),
    nextDays: nextDays({ today: day, dueOn: day, unanswered: 0, ...callback }, ctx.tenant.holidayCalendar),
  };
}

function shownOf({ runNo, createdAt, representativeScore, decisions, trace }: StoredRun): CallSheet["run"] {
  return { runNo, createdAt, representativeScore, decisions, trace };
}
