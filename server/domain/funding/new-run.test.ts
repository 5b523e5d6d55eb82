import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf } from "../testing.ts";
import { keepWaiting } from "./keep-waiting.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { inquiries, scores, threeCards } from "./model/testing-reports.ts";
import { retryEffect } from "./retry-effect.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { JUDGED_AT, received } from "./testing-files.ts";
import {
  CLIENTS,
  done,
  effectsOf,
  ended,
  FOUR_CARDS,
  fileOf,
  progressFor,
  reopened,
  setEffects,
  started,
  statesOf,
  walked,
} from "./testing-steps.ts";
import { updateCard } from "./update-card.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 10 });
});
beforeEach(() => {
  tenant.clock.now = new Date(JUDGED_AT);
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");
const admin = () => tenant.as("admin", "boss@desk.test");
const states = (fileId: number) => statesOf(tenant, fileId);
const stateOf = async (fileId: number, path: PrimaryPath, step: string) =>
  (await progressFor(ann(), fileId)).paths
    .find((one) => one.path === path)
    ?.steps.find(({ id }) => id === step)?.state;
const set = (fileId: number, state: string, more: string) => setEffects(tenant, fileId, state, more);
const reopen = (fileId: number, path: PrimaryPath, step?: string, reason?: string) =>
  reopened(admin(), fileId, path, step, reason);
const end = (fileId: number, path: PrimaryPath, reason: string, notes?: string) =>
  ended(ann(), fileId, path, reason, notes);
const revised = async (fileId: number, overrides: Record<string, unknown>) =>
  reviseUnderwriting(ann(), {
    fileId,
    version: (await progressFor(ann(), fileId)).version,
    reason: "x",
    overrides,
  });

describe("F3.12 a new run while a workflow is under way", () => {
  const paid = { tradelines: threeCards({ unpaidBalance: "1000.00" }) };

  it("F3.12 paydowns that are no longer asked for are satisfied, what is done stays done, and approval is asked again", async () => {
    const fileId = await fileOf(ann(), "cardsWithPaydowns");
    await walked(ann(), fileId, "card_funding", "send_agreement");
    await done(ann(), fileId, "card_funding", "email_paydown_requirements");
    await received(ann(), fileId, paid);
    const { runChanges, paths, timeline, runNo } = await progressFor(ann(), fileId);
    expect([runNo, runChanges.map(({ kind }) => kind)]).toEqual([
      2,
      ["overlay_satisfied", "approval_asked_again"],
    ]);
    expect(paths[0]?.next?.id).toBe("approve_underwriting");
    expect(await stateOf(fileId, "card_funding", "send_agreement")).toBe("done");
    expect(timeline.slice(0, 2).map(({ kind, step, runNo: of }) => [kind, step, of])).toEqual([
      ["reopened", "approve_underwriting", 2],
      ["rerouted", null, 2],
    ]);
    expect(timeline[0]?.reason).toBe("Underwriting 2 asks for it again.");
    await done(ann(), fileId, "card_funding", "approve_underwriting");
    expect(await stateOf(fileId, "card_funding", "submit_processing")).toBe("open");
  });

  it("F3.12 paydowns still asked for return to their first step, whose letter goes out again", async () => {
    const fileId = await fileOf(ann(), "cardsWithPaydowns");
    await walked(ann(), fileId, "card_funding", "send_agreement");
    await done(ann(), fileId, "card_funding", "email_paydown_requirements");
    await done(ann(), fileId, "card_funding", "confirm_paydowns");
    await received(ann(), fileId, { tradelines: threeCards({ unpaidBalance: "5000.00" }) });
    const { runChanges, paths } = await progressFor(ann(), fileId);
    expect(runChanges.map(({ kind }) => kind)).toEqual(["overlay_restarted"]);
    expect(paths[0]?.next?.id).toBe("email_paydown_requirements");
    await done(ann(), fileId, "card_funding", "email_paydown_requirements");
    expect((await states(fileId)).slice(2)).toEqual([
      "email_paydown_requirements email withdrawn",
      "email_paydown_requirements email queued",
    ]);
  });

  it("F3.12 F5.1 parked files whose client qualifies now go on by the new paths, and the unsent letter does not go out", async () => {
    const fileId = await fileOf(ann(), "thin");
    await walked(ann(), fileId, "parked", "send_parked_email");
    await received(ann(), fileId, { scores: scores(730, 730, 730) });
    const { paths, runChanges, parking } = await progressFor(ann(), fileId);
    expect(paths.map(({ path }) => path)).toEqual(["card_funding"]);
    expect([runChanges.map(({ kind }) => kind), parking]).toEqual([["path_superseded", "path_added"], null]);
    expect(await states(fileId)).toEqual(["send_parked_email email withdrawn"]);
    await received(ann(), fileId, { tradelines: threeCards().slice(0, 2) });
    const back = await progressFor(ann(), fileId);
    expect([back.paths[0]?.state, back.paths[0]?.next?.id]).toEqual(["active", "send_parked_email"]);
    expect(back.runChanges.map(({ kind }) => kind)).toContain("path_resumed");
  });

  it.each<[PrimaryPath, keyof typeof CLIENTS, string, string, string]>([
    ["term_loan", "combined", "review_and_select_offer", "no_offers", "generate_term_loan_offers"],
    ["card_funding", "cards", "submit_processing", "client_refused", "submit_processing"],
  ])(
    "F5.2 F3.12 F3.11 improved conditions engage %s anew, though it once ended without money",
    async (path, kind, last, reason, first) => {
      const fileId = await fileOf(ann(), kind);
      await walked(ann(), fileId, path, "send_agreement");
      await set(fileId, "sent", "next_attempt_at = null, sent_at = now()");
      await walked(ann(), fileId, path, last);
      await end(fileId, path, reason);
      await received(ann(), fileId, CLIENTS.thin[0]);
      const parked = await progressFor(ann(), fileId);
      expect(parked.paths.map((one) => [one.path, one.state])).toEqual([["parked", "active"]]);
      await walked(ann(), fileId, "parked");
      await received(ann(), fileId, { ...CLIENTS[kind][0], issuedOn: "2026-04-26" });
      const { paths, runChanges } = await progressFor(ann(), fileId);
      expect(runChanges.map(({ kind: what }) => what)).toContain("path_resumed");
      const back = paths.find((one) => one.path === path);
      expect([back?.state, back?.next?.id]).toEqual(["active", "approve_underwriting"]);
      const { rows } = await tenant.owner.query(
        "select next_steps, (select payload ->> 'stage' from funding_effect e where e.file_id = f.file_id and effect = 'crm_stage' and state = 'queued') as stage from funding_file f where file_id = $1",
        [fileId],
      );
      expect(rows).toEqual([
        { next_steps: ["approve_underwriting"], stage: path === "term_loan" ? "termLoan" : "cardFunding" },
      ]);
      await done(ann(), fileId, path, "approve_underwriting");
      const after = (await progressFor(ann(), fileId)).paths.find((one) => one.path === path);
      expect(after?.next?.id).toBe(first);
    },
  );

  it("F3.12 F3.10 what a closed path withdrew is asked for when it is open again, and what it had sent is not", async () => {
    const loan = async (sent: boolean) => {
      const fileId = await fileOf(ann(), "combined");
      await walked(ann(), fileId, "term_loan", "send_offer_link");
      if (sent) await set(fileId, "sent", "next_attempt_at = null, sent_at = now()");
      await received(ann(), fileId, { ...CLIENTS.combined[0], inquiries: inquiries(7) });
      return fileId;
    };
    for (const sent of [false, true]) {
      const fileId = await loan(sent);
      const { timeline } = await progressFor(ann(), fileId);
      const taken = timeline.filter(({ kind, step }) => kind === "reopened" && step === "send_offer_link");
      expect(taken).toHaveLength(sent ? 0 : 1);
      await received(ann(), fileId, { ...CLIENTS.combined[0], issuedOn: "2026-04-26" });
      await done(ann(), fileId, "term_loan", "approve_underwriting");
      const { paths } = await progressFor(ann(), fileId);
      expect(paths[0]?.next?.id).toBe(sent ? "await_acceptance" : "send_offer_link");
    }
  });

  it("F3.11 F3.10 what a path had not sent when it ended is asked for again when the end is taken back", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "send_offer_link");
    await end(fileId, "term_loan", "client_refused");
    expect((await reopen(fileId, "term_loan")).paths[0]?.next?.id).toBe("send_offer_link");
  });

  it("F3.12 F5.1 a call-back that moves to another day is parked anew with the run, without another letter", async () => {
    const fileId = await fileOf(ann(), "thin");
    await walked(ann(), fileId, "parked");
    const revise = async () =>
      reviseUnderwriting(ann(), {
        fileId,
        version: (await progressFor(ann(), fileId)).version,
        reason: "Called back",
      });
    tenant.clock.now = new Date("2026-04-27T18:00:00.000Z");
    await revise();
    expect((await progressFor(ann(), fileId)).runChanges).toEqual([]);
    tenant.clock.now = new Date("2026-05-20T12:00:00.000Z");
    await revise();
    const { runChanges, paths, parking } = await progressFor(ann(), fileId);
    expect([runChanges.map(({ kind }) => kind), paths[0]?.next?.id, parking]).toEqual([
      ["parking_moved"],
      undefined,
      { parkedReason: "thin_file", parkedCallbackDate: Date.parse("2026-11-20T12:00:00.000Z") },
    ]);
    expect(await states(fileId)).toEqual([
      "send_parked_email email queued",
      "mark_parked crm_parking withdrawn",
      "mark_parked crm_parking queued",
    ]);
  });

  it("F3.12 while the new run waits for a person the work rests, and afterwards it stands where it stood", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "submit_processing");
    const revise = (reportStatus: string | null) => revised(fileId, { reportStatus });
    await revise("Manual Review - Odd");
    const held = await progressFor(ann(), fileId);
    expect([held.waitsFor, held.paths, held.runChanges.map(({ kind }) => kind)]).toEqual([
      "review",
      [],
      ["on_hold"],
    ]);
    const step = ["card_funding", "wait_card_stacking_results", { cards: FOUR_CARDS }] as const;
    expect((await refusalOf(done(ann(), fileId, ...step))).code).toBe("STEP_OUT_OF_TURN");
    await revise(null);
    expect((await progressFor(ann(), fileId)).paths[0]?.next?.id).toBe("wait_card_stacking_results");
  });

  it("F3.12 F4.1 a funded loan whose debt disqualifies for another goes on to its end, and its fee is invoiced", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "wait_for_funding");
    await received(ann(), fileId, { ...CLIENTS.combined[0], inquiries: inquiries(7) });
    const { paths, runChanges } = await progressFor(ann(), fileId);
    expect(paths.map(({ path, state }) => [path, state])).toEqual([
      ["term_loan", "active"],
      ["card_funding", "active"],
    ]);
    expect(runChanges.map(({ kind }) => kind)).toContain("path_kept");
    await done(ann(), fileId, "term_loan", "approve_underwriting");
    const waits = paths[1]?.steps.find(({ id }) => id === "email_paydown_requirements");
    expect(waits?.state).toBe("blocked");
    await done(ann(), fileId, "term_loan", "collect_invoice");
    expect(await states(fileId)).toContain("collect_invoice invoice queued");
    const { paths: after } = await done(ann(), fileId, "term_loan", "send_next_steps");
    expect(after.map(({ path, state, next }) => [path, state, next?.id ?? null])).toEqual([
      ["term_loan", "completed", null],
      ["card_funding", "active", "email_paydown_requirements"],
    ]);
    await done(ann(), fileId, "card_funding", "email_paydown_requirements");
    const letter = (await effectsOf(tenant, fileId)).at(-1);
    expect(JSON.stringify(letter?.payload)).toContain("proceeds of your term loan");
  });

  it("F2.6 F3.12 while what was funded is worked on nobody is told of a decline", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "wait_for_funding");
    await received(ann(), fileId, { scores: scores(500, 500, 500) });
    const { paths } = await progressFor(ann(), fileId);
    expect(paths.map(({ path, next }) => [path, next?.id ?? null])).toEqual([
      ["term_loan", "collect_invoice"],
      ["decline", null],
    ]);
    expect(paths[1]?.steps[0]?.why).toContain("Term loan comes first");
    await walked(ann(), fileId, "term_loan");
    expect((await progressFor(ann(), fileId)).paths[1]?.next?.id).toBe("send_repair_referral");
  });

  it("F3.7 F3.12 approved cards keep card funding workable in the same way", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "deliver_funding_plan");
    await received(ann(), fileId, { scores: scores(500, 500, 500) });
    await updateCard(ann(), { fileId, planNo: 1, cardNo: 3, seen: 1, status: "approved", amount: "1000" });
    const { paths } = await walked(ann(), fileId, "card_funding");
    expect(paths.map(({ path, state }) => [path, state])).toEqual([
      ["card_funding", "completed"],
      ["decline", "active"],
    ]);
    expect(await states(fileId)).toContain("collect_invoice invoice queued");
  });

  it("F3.11 what was funded does not end as not funded, and nothing says so of cards that were not approved", async () => {
    const loan = await fileOf(ann(), "combined");
    await walked(ann(), loan, "term_loan", "wait_for_funding");
    expect((await refusalOf(end(loan, "term_loan", "client_refused"))).message).toContain("has been funded");
    const cards = await fileOf(ann(), "cards");
    await walked(ann(), cards, "card_funding", "deliver_funding_plan");
    const early = await refusalOf(end(cards, "card_funding", "no_card_approved"));
    expect(early.message).toContain("has been funded");
    for (const cardNo of [1, 2])
      await updateCard(ann(), { fileId: cards, planNo: 1, cardNo, seen: 1, status: "declined" });
    expect((await end(cards, "card_funding", "no_card_approved")).paths[0]?.state).toBe("not_funded");
  });

  it("F3.12 F5.1 parked a second time, the client is told and the CRM hears of it a second time", async () => {
    const fileId = await fileOf(ann(), "thin");
    await walked(ann(), fileId, "parked");
    await received(ann(), fileId, { scores: scores(730, 730, 730) });
    const engaged = await progressFor(ann(), fileId);
    expect([engaged.parking, engaged.paths.map(({ path }) => path)]).toEqual([null, ["card_funding"]]);
    await received(ann(), fileId, { tradelines: threeCards().slice(0, 2) });
    const again = await progressFor(ann(), fileId);
    expect([again.parking, again.paths[0]?.state, again.paths[0]?.next?.id]).toEqual([
      null,
      "active",
      "send_parked_email",
    ]);
    await walked(ann(), fileId, "parked");
    expect((await states(fileId)).filter((one) => one.endsWith("queued"))).toEqual([
      "send_parked_email email queued",
      "mark_parked crm_parking queued",
    ]);
  });

  it.each([
    ["queued", "next_attempt_at = now()"],
    ["failed", "next_attempt_at = null, last_error = 'no such mailbox'"],
  ])(
    "F3.12 F3.10 F5.1 what a parking had not sent (%s) does not go out once the client qualifies",
    async (state, more) => {
      const fileId = await fileOf(ann(), "thin");
      await walked(ann(), fileId, "parked");
      await set(fileId, state, more);
      await received(ann(), fileId, { scores: scores(730, 730, 730) });
      expect(await states(fileId)).toEqual([
        "send_parked_email email withdrawn",
        "mark_parked crm_parking withdrawn",
      ]);
      const { effects, runChanges } = await progressFor(ann(), fileId);
      expect(runChanges.map(({ kind }) => kind)).toEqual(["path_superseded", "path_added"]);
      const letter = effects.find(({ effect }) => effect === "email") ?? expect.fail("no letter");
      const { effectId, attempts, mode } = letter;
      const seen = { state: "withdrawn", attempts, mode };
      const again = retryEffect(ann(), { fileId, effectId, decision: "send_again", seen });
      expect((await refusalOf(again)).message).toContain("was withdrawn");
    },
  );

  it.each(["cards", "review"] as const)(
    "F2.8 F3.12 F3.10 once a closure is taken back (%s), the client is not told of it any more",
    async (kind) => {
      const fileId = await fileOf(ann(), kind);
      const revise = async (operatorClosure: object | null) =>
        reviseUnderwriting(ann(), {
          fileId,
          version: (await progressFor(ann(), fileId)).version,
          reason: "x",
          overrides: { operatorClosure },
        });
      await revise({ declineReason: "no_fit" });
      await done(ann(), fileId, "decline", "send_decline_email");
      await done(ann(), fileId, "decline", "close_file");
      const under = await states(fileId);
      await revise(null);
      expect([under, await states(fileId)]).toEqual([
        ["send_decline_email email queued", "close_file crm_closing queued"],
        ["send_decline_email email withdrawn", "close_file crm_closing withdrawn"],
      ]);
      // Somebody looks once more, and it stays so.
      await revise(null);
      await revise({ declineReason: "no_fit" });
      const { paths } = await progressFor(ann(), fileId);
      expect(paths.map(({ path, state, next }) => [path, state, next?.id])).toEqual([
        ["decline", "active", "send_decline_email"],
      ]);
    },
  );

  it("F3.12 F3.10 the agreement that was not sent does not reach a client who is declined, and is sent when they qualify again", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "send_agreement");
    await received(ann(), fileId, CLIENTS.referral[0]);
    expect(await states(fileId)).toEqual([
      "send_agreement agreement withdrawn",
      "send_agreement email withdrawn",
    ]);
    await received(ann(), fileId, { issuedOn: "2026-04-26" });
    const { paths } = await done(ann(), fileId, "card_funding", "approve_underwriting");
    expect(paths[0]?.next?.id).toBe("send_agreement");
  });

  it("F5.1 F7.1 parked as before once somebody has looked, the CRM hears of reason and day again, the client does not", async () => {
    const fileId = await fileOf(ann(), "thin");
    await walked(ann(), fileId, "parked");
    await set(fileId, "sent", "next_attempt_at = null, sent_at = now()");
    const revise = (reportStatus: string | null) => revised(fileId, { reportStatus });
    await revise("Manual Review - Odd");
    await revise(null);
    const { paths, runChanges, parking } = await progressFor(ann(), fileId);
    expect(runChanges.map(({ kind }) => kind)).toEqual(["path_resumed", "parking_moved"]);
    expect([paths[0]?.state, parking?.parkedReason]).toEqual(["completed", "thin_file"]);
    expect(await states(fileId)).toEqual([
      "send_parked_email email sent",
      "mark_parked crm_parking sent",
      "mark_parked crm_parking queued",
    ]);
  });

  it("F2.8 F3.12 declined a second time, or for another reason, the file is closed again", async () => {
    const fileId = await fileOf(ann(), "referral");
    const revise = (overrides: Record<string, unknown>) => revised(fileId, overrides);
    await revise({ operatorClosure: { declineReason: "no_fit" } });
    await walked(ann(), fileId, "decline", "send_decline_email").catch(() => undefined);
    await done(ann(), fileId, "decline", "send_decline_email");
    await done(ann(), fileId, "decline", "close_file");
    await revise({ operatorClosure: { declineReason: "duplicate_file" } });
    const other = await progressFor(ann(), fileId);
    expect([other.runChanges.map(({ kind }) => kind), other.paths[0]?.next?.id]).toEqual([
      ["decline_renewed"],
      "close_file",
    ]);
    await done(ann(), fileId, "decline", "close_file");
    await received(ann(), fileId, {});
    await revise({ operatorClosure: null });
    await revise({ operatorClosure: { declineReason: "no_fit" } });
    expect((await progressFor(ann(), fileId)).paths[0]?.next?.id).toBe("send_decline_email");
  });

  it("F3.7 nobody goes on waiting for the cards of a path that is gone, nor is asked to", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "submit_processing");
    const cards = FOUR_CARDS.map((card) => ({ ...card, status: "pending" }));
    await done(ann(), fileId, "card_funding", "wait_card_stacking_results", { cards });
    await walked(ann(), fileId, "card_funding", "deliver_funding_plan");
    tenant.clock.now = new Date("2026-05-05T12:00:00.000Z");
    await end(fileId, "card_funding", "client_refused");
    const { closeOut, version } = await progressFor(ann(), fileId);
    expect(closeOut).toBeNull();
    expect((await refusalOf(keepWaiting(ann(), { fileId, version }))).code).toBe("STEP_OUT_OF_TURN");
  });

  it("F3.3 F3.12 a loan that is complete stays so when the approval is asked for again", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan");
    await received(ann(), fileId, { inquiries: [] });
    const { paths, runChanges } = await progressFor(ann(), fileId);
    expect(runChanges.map(({ kind }) => kind)).toContain("approval_asked_again");
    expect(paths.map(({ path, state, next }) => [path, state, next?.id ?? null])).toEqual([
      ["term_loan", "completed", null],
      ["card_funding", "active", "approve_underwriting"],
    ]);
    const { paths: after } = await done(ann(), fileId, "card_funding", "approve_underwriting");
    expect(after[1]?.next?.id).toBe("submit_processing");
  });

  it("F3.4 F3.12 a second track that opens does not stop the one that is under way", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "submit_processing");
    const { version } = await progressFor(ann(), fileId);
    const facts = { monthlyRevenue: "21000.00", businessStartedOn: "2020-01-01" };
    await reviseUnderwriting(ann(), { fileId, version, reason: "They own a firm", applicant: facts });
    const { tracks, paths } = await done(ann(), fileId, "card_funding", "approve_underwriting");
    expect(tracks.map(({ track, isStarted }) => [track, isStarted])).toEqual([
      ["creative", true],
      ["established", false],
    ]);
    expect(paths.map(({ next }) => next?.id ?? null)).toEqual(["wait_card_stacking_results", null]);
    expect((await refusalOf(started(ann(), fileId, "creative"))).code).toBe("STEP_DONE_ALREADY");
  });

  it("F2.4 F3.3 inquiries that the loan was to have removed for both are removed for the cards when the loan ends before", async () => {
    const both = { ...CLIENTS.combined[0], tradelines: threeCards(), inquiries: inquiries(5) };
    const opened = async () => {
      const fileId = await fileOf(ann(), "combined");
      await received(ann(), fileId, both);
      await walked(ann(), fileId, "term_loan", "send_agreement");
      return fileId;
    };
    const fileId = await opened();
    const { paths } = await end(fileId, "term_loan", "client_refused");
    expect(paths[1]?.next?.id).toBe("dispute_inquiries");
    expect((await refusalOf(done(ann(), fileId, "card_funding", "submit_processing"))).code).toBe(
      "STEP_OUT_OF_TURN",
    );
    await done(ann(), fileId, "card_funding", "dispute_inquiries");
    // Still asked for by the next report: from its first step, without another approval.
    await received(ann(), fileId, { ...both, issuedOn: "2026-04-26" });
    const again = await progressFor(ann(), fileId);
    expect(again.runChanges.map(({ kind }) => kind)).toEqual(["overlay_restarted"]);
    for (const step of ["dispute_inquiries", "confirm_inquiries_removed", "submit_processing"])
      await done(ann(), fileId, "card_funding", step);
    // Removed before the loan ended, they are removed.
    const removed = await opened();
    for (const step of ["dispute_inquiries", "confirm_inquiries_removed"])
      await done(ann(), removed, "term_loan", step);
    expect((await end(removed, "term_loan", "no_offers")).paths[1]?.next?.id).toBe("submit_processing");
  });

  it("F2.4 F3.9 inquiries that were removed for the cards are removed for the loan too when its end is taken back", async () => {
    const both = { ...CLIENTS.combined[0], tradelines: threeCards(), inquiries: inquiries(5) };
    const removed = async (...steps: string[]) => {
      const fileId = await fileOf(ann(), "combined");
      await received(ann(), fileId, both);
      await walked(ann(), fileId, "term_loan", "send_agreement");
      await end(fileId, "term_loan", "client_refused");
      for (const step of steps) await done(ann(), fileId, "card_funding", step);
      return fileId;
    };
    const fileId = await removed("dispute_inquiries", "confirm_inquiries_removed");
    const { paths } = await reopen(fileId, "term_loan");
    const nexts = () => paths.map(({ next }) => next?.id ?? null);
    expect(nexts()).toEqual(["generate_term_loan_offers", null]);
    expect(await stateOf(fileId, "card_funding", "confirm_inquiries_removed")).toBe("done");
    await walked(ann(), fileId, "term_loan");
    await done(ann(), fileId, "card_funding", "submit_processing");
    // Half of it is none of it.
    const half = await removed("dispute_inquiries");
    expect((await reopen(half, "term_loan")).paths[0]?.next?.id).toBe("dispute_inquiries");
    // Nor does it answer a later report that shows others.
    const later = await removed("dispute_inquiries", "confirm_inquiries_removed", "submit_processing");
    await received(ann(), later, { ...both, issuedOn: "2026-04-26" });
    expect((await reopen(later, "term_loan")).paths[0]?.next?.id).toBe("dispute_inquiries");
  });

  it("F2.4 F3.12 a removal that a new run asks of the loan is not answered by what the cards had done before", async () => {
    const fileId = await fileOf(ann(), "cards");
    await received(ann(), fileId, { inquiries: inquiries(5) });
    await walked(ann(), fileId, "card_funding", "send_agreement");
    for (const step of ["dispute_inquiries", "confirm_inquiries_removed"])
      await done(ann(), fileId, "card_funding", step);
    const { version } = await progressFor(ann(), fileId);
    const applicant = { statedIncome: "80000.00" };
    await reviseUnderwriting(ann(), { fileId, version, reason: "A higher income", applicant });
    await walked(ann(), fileId, "term_loan", "approve_underwriting");
    expect(await stateOf(fileId, "term_loan", "dispute_inquiries")).toBe("open");
    const { paths } = await end(fileId, "term_loan", "client_refused");
    expect(paths[1]?.next?.id).toBe("dispute_inquiries");
  });

  it.each<[string, keyof typeof CLIENTS, (fileId: number) => Promise<unknown>]>([
    [
      "ended as not funded before the loan came",
      "cardsWithPaydowns",
      async (fileId) => {
        await walked(ann(), fileId, "card_funding", "send_agreement");
        await end(fileId, "card_funding", "client_refused");
      },
    ],
    ["ended as not funded beside it", "combined", (fileId) => end(fileId, "card_funding", "client_refused")],
    ["are complete", "cards", (fileId) => walked(ann(), fileId, "card_funding")],
  ])("F3.8 F3.12 the loan closes as one alone where the cards %s", async (_how, kind, over) => {
    const fileId = await fileOf(ann(), kind);
    await over(fileId);
    const { version } = await progressFor(ann(), fileId);
    const applicant = { statedIncome: "80000.00" };
    await reviseUnderwriting(ann(), { fileId, version, reason: "A higher income", applicant });
    const { paths } = await walked(ann(), fileId, "term_loan");
    expect(paths.map(({ path }) => path)).toEqual(["term_loan", "card_funding"]);
    const letters = (await effectsOf(tenant, fileId)).filter(({ step }) => step === "send_next_steps");
    expect(letters.map(({ payload }) => JSON.stringify(payload))).toEqual([
      expect.stringContaining("That completes our work"),
    ]);
  });

  it("F3.12 what nobody has begun is simply what the newest run says", async () => {
    const fileId = await fileOf(ann(), "cardsWithPaydowns");
    await received(ann(), fileId, paid);
    expect(await progressFor(ann(), fileId)).toMatchObject({ timeline: [], runChanges: [] });
  });
});

it("F3.9 I24 the audit finds every story true", async () => {
  expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
});
