import type { Database } from "../../../db/connect.ts";
import { authorise, type Context, inTransaction, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { appendRun } from "./append-run.ts";
import {
  appendCall,
  type Call,
  type Callback,
  changeCallback,
  holdCallback,
  NO_CLAIM,
  NOT_IN_QUEUE,
  readCallback,
  readCallOfRequest,
} from "./callback-rows.ts";
import { lockFile, readRun, type StoredFile } from "./file-rows.ts";
import { afterCall, claimOf, closingWords, guardAskedDay, guardCall } from "./model/calls.ts";
import { changedOverrides } from "./model/run.ts";
import { LogCallInput } from "./queue-input.ts";

export interface LoggedOutcome {
  call: Call;
  /** Where the client stands now; null when the file was closed. */
  callback: Callback | null;
  /** False when this very request had been carried out before. */
  isNew: boolean;
}

/**
 * Logs how a call of the Funding Queue ended (F5.2), and moves the client to the day on which they are called next: after some
 * business days when they were not reached, on the day that they asked for, and not at all when they want no more of it; then
 * the file is closed for that reason. Who was reached stays due, and with the caller, until they are underwritten again.
 * @throws DomainError FILE_NOT_FOUND; NOT_IN_QUEUE; CALL_TAKEN while somebody else has the client; CALL_CHANGED when there was
 * another call meanwhile; PAYLOAD_VALIDATION
 */
export async function logCall(ctx: Context, raw: unknown): Promise<LoggedOutcome> {
  authorise(ctx, "funding:operate");
  const { fileId, version, outcome, callOn, notes, requestId } = parseInput(LogCallInput, raw);
  const day = today(ctx);
  refuseIf(guardAskedDay(outcome, callOn, day));
  return inTransaction(ctx, async (tx) => {
    const file = await lockFile(tx, fileId);
    const known = await readCallOfRequest(tx, fileId, requestId);
    if (known) return { call: known, callback: await readCallback(tx, fileId), isNew: false };
    const present = await holdCallback(tx, fileId);
    refuseIf(guardCall(version, present, { me: ctx.actor.name, now: ctx.now() }));
    const calendar = ctx.tenant.holidayCalendar;
    const { dueOn, unanswered } = afterCall(outcome, { today: day, ...present }, callOn, calendar);
    const call = await appendCall(tx, ctx, fileId, {
      runNo: present.runNo,
      outcome,
      notes,
      askedFor: callOn,
      dueBefore: present.dueOn,
      dueAfter: dueOn,
      takesBack: null,
      requestId,
    });
    if (dueOn === null) {
      await closeFile(tx, ctx, file, closingWords(outcome, notes));
      return { call, callback: null, isNew: true };
    }
    const claim = outcome === "reached" ? claimOf(ctx.actor.name, ctx.now()) : NO_CLAIM;
    const changes = { dueOn, unanswered, version: present.version + 1, ...claim };
    return { call, callback: await changeCallback(tx, present, changes), isNew: true };
  });
}

/** The file's workflow becomes the one of a file that an operator closed; its steps are done where all steps are (F2.8). */
async function closeFile(tx: Database, ctx: Context, file: StoredFile, says: string): Promise<void> {
  const last = await readRun(tx, file.fileId, file.runCount);
  if (!last) throw new DomainError(NOT_IN_QUEUE);
  const operatorClosure = { declineReason: "other" as const, declineReasonNotes: says.slice(0, 2_000) };
  await appendRun(tx, ctx, file, {
    reportId: last.run.reportId,
    report: last.report,
    overrides: changedOverrides(last.run.overrides, { operatorClosure }),
    reason: "Call of the Funding Queue",
  });
}
