import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingCall, fundingCallback } from "../../../db/tenant/schema/funding-partners.ts";
import type { Context } from "../context.ts";
import { DomainError, type Refusal } from "../errors.ts";
import type { CallOutcome } from "./model/calls.ts";
import type { ParkedReason } from "./model/workflow.ts";

/** A client who is in the queue, and who has them to call. */
export interface Callback {
  fileId: number;
  runNo: number;
  parkedReason: ParkedReason;
  /** As underwriting plans it. */
  plannedOn: string;
  /** As it stands after the calls so far. */
  dueOn: string;
  /** What a change has to name. */
  version: number;
  /** Calls in a row that did not reach the client. */
  unanswered: number;
  claimedBy: string | null;
  claimedAt: string | null;
  claimedUntil: string | null;
}

/** A call as it was logged. */
export interface Call {
  callNo: number;
  runNo: number;
  outcome: CallOutcome | "taken_back";
  notes: string | null;
  /** The day that the client asked for. */
  askedFor: string | null;
  dueBefore: string;
  /** null where the file was closed by it. */
  dueAfter: string | null;
  /** The call that this entry takes back. */
  takesBack: number | null;
  recordedAt: string;
  recordedBy: string;
}

export const NOT_IN_QUEUE: Refusal = {
  code: "NOT_IN_QUEUE",
  message:
    "There is no such file in the Funding Queue. It may have been underwritten again: look at the file.",
};

/** A client's place in the queue, held until the transaction ends. @throws DomainError NOT_IN_QUEUE */
export async function holdCallback(tx: Database, fileId: number): Promise<Callback> {
  const [row] = await tx
    .select()
    .from(fundingCallback)
    .where(eq(fundingCallback.fileId, fileId))
    .for("update");
  if (!row) throw new DomainError(NOT_IN_QUEUE);
  return row as Callback;
}

export async function readCallback(db: Database, fileId: number): Promise<Callback | null> {
  const [row] = await db.select().from(fundingCallback).where(eq(fundingCallback.fileId, fileId));
  return (row as Callback | undefined) ?? null;
}

export const NO_CLAIM = { claimedBy: null, claimedAt: null, claimedUntil: null };

/** Writes a change of a place in the queue that the caller holds. */
export async function changeCallback(
  tx: Database,
  { fileId }: Pick<Callback, "fileId">,
  changes: Partial<Omit<Callback, "fileId">>,
): Promise<Callback> {
  const [row] = await tx
    .update(fundingCallback)
    .set(changes)
    .where(eq(fundingCallback.fileId, fileId))
    .returning();
  if (!row) throw new Error("the callback was held and is gone");
  return row as Callback;
}

/** Lets go of whom somebody has to call; of all but one file's client, or of one's only. */
export async function dropClaims(
  db: Database,
  person: string,
  which: { of: number } | { butOf: number },
): Promise<void> {
  const files =
    "of" in which ? eq(fundingCallback.fileId, which.of) : ne(fundingCallback.fileId, which.butOf);
  await db
    .update(fundingCallback)
    .set(NO_CLAIM)
    .where(and(eq(fundingCallback.claimedBy, person), files));
}

/** The calls of a file, newest first. */
export async function readCalls(db: Database, fileId: number): Promise<Call[]> {
  const rows = await db
    .select()
    .from(fundingCall)
    .where(eq(fundingCall.fileId, fileId))
    .orderBy(desc(fundingCall.callNo));
  return rows.map(callOf);
}

function callOf({ fileId: _f, requestId: _r, logNo: _l, ...call }: typeof fundingCall.$inferSelect): Call {
  return call as Call;
}

/** The call that a request brought before; null for a request that is new. */
export async function readCallOfRequest(
  db: Database,
  fileId: number,
  requestId: string | undefined,
): Promise<Call | null> {
  if (requestId === undefined) return null;
  const [row] = await db
    .select()
    .from(fundingCall)
    .where(and(eq(fundingCall.fileId, fileId), eq(fundingCall.requestId, requestId)))
    .orderBy(asc(fundingCall.callNo));
  return row ? callOf(row) : null;
}

/** Appends a call of a file that the caller holds. */
export async function appendCall(
  tx: Database,
  ctx: Context,
  fileId: number,
  call: Omit<Call, "callNo" | "recordedAt" | "recordedBy"> & { requestId?: string | undefined },
): Promise<Call> {
  const callNo = sql<number>`(select coalesce(max(call_no), 0) + 1 from funding_call where file_id = ${fileId})`;
  const by = { recordedAt: ctx.now().toISOString(), recordedBy: ctx.actor.name };
  const [row] = await tx
    .insert(fundingCall)
    .values({ fileId, callNo, ...call, requestId: call.requestId ?? null, ...by })
    .returning();
  if (!row) throw new Error("unreachable: one row in, one row out");
  return callOf(row);
}
