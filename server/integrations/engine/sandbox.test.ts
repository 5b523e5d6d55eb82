import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { confirmOffers } from "../../domain/funding/confirm-offers.ts";
import { pollEngine } from "../../domain/funding/poll-engine.ts";
import { recordReport } from "../../domain/funding/record-report.ts";
import { simulateEvent } from "../../domain/funding/simulate-event.ts";
import { JUDGED_AT } from "../../domain/funding/testing-files.ts";
import {
  askedFor,
  everythingKept,
  HELD_NUMBER,
  offersOf,
  readyForOffers,
  scripted,
} from "../../domain/funding/testing-offers.ts";
import { done, progressFor } from "../../domain/funding/testing-steps.ts";
import { saveIntegration } from "../../domain/integrations/save-integration.ts";
import type { LoanMarketplace } from "../../domain/ports.ts";
import { refusalOf } from "../../domain/testing.ts";
import { engineOf } from "./engine.ts";

/** F7.4: everything about offers, on a laptop with no account. */

let tenant: TestTenant;
let sandbox: LoanMarketplace;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  sandbox = (await engineOf(tenant.as("operator"))) ?? expect.fail("no sandbox");
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const admin = () => tenant.as("admin");
const later = (ms: number) => {
  tenant.clock.now = new Date(tenant.clock.now.getTime() + ms);
};
const polled = async (ms: number) => {
  later(ms);
  return pollEngine(operator(), sandbox);
};
const versionOf = async (fileId: number) => (await progressFor(operator(), fileId)).version;

describe("F7.4 Engine's sandbox", () => {
  it("F7.4 is what a tenant has before anybody sets anything, and says so", () => {
    expect(sandbox.mode).toBe("sandbox");
  });

  it("F7.2 F7.4 walks from asking to funding and back: offers trickle in, lenders decline, events are reported", async () => {
    const fileId = await readyForOffers(operator());
    const asked = await askedFor(operator(), fileId, sandbox);
    expect(asked).toMatchObject({
      mode: "sandbox",
      state: "waiting",
      request: { mode: "sandbox", lenders: 6 },
    });
    expect(asked.offers).toHaveLength(1);
    const counts: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      await polled(1_500);
      counts.push((await offersOf(operator(), fileId, sandbox)).offers.length);
    }
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    const complete = await offersOf(operator(), fileId, sandbox);
    expect(complete).toMatchObject({ state: "complete", says: "4 offers.", mayConfirm: true });
    const { version, request } = complete;
    await confirmOffers(operator(), { fileId, version, requestNo: request?.requestNo });
    const [best] = complete.offers;
    await done(operator(), fileId, "term_loan", "review_and_select_offer", { offerId: best?.offerId });
    await done(operator(), fileId, "term_loan", "send_offer_link");

    const clicked = await simulateEvent(admin(), { fileId, event: "offerClicked" }, sandbox);
    expect(clicked.reports).toMatchObject([
      { step: "await_acceptance", isSelectedOffer: true, isRecorded: false },
    ]);
    const eventId = clicked.reports[0]?.eventId;
    await recordReport(operator(), { fileId, version: await versionOf(fileId), eventId });
    later(60_000);
    const funded = await simulateEvent(admin(), { fileId, event: "funded", amount: "18000.00" }, sandbox);
    expect(funded.reports[0]).toMatchObject({ step: "wait_for_funding", amount: "18000.00" });
    const paid = { fileId, version: await versionOf(fileId), eventId: funded.reports[0]?.eventId };
    await recordReport(operator(), paid);
    later(60_000);
    const back = await simulateEvent(admin(), { fileId, event: "takenBack" }, sandbox);
    expect(back.reports[0]).toMatchObject({ isRecorded: true, takenBackOn: expect.any(String) });
    expect(back.reports[0]?.says).toContain("ask the lender before you go on");
    const before = back.reports;
    await polled(15_000);
    await polled(15_000);
    expect((await offersOf(operator(), fileId, sandbox)).reports).toEqual(before);
  });

  it.each([
    ["Nooffers", "complete", "No lender made an offer."],
    ["DUPLICATE", "failed", "409"],
    ["Invalid", "failed", "not a valid ssn"],
    ["Busy", "failed", "429"],
    ["Broken", "unclear", "500"],
    ["Silent", "complete", "No answer came from Sandbox Fir Capital"],
    ["Slow", "waiting", "Waiting for 6 of 6 lenders."],
    ["Expired", "complete", "4 offers."],
    ["Nulls", "complete", "4 offers."],
  ])("F7.4 the last name %s makes it %s", async (lastName, state, words) => {
    const fileId = await readyForOffers(operator());
    await askedFor(operator(), fileId, sandbox, { lastName });
    if (lastName !== "Slow") for (const ms of [10_000, 10_000, 600_000]) await polled(ms);
    const offers = await offersOf(operator(), fileId, sandbox);
    expect(offers).toMatchObject({ state, says: expect.stringContaining(words) });
    expect(offers.offers.every(({ isExpired }) => isExpired === (lastName === "Expired"))).toBe(true);
    if (lastName === "Expired") expect(offers.mayConfirm).toBe(false);
    if (lastName === "Nulls") expect(offers.offers[0]).toMatchObject({ apr: null, termMonths: null });
  });

  it("F1.1 keeps nothing of the number, and nothing of who the client is", async () => {
    const kept = await everythingKept(tenant);
    expect(kept).not.toMatch(HELD_NUMBER);
    const { rows } = await tenant.owner.query(
      "select string_agg(data::text, ' ') as text from integration_sandbox",
    );
    expect(rows[0].text).not.toMatch(/Ann|Client|mail\.test|5th Ave/);
  });

  it("F6.3 F7.4 only an administrator simulates, and only in the sandbox", async () => {
    const fileId = await readyForOffers(operator());
    const simulated = (ctx = admin(), market: LoanMarketplace | null = sandbox) =>
      refusalOf(simulateEvent(ctx, { fileId, event: "funded" }, market));
    expect((await simulated(operator())).code).toBe("FORBIDDEN");
    expect((await simulated()).code).toBe("SANDBOX_ONLY");
    expect((await simulated(admin(), scripted({}))).code).toBe("SANDBOX_ONLY");
    expect((await simulated(admin(), null)).code).toBe("SANDBOX_ONLY");
  });

  it("F7.4 a tenant that goes live has the real client, with its own texts", async () => {
    const other = await testTenant({ now: JUDGED_AT });
    const secrets = { leadToken: "lead", confidentialToken: "confidential" };
    const config = { fcraText: "Our own words", baseUrl: "https://engine.test", account: "testing" };
    await saveIntegration(other.as("admin"), { system: "engine", version: 0, mode: "live", config, secrets });
    const market = await engineOf(other.as("operator"));
    expect(market).toMatchObject({ mode: "live", consents: { fcra: "Our own words" } });
    expect(market?.simulate).toBeUndefined();
    await other.close();
  });
});
