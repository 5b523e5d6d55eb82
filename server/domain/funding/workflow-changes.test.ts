import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { completeStep } from "./complete-step.ts";
import { keepWaiting } from "./keep-waiting.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { reopenStep } from "./reopen-step.ts";
import { JUDGED_AT } from "./testing-files.ts";
import {
  done,
  effectsOf,
  ended,
  FOUR_CARDS,
  fileOf,
  offer,
  progressFor,
  reopened,
  setEffects,
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

describe("F3.9 reopening", () => {
  it("F3.9 an administrator takes a step back with a reason; both stand in the timeline, and it is done anew", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "send_agreement");
    const { timeline, paths } = await reopen(fileId, "card_funding", "send_agreement");
    expect(timeline.map(({ kind, step, occurrence }) => [kind, step, occurrence])).toEqual([
      ["reopened", "send_agreement", 1],
      ["completed", "send_agreement", 1],
      ["completed", "approve_underwriting", 1],
    ]);
    expect(timeline[0]).toMatchObject({ reason: "A mistake", recordedBy: "boss@desk.test" });
    expect(paths[0]?.next?.id).toBe("send_agreement");
    expect(await states(fileId)).toEqual([
      "send_agreement agreement withdrawn",
      "send_agreement email withdrawn",
    ]);
    const again = await done(ann(), fileId, "card_funding", "send_agreement");
    expect(again.timeline[0]).toMatchObject({ kind: "completed", occurrence: 2 });
    expect((await states(fileId)).slice(2)).toEqual([
      "send_agreement agreement queued",
      "send_agreement email queued",
    ]);
  });

  it("F3.9 an operator may not, a reason has to be given, and what is not done is not reopened", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "approve_underwriting");
    const request = { fileId, version: 3, path: "card_funding", step: "approve_underwriting", reason: "x" };
    expect((await refusalOf(reopenStep(ann(), request))).code).toBe("FORBIDDEN");
    expect(await refusedFields(reopenStep(admin(), { ...request, reason: " " }))).toEqual(["reason"]);
    const open = await refusalOf(reopenStep(admin(), { ...request, step: "send_agreement" }));
    expect(open.code).toBe("STEP_OUT_OF_TURN");
    expect((await progressFor(ann(), fileId)).timeline).toHaveLength(1);
  });

  it("F3.3 F3.9 a shared step is taken back where it was done", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "send_agreement");
    const { timeline } = await reopen(fileId, "card_funding", "send_agreement");
    expect(timeline[0]).toMatchObject({ kind: "reopened", path: "term_loan", step: "send_agreement" });
    expect(await stateOf(fileId, "card_funding", "send_agreement")).not.toBe("done");
  });

  it("F3.9 I22 what an invoice rests on stays once it is out, or may be; one that waits is withdrawn", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding");
    for (const [state, more] of [
      ["sending", "next_attempt_at = null, lease = gen_random_uuid(), leased_until = now()"],
      ["unclear", "lease = null, leased_until = null, last_error = 'cut'"],
    ] as const) {
      await set(fileId, state, more);
      for (const step of ["wait_card_stacking_results", "track_card_statuses", "collect_invoice"])
        expect((await refusalOf(reopen(fileId, "card_funding", step))).message).toContain("An invoice rests");
    }
    await set(fileId, "queued", "next_attempt_at = now()");
    await reopen(fileId, "card_funding", "collect_invoice");
    await done(ann(), fileId, "card_funding", "collect_invoice");
    const invoices = (await states(fileId)).filter((one) => one.includes("invoice invoice"));
    expect(invoices).toEqual(["collect_invoice invoice withdrawn", "collect_invoice invoice queued"]);
  });
});

describe("F3.9 what rests on the offers", () => {
  const [a, b] = [
    offer({ offerId: "hand-1", lender: "Alpha", link: null }),
    offer({ offerId: "hand-2", lender: "Beta", link: null }),
  ];
  const generate = (fileId: number, ...offers: object[]) =>
    done(ann(), fileId, "term_loan", "generate_term_loan_offers", { offers });
  const select = (fileId: number, offerId: string) =>
    done(ann(), fileId, "term_loan", "review_and_select_offer", { offerId });
  const selected = async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "send_agreement");
    await generate(fileId, a, b);
    await select(fileId, "hand-1");
    return fileId;
  };

  it("F3.3 F3.5 the selection is reopened with them, so that no link goes out to an offer that nobody selected", async () => {
    const fileId = await selected();
    const noLink = await refusalOf(done(ann(), fileId, "term_loan", "send_offer_link"));
    expect(noLink.message).toContain("the offers have to be reopened first, which an administrator does");
    const { timeline } = await reopen(fileId, "term_loan", "generate_term_loan_offers", "No links");
    expect(timeline.slice(0, 2).map(({ kind, step, reason }) => [kind, step, reason])).toEqual([
      ["reopened", "review_and_select_offer", "No links"],
      ["reopened", "generate_term_loan_offers", "No links"],
    ]);
    // Typed in once more, in another order: the same ids name other offers now.
    const again = await generate(fileId, { ...b, offerId: "hand-1", link: "https://beta.test/1" });
    expect(again.offers.map(({ isSelected }) => isSelected)).toEqual([false]);
    expect(again.paths[0]?.next?.id).toBe("review_and_select_offer");
    const early = await refusalOf(done(ann(), fileId, "term_loan", "send_offer_link"));
    expect(early.code).toBe("STEP_OUT_OF_TURN");
    await select(fileId, "hand-1");
    await done(ann(), fileId, "term_loan", "send_offer_link");
    const [letter] = (await effectsOf(tenant, fileId)).filter(({ step }) => step === "send_offer_link");
    expect(JSON.stringify(letter?.payload)).toContain("Beta");
  });

  it("F3.5 F3.10 so are the link, which is withdrawn before it goes out, and the acceptance, each where it is done", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "await_acceptance");
    const { timeline, paths } = await reopen(fileId, "term_loan", "review_and_select_offer");
    const taken = ["await_acceptance", "send_offer_link", "review_and_select_offer"];
    expect(timeline.filter(({ kind }) => kind === "reopened").map(({ step }) => step)).toEqual(taken);
    expect(paths[0]?.next?.id).toBe("review_and_select_offer");
    await select(fileId, "O-2");
    await done(ann(), fileId, "term_loan", "send_offer_link");
    expect((await states(fileId)).slice(2)).toEqual([
      "send_offer_link email withdrawn",
      "send_offer_link email queued",
    ]);
    // The link alone is sent once more, about the same selection.
    const alone = await reopen(fileId, "term_loan", "send_offer_link");
    expect(alone.paths[0]?.next?.id).toBe("send_offer_link");
  });
});

describe("F3.9 what the funds rest on", () => {
  it("F3.9 no offer is chosen anew while they are recorded", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "wait_for_funding");
    for (const step of ["generate_term_loan_offers", "review_and_select_offer"])
      expect((await refusalOf(reopen(fileId, "term_loan", step))).message).toContain(
        "reopen “Wait for the funds” first",
      );
    await reopen(fileId, "term_loan", "wait_for_funding");
    const { paths } = await reopen(fileId, "term_loan", "review_and_select_offer");
    expect(paths[0]?.next?.id).toBe("review_and_select_offer");
  });
});

describe("F3.9 what rests on the results of the cards, and on the partner", () => {
  it("F3.9 F5.1 cards that are recorded anew are told to the client, and followed up before the invoice", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "track_card_statuses");
    const { timeline, paths } = await reopen(fileId, "card_funding", "wait_card_stacking_results");
    expect(timeline.filter(({ kind }) => kind === "reopened").map(({ step }) => step)).toEqual([
      "track_card_statuses",
      "deliver_funding_plan",
      "wait_card_stacking_results",
    ]);
    expect(paths[0]?.next?.id).toBe("wait_card_stacking_results");
    const cards = FOUR_CARDS.map((card) => ({ ...card, status: "pending" }));
    await done(ann(), fileId, "card_funding", "wait_card_stacking_results", { cards });
    const early = await refusalOf(done(ann(), fileId, "card_funding", "collect_invoice"));
    expect(early.message).toContain("First: Email the funding plan.");
    await done(ann(), fileId, "card_funding", "deliver_funding_plan");
    expect((await states(fileId)).filter((one) => one.startsWith("deliver_funding_plan"))).toEqual([
      "deliver_funding_plan email withdrawn",
      "deliver_funding_plan email queued",
    ]);
  });

  it("F3.9 a file that goes to another partner is handed off anew", async () => {
    const fileId = await fileOf(ann(), "established");
    await walked(ann(), fileId, "established_funding", "handoff_to_lender");
    const { timeline, paths } = await reopen(fileId, "established_funding", "submit_to_partner");
    expect(timeline.slice(0, 2).map(({ kind, step }) => [kind, step])).toEqual([
      ["reopened", "handoff_to_lender"],
      ["reopened", "submit_to_partner"],
    ]);
    expect(paths[0]?.next?.id).toBe("submit_to_partner");
  });
});

describe("I22 F3.9 what an invoice rests on", () => {
  const funded = async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "collect_invoice");
    return fileId;
  };

  it.each([
    ["queued", "next_attempt_at = now()"],
    ["failed", "next_attempt_at = null, last_error = 'no such contact'"],
  ])(
    "I22 F3.9 stays as it is while the invoice is %s, until the invoice itself is reopened",
    async (state, more) => {
      const fileId = await funded();
      await set(fileId, state, more);
      for (const step of ["generate_term_loan_offers", "wait_for_funding"]) {
        const refusal = await refusalOf(reopen(fileId, "term_loan", step));
        expect(refusal.code).toBe("STEP_OUT_OF_TURN");
        expect(refusal.message).toContain("reopen “Send the invoice” first");
      }
      await reopen(fileId, "term_loan", "collect_invoice");
      await reopen(fileId, "term_loan", "wait_for_funding");
      const funds = { fundedAmount: "15000.00", fundedOn: "2026-04-27" };
      await done(ann(), fileId, "term_loan", "wait_for_funding", funds);
      await done(ann(), fileId, "term_loan", "collect_invoice");
      const invoices = (await effectsOf(tenant, fileId)).filter(({ effect }) => effect === "invoice");
      expect(invoices.map(({ state: now, payload }) => [now, payload.amount])).toEqual([
        ["withdrawn", "1800.00"],
        ["queued", "1350.00"],
      ]);
    },
  );

  it("I22 F3.11 stays as it is too where it made no invoice, so that later funds are not forgotten", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "submit_processing");
    const cards = FOUR_CARDS.map((card) => ({ ...card, status: "declined" }));
    await done(ann(), fileId, "card_funding", "wait_card_stacking_results", { cards });
    await walked(ann(), fileId, "card_funding");
    const refusal = await refusalOf(reopen(fileId, "card_funding", "wait_card_stacking_results"));
    expect(refusal.message).toContain("reopen “Send the invoice” first");
  });

  it("F3.9 I22 a recorded payment keeps what led to it in the same way", async () => {
    const fileId = await fileOf(ann(), "established");
    await walked(ann(), fileId, "established_funding");
    const early = await refusalOf(reopen(fileId, "established_funding", "submit_to_partner"));
    expect(early.message).toContain("reopen “Record the commission received” first");
    await reopen(fileId, "established_funding", "record_payment_received");
    await reopen(fileId, "established_funding", "submit_to_partner");
  });
});

describe("F3.11 a path that ends without money", () => {
  it("F3.11 counts as complete for what follows, with its reason, and sends nothing more", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "send_agreement");
    const { paths, timeline } = await end(fileId, "term_loan", "no_offers");
    expect(paths.map(({ state, next }) => [state, next?.id ?? null])).toEqual([
      ["not_funded", null],
      ["active", "email_paydown_requirements"],
    ]);
    expect(timeline[0]).toMatchObject({ kind: "not_funded", data: { reason: "no_offers" } });
    // The agreement is the other path's as well.
    expect(await states(fileId)).toEqual(["send_agreement agreement queued", "send_agreement email queued"]);
    await done(ann(), fileId, "card_funding", "email_paydown_requirements");
    const [, , letter] = await effectsOf(tenant, fileId);
    expect(JSON.stringify(letter?.payload)).not.toContain("proceeds");
  });

  it.each([
    ["queued", "next_attempt_at = now()"],
    ["failed", "next_attempt_at = null, last_error = 'no such mailbox'"],
  ])(
    "F3.11 F3.10 with the last path the agreement that was not sent (%s) is withdrawn too, and asked for again with it",
    async (state, more) => {
      const fileId = await fileOf(ann(), "combined");
      await walked(ann(), fileId, "term_loan", "send_agreement");
      await set(fileId, state, more);
      await end(fileId, "term_loan", "no_offers");
      expect(await states(fileId)).toEqual([
        `send_agreement agreement ${state}`,
        `send_agreement email ${state}`,
      ]);
      const { paths } = await end(fileId, "card_funding", "client_refused");
      expect(paths.map((one) => one.state)).toEqual(["not_funded", "not_funded"]);
      expect(await states(fileId)).toEqual([
        "send_agreement agreement withdrawn",
        "send_agreement email withdrawn",
      ]);
      const back = (await reopen(fileId, "card_funding")).paths[1];
      expect([back?.state, back?.next?.id]).toEqual(["active", "send_agreement"]);
    },
  );

  it("F3.11 F3.10 an agreement that was sent stays sent, as does one of a loan that was funded", async () => {
    const sent = await fileOf(ann(), "cards");
    await walked(ann(), sent, "card_funding", "send_agreement");
    await set(sent, "sent", "next_attempt_at = null, sent_at = now()");
    await end(sent, "card_funding", "client_refused");
    expect((await reopen(sent, "card_funding")).paths[0]?.next?.id).toBe("submit_processing");
    const funded = await fileOf(ann(), "combined");
    await walked(ann(), funded, "term_loan");
    await end(funded, "card_funding", "client_refused");
    expect((await states(funded)).slice(0, 2)).toEqual([
      "send_agreement agreement queued",
      "send_agreement email queued",
    ]);
  });

  it.each([
    ["was sent", "sent", "sent_at = now(), last_error = null"],
    ["may have been sent", "unclear", "last_error = 'cut'"],
  ])(
    "F3.11 F3.10 an agreement that %s without its letter is not made again once its path is open again",
    async (_how, state, more) => {
      const fileId = await fileOf(ann(), "cards");
      await walked(ann(), fileId, "card_funding", "send_agreement");
      await set(fileId, "failed", "next_attempt_at = null, last_error = 'no such mailbox'");
      await tenant.owner.query(
        `update funding_effect set state = $2, ${more} where file_id = $1 and effect = 'agreement'`,
        [fileId, state],
      );
      await end(fileId, "card_funding", "client_refused");
      expect(await states(fileId)).toEqual([
        `send_agreement agreement ${state}`,
        "send_agreement email withdrawn",
      ]);
      expect((await reopen(fileId, "card_funding")).paths[0]?.next?.id).toBe("submit_processing");
    },
  );

  it("F3.11 F3.10 an agreement of which nobody knows, and that was sent anew for the other path, ends with both", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "send_agreement");
    await set(fileId, "unclear", "next_attempt_at = null, last_error = 'cut'");
    await reopen(fileId, "term_loan", "send_agreement");
    await end(fileId, "term_loan", "no_offers");
    await done(ann(), fileId, "card_funding", "send_agreement");
    await end(fileId, "card_funding", "client_refused");
    expect(await states(fileId)).toEqual([
      "send_agreement agreement unclear",
      "send_agreement email unclear",
      "send_agreement agreement withdrawn",
      "send_agreement email withdrawn",
    ]);
  });

  it("F3.11 needs a reason that fits it and words, once, of a path that is under way", async () => {
    const fileId = await fileOf(ann(), "combined");
    expect(await refusedFields(end(fileId, "term_loan", "no_card_approved"))).toEqual(["reason"]);
    expect(await refusedFields(end(fileId, "term_loan", "bored"))).toEqual(["reason"]);
    expect(await refusedFields(end(fileId, "term_loan", "no_offers", " "))).toEqual(["notes"]);
    expect((await refusalOf(end(fileId, "parked", "no_offers"))).code).toBe("STEP_OUT_OF_TURN");
    await end(fileId, "term_loan", "no_offers");
    expect((await refusalOf(end(fileId, "term_loan", "no_offers"))).code).toBe("STEP_OUT_OF_TURN");
  });

  it("F3.11 what was invoiced was funded, whether the invoice has gone out or waits", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "collect_invoice");
    for (const [state, more] of [
      ["queued", "next_attempt_at = now()"],
      ["sent", "next_attempt_at = null, sent_at = now()"],
    ] as const) {
      await set(fileId, state, more);
      const refusal = await refusalOf(end(fileId, "term_loan", "client_refused"));
      expect(refusal.message).toContain("has been funded");
    }
  });

  it("F3.9 F3.11 an administrator takes the end back", async () => {
    const fileId = await fileOf(ann(), "combined");
    expect((await refusalOf(reopen(fileId, "term_loan"))).code).toBe("STEP_OUT_OF_TURN");
    await end(fileId, "term_loan", "client_refused");
    const { paths } = await reopen(fileId, "term_loan", undefined, "The client came round");
    expect(paths[0]).toMatchObject({ state: "active", next: { id: "approve_underwriting" } });
  });
});

describe("F3.7 the funding plan", () => {
  const planned = async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "deliver_funding_plan");
    return fileId;
  };

  it("F3.7 a card's status and amount change in place, and how it stood stays, dated", async () => {
    const fileId = await planned();
    tenant.clock.now = new Date("2026-04-29T09:00:00.000Z");
    const change = {
      fileId,
      planNo: 1,
      cardNo: 3,
      seen: 1,
      status: "approved",
      amount: "5000",
      notes: "Reconsidered",
    };
    const { plan, version } = await updateCard(ann(), change);
    expect(plan?.approvedAmount).toBe("35000.00");
    expect(
      plan?.cards[2]?.history.map(({ changeNo, status, amount, recordedAt }) => [
        changeNo,
        status,
        amount,
        recordedAt,
      ]),
    ).toEqual([
      [2, "approved", "5000.00", "2026-04-29T09:00:00.000Z"],
      [1, "pending", "0.00", JUDGED_AT],
    ]);
    const again = await updateCard(ann(), change);
    expect([again.version, again.plan]).toEqual([version, plan]);
    const { timeline } = await walked(ann(), fileId, "card_funding");
    expect(timeline[0]?.data.invoice).toMatchObject({ funded: "35000.00", amount: "3150.00" });
  });

  it("F3.7 who saw another state of the card is told, as is who names one that there is not", async () => {
    const fileId = await planned();
    await updateCard(ann(), { fileId, planNo: 1, cardNo: 1, seen: 1, status: "declined" });
    const late = await refusalOf(
      updateCard(ann(), { fileId, planNo: 1, cardNo: 1, seen: 1, status: "pending" }),
    );
    expect([late.code, late.details?.[0]?.field]).toEqual(["CARD_CHANGED", "seen"]);
    const absent = await refusalOf(
      updateCard(ann(), { fileId, planNo: 1, cardNo: 5, seen: 1, status: "pending" }),
    );
    expect(absent.code).toBe("CARD_NOT_FOUND");
    const nothing = { fileId, planNo: 1, cardNo: 3, seen: 1, status: "approved" };
    expect(await refusedFields(updateCard(ann(), nothing))).toEqual(["amount"]);
  });

  it("F3.7 there are no cards before the results, and none change after the invoice", async () => {
    const early = await fileOf(ann(), "cards");
    const change = { planNo: 1, cardNo: 1, seen: 1, status: "declined" };
    expect((await refusalOf(updateCard(ann(), { fileId: early, ...change }))).code).toBe("STEP_OUT_OF_TURN");
    const late = await fileOf(ann(), "cards");
    await walked(ann(), late, "card_funding");
    expect((await refusalOf(updateCard(ann(), { fileId: late, ...change }))).message).toContain("invoice");
  });

  it("F3.7 a plan that is recorded anew is another one, and the old one's history stays", async () => {
    const fileId = await planned();
    await updateCard(ann(), { fileId, planNo: 1, cardNo: 1, seen: 1, status: "declined" });
    expect((await reopen(fileId, "card_funding", "wait_card_stacking_results")).plan).toBeNull();
    const cards = FOUR_CARDS.map((card) => ({ ...card, issuer: `New ${card.issuer}` }));
    const { plan } = await done(ann(), fileId, "card_funding", "wait_card_stacking_results", { cards });
    expect(plan?.cards.map(({ issuer, changeNo }) => [issuer, changeNo])).toEqual(
      cards.map(({ issuer }) => [issuer, 1]),
    );
    expect(plan?.planNo).toBe(2);
    // A tab that still shows the plan before.
    const stale = { fileId, planNo: 1, cardNo: 2, seen: 1, status: "declined" };
    const refusal = await refusalOf(updateCard(ann(), stale));
    expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["CARD_CHANGED", "planNo"]);
    // Not even where it would change nothing.
    const same = { ...stale, status: "approved" };
    expect((await refusalOf(updateCard(ann(), same))).code).toBe("CARD_CHANGED");
    const { rows } = await tenant.owner.query(
      "select count(*)::int as n from funding_card where file_id = $1",
      [fileId],
    );
    expect(rows).toEqual([{ n: 9 }]);
  });

  it("F3.7 from the seventh day after delivery it is asked whether to close out, and again a day after going on", async () => {
    const fileId = await planned();
    const wait = async () =>
      keepWaiting(ann(), { fileId, version: (await progressFor(ann(), fileId)).version });
    tenant.clock.now = new Date("2026-05-04T11:59:59.999Z");
    expect((await progressFor(ann(), fileId)).closeOut).toMatchObject({
      deliveredAt: JUDGED_AT,
      asksFrom: "2026-05-04T12:00:00.000Z",
      isAsked: false,
    });
    expect((await refusalOf(wait())).code).toBe("STEP_OUT_OF_TURN");
    tenant.clock.now = new Date("2026-05-04T12:00:00.000Z");
    expect((await progressFor(ann(), fileId)).closeOut?.isAsked).toBe(true);
    expect((await wait()).closeOut).toMatchObject({
      asksFrom: "2026-05-05T12:00:00.000Z",
      isAsked: false,
      waitedAt: "2026-05-04T12:00:00.000Z",
    });
    // Who went on by a clock that was far ahead is asked again once it is right (I21).
    tenant.clock.now = new Date("2126-05-04T12:00:00.000Z");
    expect((await wait()).closeOut?.isAsked).toBe(false);
    tenant.clock.now = new Date("2026-05-01T12:00:00.000Z");
    const closeOut = { asksFrom: "2026-05-04T12:00:00.000Z", isAsked: false };
    expect((await progressFor(ann(), fileId)).closeOut).toMatchObject(closeOut);
    expect((await refusalOf(wait())).message).toContain(`asked from ${closeOut.asksFrom}`);
    tenant.clock.now = new Date("2026-05-05T12:00:00.000Z");
    expect((await progressFor(ann(), fileId)).closeOut?.isAsked).toBe(true);
    await done(ann(), fileId, "card_funding", "track_card_statuses");
    expect((await progressFor(ann(), fileId)).closeOut).toBeNull();
  });
});

it("F3.3 F3.10 progress costs the same number of statements at the start and after a long story, and so does a step", async () => {
  const [fresh, old] = [await fileOf(ann(), "cards"), await fileOf(ann(), "cards")];
  await walked(ann(), old, "card_funding", "track_card_statuses");
  const cost = async (work: () => Promise<unknown>) => {
    const before = tenant.statements.count;
    await work();
    return tenant.statements.count - before;
  };
  expect(await cost(() => progressFor(ann(), fresh))).toBe(5);
  expect(await cost(() => progressFor(ann(), old))).toBe(5);
  await walked(ann(), fresh, "card_funding", "submit_processing");
  const plan = (count: number) => async () => {
    await reopen(fresh, "card_funding", "wait_card_stacking_results").catch(() => undefined);
    const cards = [...FOUR_CARDS, ...FOUR_CARDS].slice(0, count);
    const { version } = await progressFor(ann(), fresh);
    const request = { fileId: fresh, version, path: "card_funding", step: "wait_card_stacking_results" };
    return cost(() => completeStep(ann(), { ...request, data: { cards } }));
  };
  expect(await plan(4)()).toBe(await plan(7)());
});

it("F3.9 F3.10 of a long story the newest is told, and how much more there is", async () => {
  const fileId = await fileOf(ann(), "cards");
  await walked(ann(), fileId, "card_funding", "send_agreement");
  await tenant.owner.query(
    `insert into funding_step_event (file_id, seq, kind, run_no, path, step, data, recorded_at, recorded_by)
     select $1, 2 + n, 'waited', 1, 'card_funding', 'track_card_statuses', '{}', now(), 'ann@desk.test'
     from generate_series(1, 150) n order by n`,
    [fileId],
  );
  await tenant.owner.query(
    `insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, sent_at, created_at)
     select file_id, event_seq, path, step, 1 + n, effect, payload, 'sent', 1, now(), now()
     from funding_effect, generate_series(1, 150) n where file_id = $1 and effect = 'email'`,
    [fileId],
  );
  const { timeline, earlierEvents, effects, earlierEffects } = await progressFor(ann(), fileId);
  expect([timeline.length, timeline[0]?.seq, earlierEvents]).toEqual([100, 152, 52]);
  expect([effects.length, earlierEffects]).toEqual([100, 53]);
  // What is still to be seen to is shown, however old it is.
  expect(effects.filter(({ state }) => state === "queued").map(({ effect }) => effect)).toEqual([
    "email",
    "agreement",
    "crm_stage",
  ]);
  // They were of no step, which the audit would notice.
  const client = await tenant.owner.connect();
  const undo = `delete from funding_effect where file_id = ${fileId} and occurrence > 1`;
  await client.query(`set session_replication_role = replica; ${undo}`).finally(() => client.release(true));
});

it("F3.9 the audit finds every story true", async () => {
  expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
});
