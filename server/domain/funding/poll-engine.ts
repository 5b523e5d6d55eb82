import { and, asc, eq, isNotNull, lte, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { rowsOf } from "../../../db/connect.ts";
import { fundingMarketFeed, fundingOfferRequest } from "../../../db/tenant/schema/funding-offers.ts";
import { inTransaction, type World } from "../context.ts";
import type { LoanMarketplace, Reading } from "../ports.ts";
import { isToCome } from "../wrong-clock.ts";
import { msUntil, setRight, tooFarAhead } from "../wrong-clock-rows.ts";
import { keepEvents } from "./market-event-rows.ts";
import { ASKING_MS, givenUp, pollWait, WAITING_MS } from "./model/loan-offers.ts";
import { requestOf, type StoredOfferRequest, tableColumns } from "./offer-rows.ts";

/** Longer than a call may take, so that what was claimed and not settled belongs to a process that is gone. */
const CLAIM_MS = 60_000;
const PATIENCE_MS = 20_000;
const MOST_AT_ONCE = 20;
/** A lead that is asked for again and again is not read more often. */
const LEAD_EVERY_MS = 60_000;
const MOST_PAGES = 50;
/** Of a lead that is older nothing is expected any more. */
const LEAD_DAYS = 365;

export interface Polled {
  tables: number;
  events: number;
  /** In how many milliseconds there is something to do again; null while nothing is waited for. */
  dueInMs: number | null;
}

/**
 * Looks after what a tenant waits for from Engine (F7.2): offers that trickle in, what happened to its leads, and requests of
 * which nobody knows how they ended. To be called again and again, by any number of processes: what is due is claimed by one.
 */
export async function pollEngine(world: World, market: LoanMarketplace | null): Promise<Polled> {
  if (market !== null) await setTimesRight(world, market);
  const tables = market === null ? 0 : await pollTables(world, market);
  await giveUpAsking(world);
  if (market === null) return { tables, events: 0, dueInMs: null };
  const events = (await readDueLeads(world, market)) + (await readFeed(world, market));
  return { tables, events, dueInMs: await dueIn(world, market) };
}

/**
 * Who asked is gone, and nobody knows how far it had come. Offers that nobody could look for are not waited for either: Engine
 * is set up otherwise by now.
 */
async function giveUpAsking(world: World): Promise<void> {
  const { state, askedAt, answeredAt, nextPollAt } = fundingOfferRequest;
  const now = world.now();
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const isOver = (column: PgColumn, ms: number) => or(lte(column, before(ms)), tooFarAhead(column, now, ms));
  await inTransaction(world, async (tx) => {
    await tx
      .update(fundingOfferRequest)
      .set({ state: "unclear", problem: "The app stopped while Engine was being asked." })
      .where(and(eq(state, "asked"), isOver(askedAt, ASKING_MS)));
    await tx
      .update(fundingOfferRequest)
      .set({
        nextPollAt: null,
        completedAt: before(0),
        problem: "The other lenders are not waited for any longer.",
      })
      .where(and(isNotNull(nextPollAt), isOver(answeredAt, 2 * WAITING_MS)));
  });
}

/** What was put off by a clock that was wrong is not waited for until then (I21). */
async function setTimesRight({ db, now }: World, { eventsEveryMs }: LoanMarketplace): Promise<void> {
  const { nextPollAt, leadDueAt, leadReadAt } = fundingOfferRequest;
  const longestMs = Math.max(CLAIM_MS, LEAD_EVERY_MS);
  await setRight(db, [nextPollAt, leadDueAt, leadReadAt], { now: now(), longestMs });
  await setRight(db, [fundingMarketFeed.nextReadAt], { now: now(), longestMs: eventsEveryMs });
}

type Due = "next_poll_at" | "lead_due_at";

/** One after another, because a claim lasts as long as one question may take and not as many. */
async function* claimEach(world: World, market: LoanMarketplace, column: Due) {
  for (let n = 0; n < MOST_AT_ONCE; n += 1) {
    const request = await claimNext(world, market, column);
    if (request === null) return;
    yield request;
  }
}

/** Claims the request at which it is longest time to look, by putting off its next time; null when there is none. */
function claimNext(world: World, market: LoanMarketplace, column: Due): Promise<StoredOfferRequest | null> {
  const now = world.now();
  const until = new Date(now.getTime() + CLAIM_MS).toISOString();
  const { nextPollAt, leadDueAt, leadReadAt, mode, offerRequestId } = fundingOfferRequest;
  const isLead = column === "lead_due_at";
  const at = isLead ? leadDueAt : nextPollAt;
  const readBefore = new Date(now.getTime() - LEAD_EVERY_MS).toISOString();
  return inTransaction(world, async (tx) => {
    const [row] = await tx
      .select()
      .from(fundingOfferRequest)
      .where(
        and(
          isNotNull(at),
          lte(at, now.toISOString()),
          eq(mode, market.mode),
          isLead ? sql`coalesce(${leadReadAt} <= ${readBefore}, true)` : undefined,
        ),
      )
      .orderBy(asc(at))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) return null;
    const [claimed] = await tx
      .update(fundingOfferRequest)
      .set(isLead ? { leadDueAt: until } : { nextPollAt: until })
      .where(eq(offerRequestId, row.offerRequestId))
      .returning();
    return claimed ? requestOf(claimed) : null;
  });
}

async function pollTables(world: World, market: LoanMarketplace): Promise<number> {
  let tables = 0;
  for await (const request of claimEach(world, market, "next_poll_at")) {
    tables += 1;
    const { tableId } = request;
    if (tableId === null) continue;
    const reading = await read((signal) => market.readOffers(tableId, signal));
    const set = { ...nextOf(world, request, reading), polls: request.polls + 1 };
    await inTransaction(world, (tx) =>
      tx
        .update(fundingOfferRequest)
        .set(set)
        .where(
          and(
            eq(fundingOfferRequest.offerRequestId, request.offerRequestId),
            isNotNull(fundingOfferRequest.nextPollAt),
          ),
        ),
    );
  }
  return tables;
}

/** What is known of a request after it was looked at; one that nobody will answer any more is closed with what came. */
function nextOf(
  world: World,
  request: StoredOfferRequest,
  reading: Reading<Parameters<typeof tableColumns>[1]>,
) {
  const now = world.now().getTime();
  const polls = request.polls + 1;
  const until = Date.parse(request.answeredAt ?? request.askedAt) + WAITING_MS;
  const isOver = !isToCome(until, now, WAITING_MS);
  const closed = { nextPollAt: null, completedAt: new Date(now).toISOString() };
  if (reading.how === "read") {
    const columns = tableColumns(world, reading.value, { polls, lenders: request.lenders });
    if (columns.completedAt !== null || !isOver) return { ...columns, problem: null };
    return { ...columns, ...closed, problem: givenUp(reading.value.pending) };
  }
  if (reading.isGone || isOver) return { ...closed, problem: `${reading.why} ${givenUp(request.pending)}` };
  return { nextPollAt: new Date(now + pollWait(polls)).toISOString(), problem: reading.why };
}

async function readDueLeads(world: World, market: LoanMarketplace): Promise<number> {
  let kept = 0;
  const { leadDueAt } = fundingOfferRequest;
  for await (const { leadId, offerRequestId, ...claimed } of claimEach(world, market, "lead_due_at")) {
    if (leadId === null) continue;
    const reading = await read((signal) => market.readLead(leadId, signal));
    const isRead = reading.how === "read";
    await inTransaction(world, async (tx) => {
      if (isRead) kept += await keepEvents(tx, world, reading.value);
      const now = world.now();
      const later = isRead || reading.isGone ? null : new Date(now.getTime() + LEAD_EVERY_MS).toISOString();
      await tx
        .update(fundingOfferRequest)
        .set({
          // A postback that came while it was being read may tell what was not there yet, and stays to be looked at.
          leadDueAt: sql`case when ${leadDueAt} = ${claimed.leadDueAt} then ${later}::timestamptz else ${leadDueAt} end`,
          leadReadAt: now.toISOString(),
        })
        .where(eq(fundingOfferRequest.offerRequestId, offerRequestId));
    });
  }
  return kept;
}

/** Where the feed stands, claimed; null while it is not time, or while no lead could have something happen to it. */
async function claimFeed(
  world: World,
  market: LoanMarketplace,
): Promise<{ token: string | null; since: string } | null> {
  const { mode, eventsEveryMs, eventsLagMs } = market;
  const now = world.now();
  const next = new Date(now.getTime() + eventsEveryMs).toISOString();
  return inTransaction(world, async (tx) => {
    const [first] = await rowsOf<{ at: string | null }>(
      tx,
      sql`select to_char(min(answered_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
        from funding_offer_request where ${isExpected(world, mode)}`,
    );
    if (!first?.at) return null;
    await tx.insert(fundingMarketFeed).values({ mode, nextReadAt: now.toISOString() }).onConflictDoNothing();
    const [feed] = await tx
      .update(fundingMarketFeed)
      .set({ nextReadAt: next })
      .where(and(eq(fundingMarketFeed.mode, mode), lte(fundingMarketFeed.nextReadAt, now.toISOString())))
      .returning({ token: fundingMarketFeed.token });
    if (!feed) return null;
    const latest = now.getTime() - eventsLagMs;
    return { token: feed.token, since: new Date(Math.min(Date.parse(first.at), latest)).toISOString() };
  });
}

/** Page after page, each kept together with where the next begins, so that none is lost and none counts twice. */
async function readFeed(world: World, market: LoanMarketplace): Promise<number> {
  const feed = await claimFeed(world, market);
  if (feed === null) return 0;
  let from = feed.token === null ? { since: feed.since } : { token: feed.token };
  let kept = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const reading = await read((signal) => market.readEvents(from, signal));
    const now = world.now().toISOString();
    const isRead = reading.how === "read";
    await inTransaction(world, async (tx) => {
      if (isRead) kept += await keepEvents(tx, world, reading.value.events);
      await tx
        .update(fundingMarketFeed)
        .set(
          isRead
            ? { token: reading.value.token, readAt: now, problem: null }
            : // A place that is not known any more: from the beginning, where what is kept already changes nothing.
              { problem: reading.why, ...(reading.isGone ? { token: null } : {}) },
        )
        .where(eq(fundingMarketFeed.mode, market.mode));
    });
    if (!isRead || !reading.value.hasMore) break;
    from = { token: reading.value.token };
  }
  return kept;
}

/** Something may still happen to it. */
function isExpected(world: World, mode: string) {
  const since = new Date(world.now().getTime() - LEAD_DAYS * 86_400_000).toISOString();
  return sql`lead_id is not null and funding_offer_request.mode = ${mode} and answered_at >= ${since}`;
}

async function dueIn(world: World, { mode, eventsEveryMs }: LoanMarketplace): Promise<number | null> {
  const longestMs = Math.max(CLAIM_MS, LEAD_EVERY_MS, ASKING_MS, eventsEveryMs);
  const [row] = await rowsOf<{ ms: number | null }>(
    world.db,
    sql`select ${msUntil(sql`due`, world.now(), longestMs)} as ms from (select least(
        (select min(next_poll_at) from funding_offer_request where mode = ${mode}),
        (select min(greatest(lead_due_at, lead_read_at + make_interval(secs => ${LEAD_EVERY_MS / 1_000}::int)))
          from funding_offer_request where mode = ${mode} and lead_due_at is not null),
        (select next_read_at from funding_market_feed where mode = ${mode} and exists (
          select from funding_offer_request where ${isExpected(world, mode)})),
        (select min(asked_at) + make_interval(secs => ${ASKING_MS / 1_000}::int) from funding_offer_request where state = 'asked')
      ) as due) first`,
  );
  return row?.ms == null ? null : Math.max(0, Math.ceil(row.ms));
}

/** An adapter that throws or hangs has read nothing. */
async function read<T>(work: (signal: AbortSignal) => Promise<Reading<T>>): Promise<Reading<T>> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const late = new Promise<Reading<T>>((resolve) => {
    signal.addEventListener(
      "abort",
      () => resolve({ how: "failed", why: "Engine did not answer.", isGone: false }),
      {
        once: true,
      },
    );
  });
  try {
    return await Promise.race([work(signal), late]);
  } catch {
    return { how: "failed", why: "Engine could not be read.", isGone: false };
  }
}
