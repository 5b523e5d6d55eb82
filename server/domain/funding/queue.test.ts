import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { claimFile } from "./claim-file.ts";
import { getCallSheet } from "./get-call-sheet.ts";
import { listQueue } from "./list-queue.ts";
import { logCall } from "./log-call.ts";
import { queuePage } from "./queue-rows.ts";
import { releaseFile } from "./release-file.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { takeBackCall } from "./take-back-call.ts";
import { JUDGED_AT, received } from "./testing-files.ts";
import { planOf } from "./testing-plans.ts";
import { fileOf } from "./testing-steps.ts";

/** A thin file of 27 April is called on 27 October. */
const CALL_DAY = "2026-10-27";
const DAY_OF_CALL = "2026-10-27T15:00:00.000Z";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 10 });
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");
const bob = () => tenant.as("operator", "bob@desk.test");
let people = 0;
/** Somebody whose queue nobody else's test fills. */
const somebody = (): Context => tenant.as("operator", `caller-${++people}@desk.test`);

async function parked(ctx: Context, at = JUDGED_AT): Promise<number> {
  tenant.clock.now = new Date(at);
  const fileId = await fileOf(ctx, "thin");
  tenant.clock.now = new Date(DAY_OF_CALL);
  return fileId;
}

const queueOf = (ctx: Context, asked: object = {}) => listQueue(ctx, { operator: ctx.actor.name, ...asked });
const versionOf = async (fileId: number) =>
  (await getCallSheet(ann(), { fileId })).callback?.version ?? expect.fail("not in the queue");
const logged = async (ctx: Context, fileId: number, outcome: string, more: object = {}) =>
  logCall(ctx, { fileId, version: await versionOf(fileId), outcome, ...more });

describe("F5.2 the queue", () => {
  it("F5.2 tells overdue, of today and upcoming apart by the tenant's day, the first due first", async () => {
    const me = somebody();
    const overdue = await parked(me, "2026-04-20T12:00:00.000Z");
    const today = await parked(me);
    const upcoming = await parked(me, "2026-05-02T12:00:00.000Z");
    const page = await queueOf(me);
    expect(page).toMatchObject({
      today: CALL_DAY,
      counts: { due: 2, overdue: 1, today: 1, upcoming: 1 },
      totalRows: 2,
    });
    expect(page.entries.map(({ fileId, dueOn }) => [fileId, dueOn])).toEqual([
      [overdue, "2026-10-20"],
      [today, CALL_DAY],
    ]);
    expect((await queueOf(me, { part: "upcoming" })).entries.map(({ fileId }) => fileId)).toEqual([upcoming]);
    // Still the evening before in New York.
    tenant.clock.now = new Date("2026-10-27T03:00:00.000Z");
    expect((await queueOf(me)).counts).toEqual({ due: 1, overdue: 1, today: 0, upcoming: 2 });
  });

  it("F5.2 is filtered by reason, operator and days, and counted by the same filters", async () => {
    const me = somebody();
    await parked(me, "2026-04-20T12:00:00.000Z");
    await parked(me);
    expect((await queueOf(me, { reason: "pending_seasoning" })).counts.due).toBe(0);
    expect((await queueOf(me, { reason: "thin_file" })).counts.due).toBe(2);
    expect((await queueOf(me, { from: "2026-10-21" })).counts).toMatchObject({ due: 1, overdue: 0 });
    expect((await queueOf(me, { to: "2026-10-21" })).counts).toMatchObject({ due: 1, overdue: 1 });
    const second = await queueOf(me, { page: 2, pageSize: 1 });
    expect(second).toMatchObject({ totalRows: 2, page: 2, entries: [{ dueOn: CALL_DAY }] });
    expect(await refusedFields(listQueue(me, { part: "all", reason: "x", day: 1 }))).toEqual([
      "part",
      "reason",
      "day",
    ]);
  });

  it("F5.2 shows nobody who may not see files, and another tenant's clients to nobody", async () => {
    const fileId = await parked(ann());
    expect((await refusalOf(listQueue(tenant.as("exchange"), {}))).code).toBe("FORBIDDEN");
    const other = await testTenant({ now: DAY_OF_CALL });
    try {
      const stranger = other.as("admin");
      expect((await listQueue(stranger, {})).totalRows).toBe(0);
      expect((await refusalOf(getCallSheet(stranger, { fileId }))).code).toBe("FILE_NOT_FOUND");
      expect((await refusalOf(claimFile(stranger, { fileId, version: 1 }))).code).toBe("NOT_IN_QUEUE");
    } finally {
      await other.close();
    }
  });

  it("F5.2 sends two statements for ten clients and for ten thousand, and finds them by its index", async () => {
    await tenant.owner.query(`
      insert into funding_file (name, email, stated_income, operator, version, run_count, created_at, created_by, updated_at, updated_by)
      select 'Many ' || n, 'many-' || n || '@mail.test', 1, 'many@desk.test', 2, 1, now(), 'x', now(), 'x' from generate_series(1, 10000) n;
      insert into funding_credit_report (file_id, source_format, issued_on, normalised, sealed_bytes, key_id, sealed_for, fingerprint, received_at, received_by)
      select file_id, 'json', '2026-01-01', '{}', decode(repeat('00', 40), 'hex'), 'k', gen_random_uuid(), 'f', now(), 'x'
      from funding_file where operator = 'many@desk.test';
      insert into funding_run (file_id, run_no, kind, report_id, policy_version, applicant, overrides, underwriting, workflow, trace, created_at, created_by)
      select file_id, 1, 'report', report_id, 1, '{}', '{}', '{"decisions": {"reportStatus": "x", "tlDecision": "x"}}',
        jsonb_build_object('primaryPaths', '["parked"]'::jsonb, 'parkedReason', 'thin_file', 'parkedCallbackDate',
          extract(epoch from timestamptz '2026-11-01' + file_id % 400 * interval '1 day') * 1000), '[]', now(), 'x'
      from funding_credit_report join funding_file using (file_id) where operator = 'many@desk.test'`);
    await tenant.owner.query("vacuum analyze funding_callback, funding_file, funding_call");
    tenant.statements.count = 0;
    const page = await listQueue(ann(), { part: "upcoming", pageSize: 200 });
    expect(tenant.statements.count).toBe(2);
    expect(page.entries).toHaveLength(200);
    expect(page.totalRows).toBeGreaterThanOrEqual(10_000);
    const asked = { day: CALL_DAY, filters: {}, limit: 50, offset: 0 };
    for (const part of ["due", "overdue", "today", "upcoming"] as const) {
      const plan = await planOf(tenant, queuePage(tenant.clock.now, { ...asked, part }));
      expect(plan, part).toContain("funding_callback_due");
      expect(plan, part).not.toMatch(/Seq Scan on funding_(callback|file)\b/);
    }
    await tenant.owner.query(
      "alter table funding_callback disable trigger user; delete from funding_callback where file_id in (select file_id from funding_file where operator = 'many@desk.test'); alter table funding_callback enable trigger user",
    );
  });
});

describe("F5.2 nobody is called twice", () => {
  it("F5.2 of eight who reach for a client at once one has them, and the others are told who", async () => {
    const fileId = await parked(ann());
    const names = Array.from({ length: 8 }, (_, n) => `racer-${n}@desk.test`);
    for (let round = 0; round < 5; round += 1) {
      const results = await Promise.allSettled(
        names.map((name) => claimFile(tenant.as("operator", name), { fileId, version: 1 })),
      );
      const winner = results.findIndex(({ status }) => status === "fulfilled");
      const lost = results.filter(({ status }) => status === "rejected");
      expect(lost).toHaveLength(7);
      for (const { reason } of lost as PromiseRejectedResult[])
        expect(reason.refusal).toMatchObject({ code: "CALL_TAKEN", facts: { claimedBy: names[winner] } });
      await releaseFile(tenant.as("operator", names[winner]), { fileId });
    }
  });

  it("F5.2 a claim is seen by others and ends by being let go of, by another claim, or after half an hour", async () => {
    const [me, you] = [somebody(), somebody()];
    const [first, second] = [await parked(me), await parked(me)];
    const { claimedBy, claimedUntil } = await claimFile(me, { fileId: first, version: 1 });
    expect([claimedBy, claimedUntil]).toEqual([me.actor.name, "2026-10-27T15:30:00.000Z"]);
    const seen = (await listQueue(you, { operator: me.actor.name })).entries[0];
    expect(seen).toMatchObject({ fileId: first, claimedBy: me.actor.name, isClaimed: true });
    expect((await refusalOf(claimFile(you, { fileId: first, version: 1 }))).code).toBe("CALL_TAKEN");
    // Somebody else's is not let go of.
    await releaseFile(you, { fileId: first });
    expect((await refusalOf(claimFile(you, { fileId: first, version: 1 }))).code).toBe("CALL_TAKEN");
    await claimFile(me, { fileId: second, version: 1 });
    await claimFile(you, { fileId: first, version: 1 });
    expect(await releaseFile(you, { fileId: first })).toMatchObject({ claimedBy: null });
    tenant.clock.now = new Date("2026-10-27T15:30:00.000Z");
    expect((await queueOf(me)).entries.map(({ isClaimed }) => isClaimed)).toEqual([false, false]);
    await claimFile(you, { fileId: second, version: 1 });
    tenant.clock.now = new Date(DAY_OF_CALL);
  });

  it("F5.2 I21 who claimed a client by a clock that was far ahead has them no longer once it is right", async () => {
    const [me, you] = [somebody(), somebody()];
    const fileId = await parked(me);
    tenant.clock.now = new Date("2126-10-27T15:00:00.000Z");
    await claimFile(me, { fileId, version: 1 });
    expect((await getCallSheet(you, { fileId })).callback).toMatchObject({ isClaimed: true });
    tenant.clock.now = new Date(DAY_OF_CALL);
    expect((await getCallSheet(you, { fileId })).callback).toMatchObject({ isClaimed: false });
    expect((await queueOf(me)).entries.map(({ isClaimed }) => isClaimed)).toEqual([false]);
    expect(await claimFile(you, { fileId, version: 1 })).toMatchObject({ claimedBy: you.actor.name });
  });

  it("F5.2 who has not seen the last call can neither claim nor log, and the call is logged once", async () => {
    const [me, you] = [somebody(), somebody()];
    const fileId = await parked(me);
    await claimFile(me, { fileId, version: 1 });
    await logCall(me, { fileId, version: 1, outcome: "no_answer", requestId: "press-1" });
    expect((await refusalOf(claimFile(you, { fileId, version: 1 }))).code).toBe("CALL_CHANGED");
    expect((await refusalOf(logCall(you, { fileId, version: 1, outcome: "no_answer" }))).code).toBe(
      "CALL_CHANGED",
    );
    const again = await logCall(me, { fileId, version: 1, outcome: "no_answer", requestId: "press-1" });
    expect(again).toMatchObject({ isNew: false, call: { callNo: 1 } });
    expect((await getCallSheet(me, { fileId })).calls).toHaveLength(1);
  });

  it("F5.2 nobody logs a call of a client whom somebody else has", async () => {
    const fileId = await parked(ann());
    await claimFile(ann(), { fileId, version: 1 });
    expect((await refusalOf(logCall(bob(), { fileId, version: 1, outcome: "no_answer" }))).code).toBe(
      "CALL_TAKEN",
    );
    await releaseFile(ann(), { fileId });
  });
});

describe("F5.2 the outcome of a call", () => {
  it("F5.2 moves the client to their next day, ends the claim, and stays in the history for ever", async () => {
    const me = somebody();
    const fileId = await parked(me);
    await claimFile(me, { fileId, version: 1 });
    const first = await logged(me, fileId, "no_answer");
    expect(first.callback).toMatchObject({ dueOn: "2026-10-28", unanswered: 1, claimedBy: null, version: 2 });
    const second = await logged(me, fileId, "left_message", { notes: "Voice mail of the shop" });
    expect(second.callback).toMatchObject({ dueOn: "2026-10-30", unanswered: 2 });
    const third = await logged(me, fileId, "call_later", { callOn: "2026-11-20" });
    expect(third.callback).toMatchObject({ dueOn: "2026-11-20", unanswered: 0, plannedOn: CALL_DAY });
    const { calls } = await getCallSheet(me, { fileId });
    expect(calls.map(({ callNo, outcome, dueAfter }) => [callNo, outcome, dueAfter])).toEqual([
      [3, "call_later", "2026-11-20"],
      [2, "left_message", "2026-10-30"],
      [1, "no_answer", "2026-10-28"],
    ]);
    await expect(tenant.owner.query("update funding_call set notes = 'x'")).rejects.toThrow();
    await expect(tenant.owner.query("delete from funding_call")).rejects.toThrow();
    await expect(tenant.pool.query("delete from funding_call")).rejects.toThrow();
  });

  it("F5.2 is refused with another day than a coming one, with a number of a person, or without an outcome", async () => {
    const fileId = await parked(ann());
    const call = (more: object) => logCall(ann(), { fileId, version: 1, outcome: "call_later", ...more });
    expect(await refusedFields(call({}))).toEqual(["callOn"]);
    expect(await refusedFields(call({ callOn: CALL_DAY }))).toEqual(["callOn"]);
    expect(await refusedFields(call({ outcome: "spoke", notes: "ssn 123-45-6789" }))).toEqual([
      "outcome",
      "notes",
    ]);
    expect((await getCallSheet(ann(), { fileId })).calls).toEqual([]);
  });

  it("F5.2 “not interested” closes the file by the operator's decision, and it leaves the queue", async () => {
    const me = somebody();
    const fileId = await parked(me);
    const { callback } = await logged(me, fileId, "not_interested", { notes: "Sold the shop." });
    expect(callback).toBeNull();
    const sheet = await getCallSheet(me, { fileId });
    expect(sheet).toMatchObject({
      callback: null,
      workflow: {
        primaryPaths: ["decline"],
        declineReason: "other",
        declineReasonNotes: "The client is no longer interested. Sold the shop.",
      },
      calls: [{ outcome: "not_interested", dueAfter: null }],
    });
    expect((await queueOf(me)).totalRows).toBe(0);
    expect((await refusalOf(logCall(me, { fileId, version: 2, outcome: "reached" }))).code).toBe(
      "NOT_IN_QUEUE",
    );
  });

  it("F5.2 that was logged by mistake is taken back by whoever logged it, and both entries stay", async () => {
    const [me, you] = [somebody(), somebody()];
    const fileId = await parked(me);
    await logged(me, fileId, "no_answer");
    const { call } = await logged(me, fileId, "no_answer");
    expect((await refusalOf(takeBackCall(you, { fileId, callNo: call.callNo }))).code).toBe("CALL_CHANGED");
    const back = await takeBackCall(me, { fileId, callNo: call.callNo });
    expect(back).toMatchObject({ dueOn: "2026-10-28", unanswered: 1, claimedBy: me.actor.name });
    expect((await refusalOf(takeBackCall(me, { fileId, callNo: call.callNo }))).code).toBe("CALL_CHANGED");
    expect((await getCallSheet(me, { fileId })).calls.map(({ outcome }) => outcome)).toEqual([
      "taken_back",
      "no_answer",
      "no_answer",
    ]);
  });
});

describe("F5.2 underwriting again in place", () => {
  it("F5.2 conditions improved: the new paths engage, and the file leaves the queue", async () => {
    const me = somebody();
    const fileId = await parked(me);
    await logged(me, fileId, "reached");
    await received(me, fileId, { issuedOn: "2026-10-26" });
    expect(await getCallSheet(me, { fileId })).toMatchObject({
      callback: null,
      workflow: { primaryPaths: ["card_funding"] },
      calls: [{ outcome: "reached" }],
    });
  });

  it("F5.2 still parked: the date rolls forward, and the claim and the count of calls begin anew", async () => {
    const me = somebody();
    const fileId = await parked(me);
    await logged(me, fileId, "no_answer");
    await claimFile(me, { fileId, version: 2 });
    const { version } = (await getCallSheet(me, { fileId })).file;
    await reviseUnderwriting(me, { fileId, version, reason: "Call-back" });
    const { callback } = await getCallSheet(me, { fileId });
    expect(callback).toMatchObject({
      dueOn: "2027-04-27",
      plannedOn: "2027-04-27",
      unanswered: 0,
      claimedBy: null,
      version: 3,
    });
  });

  it("F5.2 what a person has to look at first is no call", async () => {
    const me = somebody();
    const fileId = await parked(me);
    const { version } = (await getCallSheet(me, { fileId })).file;
    const overrides = { reportStatus: "Manual Review - Look" };
    await reviseUnderwriting(me, { fileId, version, reason: "Odd", overrides });
    expect(await getCallSheet(me, { fileId })).toMatchObject({ callback: null, workflow: null });
  });
});
