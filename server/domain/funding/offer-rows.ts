import { createHash } from "node:crypto";
import { and, asc, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingMarketEvent, fundingOfferRequest } from "../../../db/tenant/schema/funding-offers.ts";
import type { World } from "../context.ts";
import { compareMoney } from "../money.ts";
import type { OffersAnswer } from "../ports.ts";
import type { KeptApplication } from "./model/loan-application.ts";
import { type LenderOffer, type OfferRequestFacts, type OfferTable, pollWait } from "./model/loan-offers.ts";
import type { KeptMarketEvent } from "./model/market-report.ts";

/** A request as it is kept. */
export interface StoredOfferRequest extends OfferRequestFacts {
  offerRequestId: number;
  fileId: number;
  reference: string;
  application: KeptApplication;
  requestId: string | null;
  requestDigest: string | null;
  askedBy: string;
  leadId: string | null;
  /** When the lead is to be looked at; while one looks, until when it is theirs. */
  leadDueAt: string | null;
  tableId: string | null;
  polls: number;
  answeredAt: string | null;
}

type Row = typeof fundingOfferRequest.$inferSelect;

/** A row as the request that was put into it: its documents are this module's own. */
export function requestOf(row: Row): StoredOfferRequest {
  return row as unknown as StoredOfferRequest;
}

/** The requests of a file, newest first. */
export async function readOfferRequests(db: Database, fileId: number): Promise<StoredOfferRequest[]> {
  const rows = await db
    .select()
    .from(fundingOfferRequest)
    .where(eq(fundingOfferRequest.fileId, fileId))
    .orderBy(desc(fundingOfferRequest.requestNo));
  return rows.map(requestOf);
}

/** What was reported of a file's leads. */
export function readMarketEvents(db: Database, fileId: number): Promise<KeptMarketEvent[]> {
  const { eventId, isReversal, eventType, happenedAt, amount, lender, offerId } = fundingMarketEvent;
  return db
    .select({ eventId, isReversal, eventType, happenedAt, amount, lender, offerId })
    .from(fundingMarketEvent)
    .where(eq(fundingMarketEvent.fileId, fileId))
    .orderBy(asc(fundingMarketEvent.happenedAt), asc(fundingMarketEvent.eventId));
}

/** What a table says of a request: its offers, and whether to look again. */
export function tableColumns(
  world: World,
  table: OfferTable,
  { polls, lenders }: { polls: number; lenders: number },
) {
  const now = world.now().getTime();
  const isComplete = table.pending.length === 0;
  const names = new Set([...table.pending, ...table.offers.map(({ lender }) => lender)]);
  return {
    offers: table.offers as unknown as Record<string, unknown>[],
    pending: table.pending,
    lenders: Math.max(lenders, names.size),
    polls,
    nextPollAt: isComplete ? null : new Date(now + pollWait(polls)).toISOString(),
    completedAt: isComplete ? new Date(now).toISOString() : null,
  };
}

/** Writes what became of asking, unless somebody has given it up meanwhile: an answer is true also then. */
export async function settleRequest(
  tx: Database,
  world: World,
  offerRequestId: number,
  answer: OffersAnswer,
): Promise<void> {
  const answeredAt = world.now().toISOString();
  const set =
    answer.how === "answered"
      ? {
          state: "answered" as const,
          problem: null,
          leadId: answer.table.leadId,
          tableId: answer.table.tableId,
          answeredAt,
          ...tableColumns(world, answer.table, { polls: 0, lenders: 0 }),
        }
      : answer.how === "refused"
        ? { state: "refused" as const, problem: answer.why, answeredAt }
        : { state: "unclear" as const, problem: answer.why };
  const { state } = fundingOfferRequest;
  const isOpen = eq(fundingOfferRequest.offerRequestId, offerRequestId);
  await tx
    .update(fundingOfferRequest)
    .set(set)
    .where(answer.how === "unknown" ? and(isOpen, eq(state, "asked")) : isOpen);
}

/** The offers of a request as a screen shows them, the highest amount first. */
export function inOrder(offers: readonly LenderOffer[]): LenderOffer[] {
  return offers.toSorted(
    (a, b) =>
      compareMoney(b.amount, a.amount) ||
      a.lender.localeCompare(b.lender) ||
      (a.offerId < b.offerId ? -1 : 1),
  );
}

/** Tells one request, or one set of texts, from another. */
export function digestOf(value: object): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
