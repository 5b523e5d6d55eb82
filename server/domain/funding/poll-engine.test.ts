import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { Reading } from "../ports.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import type { OfferTable } from "./model/loan-offers.ts";
import type { MarketEvent } from "./model/market-report.ts";
import { notePostback } from "./note-postback.ts";
import { pollEngine } from "./poll-engine.ts";
import { recordReport } from "./record-report.ts";
import { JUDGED_AT } from "./testing-files.ts";
import {
  answered,
  askedFor,
  lenderOffer,
  offersOf,
  readyForOffers,
  scripted,
  tableOf,
} from "./testing-offers.ts";
import { done, offer, progressFor, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
});
afterEach(() => tenant.close());

const operator = () => tenant.as("operator");
const later = (ms: number) => {
  tenant.clock.now = new Date(tenant.clock.now.getTime() + ms);
};
const read = <T>(value: T): Reading<T> => ({ how: "read", value });

/** A file whose offers are in, of this lead. */
async function fileOfLead(table: Partial<OfferTable> = {}) {
  const whole = tableOf([lenderOffer()], [], table);
  const fileId = await readyForOffers(operator());
  await askedFor(operator(), fileId, scripted({ request: () => answered(whole) }));
  const { rows } = await tenant.owner.query(
    "select reference from funding_offer_request where file_id = $1",
    [fileId],
  );
  return { fileId, table: whole, reference: rows[0].reference as string };
}

const event = (leadId: string, changes: Partial<MarketEvent> = {}): MarketEvent => ({
  eventId: randomUUID(),
  leadId,
  eventType: "funded",
  happenedAt: "2026-04-27T08:00:00.000Z",
  takenBackAt: null,
  amount: "20000.00",
  lender: "Alpha, Inc.",
  offerId: null,
  ...changes,
});

describe("F7.2 offers that trickle in", () => {
  it("F7.2 a table is claimed no longer than it is asked for, however many wait before it", async () => {
    const waiting = tableOf([], ["Alpha"]);
    const claimed: number[] = [];
    const market = scripted({
      request: () => answered({ ...waiting, tableId: randomUUID() }),
      offers: async () => {
        const { rows } = await tenant.owner.query(
          "select count(*)::int as n from funding_offer_request where next_poll_at > $1",
          [tenant.clock.now],
        );
        claimed.push(rows[0].n);
        later(20_000);
        return read(waiting);
      },
    });
    for (let n = 0; n < 2; n += 1) await askedFor(operator(), await readyForOffers(operator()), market);
    later(1_000);
    await pollEngine(operator(), market);
    expect(claimed[0]).toBe(1);
  });

  it("F7.2 are looked for until nobody is waited for, ever less often, also with no screen open", async () => {
    const fileId = await readyForOffers(operator());
    const first = tableOf([], ["Alpha", "Beta", "Gamma"]);
    const tables = [
      { ...first, offers: [lenderOffer()], pending: ["Beta", "Gamma"] },
      { ...first, offers: [lenderOffer(), lenderOffer()], pending: [] },
    ];
    const market = scripted({
      request: () => answered(first),
      offers: () => read(tables.length > 1 ? (tables.shift() as OfferTable) : (tables[0] as OfferTable)),
      events: () => read({ events: [], token: "t", hasMore: false }),
    });
    await askedFor(operator(), fileId, market);
    expect((await pollEngine(operator(), market)).tables).toBe(0);
    later(1_000);
    expect(await pollEngine(operator(), market)).toMatchObject({ tables: 1, dueInMs: 1_400 });
    expect(await offersOf(operator(), fileId)).toMatchObject({
      state: "waiting",
      says: "Waiting for 2 of 3 lenders. 1 offer so far.",
    });
    later(1_400);
    await pollEngine(operator(), market);
    expect(await offersOf(operator(), fileId)).toMatchObject({
      state: "complete",
      says: "2 offers.",
      mayConfirm: true,
    });
    later(60_000);
    expect((await pollEngine(operator(), market)).tables).toBe(0);
  });

  it("F7.2 a lender that never answers is given up with its name, and what came stays", async () => {
    const fileId = await readyForOffers(operator());
    const table = tableOf([lenderOffer()], ["Silent Bank"]);
    const market = scripted({ request: () => answered(table), offers: () => read(table) });
    await askedFor(operator(), fileId, market);
    later(10 * 60_000);
    await pollEngine(operator(), market);
    expect(await offersOf(operator(), fileId)).toMatchObject({
      state: "complete",
      says: "1 offer. No answer came from Silent Bank; they are not waited for any longer.",
      mayConfirm: true,
    });
  });

  it("F7.4 a fault is borne and looked at again, a table that is gone is not", async () => {
    const fileId = await readyForOffers(operator());
    const table = tableOf([lenderOffer()], ["Beta"]);
    const failures: Reading<OfferTable>[] = [{ how: "failed", why: "Engine answered 500.", isGone: false }];
    const market = scripted({
      request: () => answered(table),
      offers: () => failures.shift() ?? { how: "failed", why: "Engine answered 404.", isGone: true },
    });
    await askedFor(operator(), fileId, market);
    later(1_000);
    await pollEngine(operator(), market);
    expect((await offersOf(operator(), fileId)).state).toBe("waiting");
    later(2_000);
    await pollEngine(operator(), market);
    expect(await offersOf(operator(), fileId)).toMatchObject({
      state: "complete",
      says: expect.stringContaining("Engine answered 404."),
      offers: [{ lender: "Alpha, Inc." }],
    });
  });

  it("F3.10 of several processes one looks, for as long as it takes, and what the sandbox was asked is nothing for lenders", async () => {
    const fileId = await readyForOffers(operator());
    const table = tableOf([], ["Beta"]);
    let release: (reading: Reading<OfferTable>) => void = () => undefined;
    const market = scripted({
      request: () => answered(table),
      offers: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    await askedFor(operator(), fileId, market);
    later(1_000);
    const first = pollEngine(operator(), market);
    await expect.poll(() => market.calls.length).toBe(1);
    await Promise.all([1, 2, 3].map(() => pollEngine(operator(), market)));
    expect(market.calls.filter((call) => call.startsWith("offers"))).toHaveLength(1);
    release(read({ ...table, pending: [] }));
    await first;
    expect((await offersOf(operator(), fileId)).state).toBe("complete");
    const other = scripted({ mode: "sandbox" });
    later(60_000);
    await pollEngine(operator(), other);
    expect(other.calls).toEqual([]);
  });

  it("F7.4 an adapter that throws breaks nothing, and offers that nobody can look for any more are not waited for", async () => {
    const fileId = await readyForOffers(operator());
    const market = scripted({
      request: () => answered(tableOf([lenderOffer()], ["Beta"])),
      offers: () => {
        throw new Error("broken");
      },
    });
    await askedFor(operator(), fileId, market);
    later(1_000);
    await pollEngine(operator(), market);
    expect((await offersOf(operator(), fileId)).state).toBe("waiting");
    later(20 * 60_000);
    await pollEngine(operator(), null);
    expect(await offersOf(operator(), fileId)).toMatchObject({
      state: "complete",
      says: "1 offer. The other lenders are not waited for any longer.",
    });
  });
});

describe("F7.2 what is reported", () => {
  it("F7.2 F3.10 is read by token, page after page, no sooner than allowed, and kept once", async () => {
    const { fileId, table } = await fileOfLead();
    const clicked = event(table.leadId, {
      eventType: "offerClicked",
      amount: null,
      happenedAt: "2026-04-27T07:00:00.000Z",
    });
    // A link that is opened twice is one acceptance.
    const again = { ...clicked, eventId: randomUUID(), happenedAt: "2026-04-27T07:30:00.000Z" };
    const funded = event(table.leadId);
    const pages = [
      { events: [clicked, again, event(randomUUID())], token: "t-1", hasMore: true },
      { events: [funded, clicked], token: "t-2", hasMore: false },
    ];
    const market = scripted({
      events: () => read(pages.shift() ?? { events: [funded], token: "t-3", hasMore: false }),
    });
    expect((await pollEngine(operator(), market)).events).toBe(3);
    expect(market.calls).toEqual(["events 2026-04-27T11:54:00.000Z", "events t-1"]);
    later(299_000);
    expect((await pollEngine(operator(), market)).events).toBe(0);
    later(301_000);
    expect((await pollEngine(operator(), market)).events).toBe(0);
    expect(market.calls.at(-1)).toBe("events t-2");
    const { reports } = await offersOf(operator(), fileId);
    expect(reports.map(({ step, says }) => [step, says])).toEqual([
      ["wait_for_funding", "Engine reports funded $20,000.00 by Alpha, Inc. on 2026-04-27."],
      ["await_acceptance", "Engine reports that the client opened the lender's page on 2026-04-27."],
    ]);
  });

  it("F7.2 a place in the events that is not known any more is given up for the beginning", async () => {
    const { table } = await fileOfLead();
    const market = scripted({
      events: (from) =>
        "token" in from
          ? { how: "failed", why: "Engine answered 422.", isGone: true }
          : read({ events: [event(table.leadId)], token: "t-1", hasMore: false }),
    });
    for (const _ of [1, 2, 3]) {
      await pollEngine(operator(), market);
      later(600_000);
    }
    expect(market.calls.map((call) => call.split(" ")[1])).toEqual([
      "2026-04-27T11:54:00.000Z",
      "t-1",
      "2026-04-27T12:00:00.000Z",
    ]);
  });

  it("F7.2 a person records it, with what was reported; nothing completes by itself", async () => {
    const { fileId, table } = await fileOfLead();
    await walked(operator(), fileId, "term_loan", "send_offer_link");
    const clicked = event(table.leadId, {
      eventType: "offerClicked",
      amount: null,
      offerId: "O-1",
      happenedAt: "2026-04-27T07:00:00.000Z",
    });
    const unknown = event(table.leadId, { amount: null, offerId: "O-2" });
    const events = [clicked, unknown];
    await pollEngine(operator(), scripted({ events: () => read({ events, token: "t", hasMore: false }) }));
    const next = async () => {
      const { paths } = await progressFor(operator(), fileId);
      return paths.find(({ path }) => path === "term_loan")?.next?.id;
    };
    expect(await next()).toBe("await_acceptance");
    const record = async (eventId: string, more = {}) => {
      const { version } = await progressFor(operator(), fileId);
      return recordReport(operator(), { fileId, version, eventId, ...more });
    };
    expect((await refusalOf(record(unknown.eventId, { fundedAmount: "1.00" }))).code).toBe(
      "STEP_OUT_OF_TURN",
    );
    const accepted = await record(clicked.eventId);
    expect(accepted.timeline[0]).toMatchObject({
      step: "await_acceptance",
      data: { acceptedOn: "2026-04-27", notes: expect.stringContaining("Engine reports") },
    });
    expect(await refusedFields(record(unknown.eventId))).toEqual(["fundedAmount"]);
    const paid = await record(unknown.eventId, { fundedAmount: "19500.00" });
    expect(paid.timeline[0]?.data).toMatchObject({ fundedAmount: "19500.00", fundedOn: "2026-04-27" });
    const { reports } = await offersOf(operator(), fileId);
    expect(reports).toMatchObject([
      {
        isSelectedOffer: false,
        isRecorded: true,
        says: expect.stringContaining("not the offer that was selected"),
      },
      { isSelectedOffer: true, isRecorded: true },
    ]);
    expect((await refusalOf(record("unheard-of"))).code).toBe("REPORT_NOT_FOUND");
    expect(await next()).toBe("collect_invoice");
  });

  it("F7.2 what is taken back is told plainly, and is not recorded any more", async () => {
    const { fileId, table } = await fileOfLead();
    const funded = event(table.leadId);
    const back = { ...funded, takenBackAt: "2026-04-29T10:00:00.000Z" };
    const tell = (events: MarketEvent[]) =>
      pollEngine(operator(), scripted({ events: () => read({ events, token: "t", hasMore: false }) }));
    await tell([funded]);
    later(600_000);
    await tell([back]);
    later(600_000);
    expect((await tell([back])).events).toBe(0);
    const { reports, version } = await offersOf(operator(), fileId);
    expect(reports).toMatchObject([
      {
        takenBackOn: "2026-04-29T10:00:00.000Z",
        says: expect.stringContaining("took that back on 2026-04-29"),
      },
    ]);
    const refused = recordReport(operator(), { fileId, version, eventId: funded.eventId });
    expect((await refusalOf(refused)).code).toBe("REPORT_TAKEN_BACK");
  });

  it("F7.2 by hand both steps are recorded as before", async () => {
    const fileId = await readyForOffers(operator());
    await done(operator(), fileId, "term_loan", "generate_term_loan_offers", { offers: [offer()] });
    await walked(operator(), fileId, "term_loan", "wait_for_funding");
    expect((await offersOf(operator(), fileId)).state).toBe("not_asked");
  });
});

describe("I21 a clock that was far ahead and is right again", () => {
  const AHEAD_MS = 30 * 365 * 86_400_000;

  it("I21 A9 F7.2 keeps nobody waiting for offers, reports and events until the time that it showed", async () => {
    const right = tenant.clock.now;
    const { reference } = await fileOfLead();
    const waiting = await readyForOffers(operator());
    const table = tableOf([lenderOffer()], ["Beta"]);
    const market = scripted({
      request: () => answered(table),
      offers: () => read(table),
      lead: () => read([]),
      events: () => read({ events: [], token: "t", hasMore: false }),
    });
    const looked = async () => {
      market.calls.length = 0;
      const { dueInMs } = await pollEngine(operator(), market);
      return { calls: market.calls.map((call) => call.split(" ")[0]), dueInMs };
    };
    later(AHEAD_MS);
    await askedFor(operator(), waiting, market);
    await notePostback(operator(), reference);
    expect((await looked()).calls).toEqual(["lead", "events"]);
    await notePostback(operator(), reference);
    tenant.clock.now = right;
    expect(await looked()).toEqual({ calls: ["offers", "events"], dueInMs: 60_000 });
    // Nobody knows for how long a lender has been waited for.
    expect(await offersOf(operator(), waiting)).toMatchObject({
      state: "complete",
      says: "1 offer. No answer came from Beta; they are not waited for any longer.",
    });
    later(60_000);
    expect((await looked()).calls).toEqual(["lead"]);
  });

  it("I21 A9 F7.2 is looked at again at once when it was set right in the middle of a look", async () => {
    const right = tenant.clock.now;
    const table = tableOf([lenderOffer()], ["Beta"]);
    const waiting = await readyForOffers(operator());
    later(AHEAD_MS);
    let isRightSoon = false;
    const market = scripted({
      request: () => answered(table),
      offers: () => read(table),
      events: () => {
        // What is read before is written already, and put off by the clock that was ahead.
        if (isRightSoon) tenant.clock.now = right;
        return read({ events: [], token: "t", hasMore: false });
      },
    });
    await askedFor(operator(), waiting, market);
    later(60_000);
    isRightSoon = true;
    expect(await pollEngine(operator(), market)).toMatchObject({ tables: 1, dueInMs: 0 });
    expect(tenant.clock.now).toBe(right);
    await pollEngine(operator(), market);
    expect(await offersOf(operator(), waiting)).toMatchObject({ state: "complete" });
  });

  it("I21 F7.2 has a request that nobody finished told of as unclear, with and without Engine", async () => {
    const right = tenant.clock.now;
    const [lost, silent] = [await readyForOffers(operator()), await readyForOffers(operator())];
    later(AHEAD_MS);
    const table = tableOf([lenderOffer()], ["Beta"]);
    await askedFor(operator(), silent, scripted({ request: () => answered(table) }));
    const never = scripted({ request: () => new Promise(() => undefined) });
    askedFor(operator(), lost, never).catch(() => undefined);
    await expect.poll(async () => (await offersOf(operator(), lost)).state).toBe("asking");
    tenant.clock.now = right;
    expect((await offersOf(operator(), lost)).state).toBe("unclear");
    expect(await pollEngine(operator(), null)).toMatchObject({ dueInMs: null });
    const { rows } = await tenant.owner.query("select state from funding_offer_request where file_id = $1", [
      lost,
    ]);
    expect(rows).toEqual([{ state: "unclear" }]);
    expect((await offersOf(operator(), silent)).state).toBe("complete");
  });
});

describe("F7.2 a postback", () => {
  it("F7.2 F3.10 only has the lead looked at again, once however often it comes, and not without end", async () => {
    const { fileId, table, reference } = await fileOfLead();
    const funded = event(table.leadId);
    const market = scripted({ lead: () => read([funded]) });
    const leads = () => market.calls.filter((call) => call.startsWith("lead")).length;
    for (const _ of [1, 2, 3]) await notePostback(operator(), `?payout=1&sub=${reference}&transaction_id=9`);
    await Promise.all([1, 2, 3].map(() => pollEngine(operator(), market)));
    expect(leads()).toBe(1);
    expect((await offersOf(operator(), fileId)).reports).toHaveLength(1);
    await notePostback(operator(), JSON.stringify({ tags: { reference } }));
    await pollEngine(operator(), market);
    expect(leads()).toBe(1);
    later(60_000);
    await pollEngine(operator(), market);
    expect(leads()).toBe(2);
    expect((await offersOf(operator(), fileId)).reports).toHaveLength(1);
  });

  it("F7.2 F3.10 that comes while the lead is being read has it read once more", async () => {
    const { fileId, table, reference } = await fileOfLead();
    const reports = [read([]), read([event(table.leadId)])];
    const market = scripted({
      lead: async () => {
        const seen = reports.shift() ?? expect.fail("read too often");
        // What Engine tells now may not have been there yet when it answered.
        if (reports.length > 0) await notePostback(operator(), reference);
        return seen;
      },
    });
    await notePostback(operator(), reference);
    await pollEngine(operator(), market);
    for (const reported of [1, 1]) {
      later(60_000);
      await pollEngine(operator(), market);
      expect((await offersOf(operator(), fileId)).reports).toHaveLength(reported);
    }
  });

  it("F7.2 believes nothing that it says, and what it says of nobody here is passed over", async () => {
    const { fileId } = await fileOfLead();
    const before = await tenant.owner.query("select * from funding_offer_request");
    for (const said of [
      "",
      "pf-",
      "?amount=20000&status=funded",
      `pf-${"0".repeat(24)}`,
      "'; drop table x; --",
    ])
      expect(await notePostback(operator(), said)).toBe(0);
    expect((await tenant.owner.query("select * from funding_offer_request")).rows).toEqual(before.rows);
    expect((await offersOf(operator(), fileId)).reports).toEqual([]);
  });
});
