import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { refusalOf } from "../testing.ts";
import { completeStep } from "./complete-step.ts";
import { threeCards } from "./model/testing-reports.ts";
import { receiveCreditReport } from "./receive-credit-report.ts";
import { startTrack } from "./start-track.ts";
import { type Cut, cutting } from "./testing-cuts.ts";
import { bytesOf, JUDGED_AT } from "./testing-files.ts";
import { done, effectsOf, FOUR_CARDS, fileOf, progressFor, walked } from "./testing-steps.ts";
import { updateCard } from "./update-card.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 14 });
});
afterAll(() => tenant.close());
const ann = () => tenant.as("operator", "ann@desk.test");

/** Everything of a file that a step may touch. */
async function kept(fileId: number): Promise<string> {
  const { rows } = await tenant.owner.query<{ state: string }>(
    `select concat_ws(' | ',
      (select row(f.*)::text from funding_file f where file_id = $1),
      (select string_agg(row(e.*)::text, ' ' order by seq) from funding_step_event e where file_id = $1),
      (select string_agg(row(c.*)::text, ' ' order by plan_no, card_no, change_no) from funding_card c where file_id = $1),
      (select string_agg(row(o.*)::text, ' ' order by effect_id) from funding_effect o where file_id = $1),
      (select count(*)::text from funding_run where file_id = $1),
      (select count(*)::text from funding_credit_report where file_id = $1)) as state`,
    [fileId],
  );
  return rows[0]?.state ?? "";
}

const at = async (fileId: number) => (await progressFor(ann(), fileId)).version;
const twelve = <T>(work: (index: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: 12 }, (_, index) => work(index)));
const codesOf = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) =>
    result.status === "rejected"
      ? [result.reason instanceof DomainError ? result.reason.refusal.code : String(result.reason)]
      : [],
  );

async function sendable(): Promise<number> {
  const fileId = await fileOf(ann(), "cards");
  await done(ann(), fileId, "card_funding", "approve_underwriting");
  return fileId;
}
const agreement = { path: "card_funding", step: "send_agreement" };

describe("F3.10 at once", () => {
  it("F3.10 pressed in twelve tabs, a step is one event with its effects once, and eleven are told", async () => {
    for (let round = 0; round < 3; round += 1) {
      const fileId = await sendable();
      const version = await at(fileId);
      const results = await twelve(() => completeStep(ann(), { fileId, version, ...agreement }));
      expect(codesOf(results)).toEqual(Array.from({ length: 11 }, () => "STEP_DONE_ALREADY"));
      expect((await progressFor(ann(), fileId)).timeline).toHaveLength(2);
      expect((await effectsOf(tenant, fileId)).map(({ effect }) => effect)).toEqual(["agreement", "email"]);
    }
  });

  it("F3.10 the same request twelve times answers twelve times the same, and does it once", async () => {
    const fileId = await sendable();
    const request = { fileId, version: await at(fileId), ...agreement, requestId: "press-1" };
    const results = await twelve(() => completeStep(ann(), request));
    expect(codesOf(results)).toEqual([]);
    const answers = results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(answers.map(({ isNew: _, ...rest }) => JSON.stringify(rest))).size).toBe(1);
    expect(await effectsOf(tenant, fileId)).toHaveLength(2);
    const later = await completeStep(ann(), request);
    expect([later.isNew, later.timeline.length]).toEqual([false, 2]);
  });

  it("F3.10 one request's name on another request is refused", async () => {
    const fileId = await sendable();
    const request = { fileId, version: await at(fileId), ...agreement, requestId: "press-2" };
    await completeStep(ann(), request);
    const submit = { ...request, version: await at(fileId), step: "submit_processing" };
    for (const other of [submit, { ...request, version: submit.version }]) {
      const refusal = await refusalOf(completeStep(ann(), other));
      expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["PAYLOAD_VALIDATION", "requestId"]);
    }
    // Another file has names of its own.
    const elsewhere = await sendable();
    const there = { ...request, fileId: elsewhere, version: await at(elsewhere) };
    expect((await completeStep(ann(), there)).isNew).toBe(true);
  });

  it("F3.4 a track started by twelve is started once", async () => {
    const fileId = await fileOf(ann(), "everything");
    const results = await twelve(() => startTrack(ann(), { fileId, version: 2, track: "creative" }));
    expect(codesOf(results)).toEqual(Array.from({ length: 11 }, () => "STEP_DONE_ALREADY"));
  });

  it("F3.7 a card changed by twelve who saw the same is changed once", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "wait_card_stacking_results");
    const results = await twelve((index) =>
      updateCard(ann(), {
        fileId,
        planNo: 1,
        cardNo: 3,
        seen: 1,
        status: "approved",
        amount: `${index + 1}000.00`,
      }),
    );
    expect(codesOf(results)).toEqual(Array.from({ length: 11 }, () => "CARD_CHANGED"));
  });

  it("F3.12 a step and a new run at once come one after the other, never through each other", async () => {
    for (let round = 0; round < 5; round += 1) {
      const fileId = await fileOf(ann(), "cardsWithPaydowns");
      await walked(ann(), fileId, "card_funding", "send_agreement");
      const version = await at(fileId);
      const body = bytesOf({ tradelines: threeCards({ unpaidBalance: "1000.00" }) });
      const [step, run] = await Promise.allSettled([
        completeStep(ann(), { fileId, version, path: "card_funding", step: "email_paydown_requirements" }),
        receiveCreditReport(ann(), { fileId, body }),
      ]);
      expect(run.status).toBe("fulfilled");
      const { paths, timeline } = await progressFor(ann(), fileId);
      expect(paths[0]?.next?.id).toBe("approve_underwriting");
      const letters = timeline.filter((one) => one.step === "email_paydown_requirements").length;
      expect(letters).toBe(step.status === "fulfilled" ? 1 : 0);
    }
  });
});

type Work = (ctx: Context, fileId: number, version: number) => Promise<unknown>;

const WORKS: [what: string, prepare: () => Promise<number>, work: Work][] = [
  [
    "sending the agreement",
    sendable,
    (ctx, fileId, version) => completeStep(ctx, { fileId, version, ...agreement, requestId: "cut" }),
  ],
  [
    "recording a funding plan",
    async () => {
      const fileId = await fileOf(ann(), "cards");
      await walked(ann(), fileId, "card_funding", "submit_processing");
      return fileId;
    },
    (ctx, fileId, version) => {
      const step = { path: "card_funding", step: "wait_card_stacking_results", data: { cards: FOUR_CARDS } };
      return completeStep(ctx, { fileId, version, ...step, requestId: "cut" });
    },
  ],
  [
    "parking",
    async () => {
      const fileId = await fileOf(ann(), "thin");
      await walked(ann(), fileId, "parked", "send_parked_email");
      return fileId;
    },
    (ctx, fileId, version) =>
      completeStep(ctx, { fileId, version, path: "parked", step: "mark_parked", requestId: "cut" }),
  ],
  [
    "a report that changes the way",
    async () => {
      const fileId = await fileOf(ann(), "cardsWithPaydowns");
      await walked(ann(), fileId, "card_funding", "send_agreement");
      return fileId;
    },
    (ctx, fileId) =>
      receiveCreditReport(ctx, {
        fileId,
        body: bytesOf({ tradelines: threeCards({ unpaidBalance: "1.00" }) }),
      }),
  ],
  [
    "a card's change",
    async () => {
      const fileId = await fileOf(ann(), "cards");
      await walked(ann(), fileId, "card_funding", "wait_card_stacking_results");
      return fileId;
    },
    (ctx, fileId) => updateCard(ctx, { fileId, planNo: 1, cardNo: 4, seen: 1, status: "pending" }),
  ],
];

describe("F3.10 the connection breaks between any two statements", () => {
  it.each(WORKS)(
    "F3.10 %s is whole or not there, and the same request again makes it whole",
    async (_what, prepare, work) => {
      let cuts = 0;
      for (const when of ["before", "after"] as const) {
        for (let statement = 1; ; statement += 1) {
          const fileId = await prepare();
          const version = await at(fileId);
          const before = await kept(fileId);
          const cut: Cut = { at: statement, when };
          const { ctx, wasCut } = cutting(ann(), cut);
          const outcome = await work(ctx, fileId, version).catch((error: unknown) => error);
          if (!wasCut()) break;
          cuts += 1;
          expect(outcome, JSON.stringify(cut)).toBeInstanceOf(Error);
          const after = await kept(fileId);
          await work(ann(), fileId, version);
          const whole = await kept(fileId);
          // What was there after the cut is nothing of it or all of it; all of it where only the answer was lost.
          expect([before, whole], JSON.stringify(cut)).toContain(after);
          expect(whole).not.toBe(before);
          await work(ann(), fileId, version);
          expect(await kept(fileId), JSON.stringify(cut)).toBe(whole);
        }
      }
      expect(cuts).toBeGreaterThan(12);
    },
  );
});
