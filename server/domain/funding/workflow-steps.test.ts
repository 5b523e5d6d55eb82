import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { operatorsOf } from "../../auth/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { completeStep } from "./complete-step.ts";
import { editFile } from "./edit-file.ts";
import { PATHS, type PrimaryPath } from "./model/paths.ts";
import { asksOf } from "./model/step-asks.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { saveOperator } from "./save-operator.ts";
import { startTrack } from "./start-track.ts";
import { JUDGED_AT, opened } from "./testing-files.ts";
import { done, effectsOf, FOUR_CARDS, fileOf, offer, progressFor, started, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 10 });
  await operatorsOf(tenant, ...["ref", "dup", "fee", "free"].map((name) => `${name}@desk.test`));
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");
const admin = () => tenant.as("admin");
const terms = (operator: string, more: object = {}) =>
  saveOperator(admin(), { operator, version: 0, feePercent: "9", ...more });
const effects = (fileId: number) => effectsOf(tenant, fileId);
const stepOf = async (fileId: number, path: PrimaryPath, step: string) =>
  (await progressFor(ann(), fileId)).paths
    .find((one) => one.path === path)
    ?.steps.find(({ id }) => id === step);

describe("F3.1 F3.5 F3.10 a workflow is walked from the report to its end", () => {
  it("F3.3 F3.8 F4.1 term loan, paydowns and cards, one after the other, to both invoices", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan");
    const early = await stepOf(fileId, "card_funding", "email_paydown_requirements");
    expect(early?.state).toBe("open");
    await done(ann(), fileId, "card_funding", "email_paydown_requirements");
    await done(ann(), fileId, "card_funding", "confirm_paydowns", { notes: "Seen on the new report" });
    const { paths, plan, offers, waitsFor } = await walked(ann(), fileId, "card_funding");
    expect(paths.map(({ path, state, next }) => [path, state, next])).toEqual([
      ["term_loan", "completed", null],
      ["card_funding", "completed", null],
    ]);
    expect([waitsFor, plan?.approvedAmount]).toEqual([null, "30000.00"]);
    expect(offers.map(({ offerId, isSelected }) => [offerId, isSelected])).toEqual([
      ["O-1", true],
      ["O-2", false],
    ]);
    const sent = await effects(fileId);
    expect(sent.map(({ step, effect }) => [step, effect])).toEqual([
      ["send_agreement", "agreement"],
      ["send_agreement", "email"],
      ["send_offer_link", "email"],
      ["collect_invoice", "invoice"],
      ["email_paydown_requirements", "email"],
      ["deliver_funding_plan", "email"],
      ["collect_invoice", "invoice"],
    ]);
    const amounts = sent.filter(({ effect }) => effect === "invoice").map(({ payload }) => payload.amount);
    expect(amounts).toEqual(["1800.00", "2700.00"]);
    expect(sent[4]?.payload.paragraphs).toContain(
      "Please use the proceeds of your term loan to pay down these accounts:",
    );
    expect(sent[2]?.payload.paragraphs).toContainEqual(expect.stringContaining("https://offers.engine.test"));
    expect(sent.every(({ state, attempts }) => state === "queued" && attempts === 0)).toBe(true);
  });

  it("F3.9 every completion is in the timeline with who, when and what, newest first", async () => {
    const fileId = await fileOf(ann(), "cards");
    tenant.clock.now = new Date("2026-04-27T13:00:00.000Z");
    const { timeline } = await done(ann(), fileId, "card_funding", "approve_underwriting", { notes: "Fine" });
    tenant.clock.now = new Date(JUDGED_AT);
    expect(timeline).toEqual([
      {
        seq: 1,
        kind: "completed",
        runNo: 1,
        track: null,
        path: "card_funding",
        step: "approve_underwriting",
        occurrence: 1,
        data: { notes: "Fine" },
        reason: null,
        recordedAt: "2026-04-27T13:00:00.000Z",
        recordedBy: "ann@desk.test",
      },
    ]);
  });

  it("F4.2 established funding ends with the lender's payment, and nobody is invoiced", async () => {
    const fileId = await fileOf(ann(), "established");
    await walked(ann(), fileId, "established_funding");
    const sent = await effects(fileId);
    // The second letter is the lender's.
    expect(sent.map(({ effect }) => effect)).toEqual(["agreement", "email", "email", "payment"]);
    expect(sent[3]?.payload).toMatchObject({
      amount: "1500.00",
      receivedOn: "2026-04-27",
      lender: "Credibly",
      reference: "W-77",
      processedByUs: true,
    });
  });

  it("F5.1 parking sets reason and call-back day and tells the CRM, in one piece", async () => {
    const fileId = await fileOf(ann(), "thin");
    const { parking, paths } = await walked(ann(), fileId, "parked");
    const parked = { parkedReason: "thin_file", parkedCallbackDate: Date.parse("2026-10-27T12:00:00.000Z") };
    expect([parking, paths[0]?.state]).toEqual([parked, "completed"]);
    const sent = await effects(fileId);
    expect(sent.map(({ effect }) => effect)).toEqual(["email", "crm_parking"]);
    expect(sent[0]?.payload.subject).toBe("Let us build your credit");
    expect(sent[1]?.payload).toMatchObject(parked);
  });

  it("F3.1 F6.3 a repair referral is refused without the operator's link, and goes through it once there is one", async () => {
    const fileId = await fileOf(ann(), "referral", { operator: "ref@desk.test" });
    const refusal = await refusalOf(done(ann(), fileId, "decline", "send_repair_referral"));
    expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["EMAIL_INCOMPLETE", "affiliateLink"]);
    expect(await effects(fileId)).toEqual([]);
    await terms("ref@desk.test", {
      displayName: "Ann Operator",
      affiliateLink: "https://portal.asap.test/ann",
    });
    const { paths } = await walked(ann(), fileId, "decline");
    expect(paths[0]?.state).toBe("completed");
    const sent = await effects(fileId);
    expect(sent.map(({ effect }) => effect)).toEqual(["email", "email", "crm_tag", "crm_closing"]);
    expect(sent[0]?.payload.paragraphs).toEqual(
      expect.arrayContaining(["You can sign up here: https://portal.asap.test/ann", "Ann Operator"]),
    );
  });

  it("F3.8 a duplicate's client who had a decline e-mail gets no second one, and the step says so", async () => {
    const who = { email: "twice@mail.test", operator: "dup@desk.test" };
    await terms("dup@desk.test", { affiliateLink: "https://portal.asap.test/dup" });
    await walked(ann(), await fileOf(ann(), "referral", who), "decline");
    const fileId = await fileOf(ann(), "cards", who);
    const { version } = await progressFor(ann(), fileId);
    await reviseUnderwriting(ann(), { fileId, version, reason: "Twice", overrides: { duplicateFile: true } });
    const { timeline } = await done(ann(), fileId, "decline", "send_decline_email");
    expect(timeline[0]?.data.says).toContain("Nothing is sent");
    expect(await effects(fileId)).toEqual([]);
  });

  it("F3.8 of two duplicates of one client that are declined at once, one is written to", async () => {
    for (let round = 0; round < 4; round += 1) {
      const who = { email: `at-once-${round}@mail.test` };
      const files = [await fileOf(ann(), "cards", who), await fileOf(ann(), "cards", who)];
      for (const fileId of files) {
        const { version } = await progressFor(ann(), fileId);
        const overrides = { duplicateFile: true };
        await reviseUnderwriting(ann(), { fileId, version, reason: "Twice", overrides });
      }
      await Promise.all(files.map((fileId) => done(ann(), fileId, "decline", "send_decline_email")));
      const sent = await Promise.all(files.map((fileId) => effects(fileId)));
      expect(sent.flat()).toHaveLength(1);
    }
  });

  it("F4.1 the operator's own fee counts, rounded half up to the cent", async () => {
    await terms("fee@desk.test", { feePercent: "7.125" });
    const fileId = await fileOf(ann(), "cards", { operator: "fee@desk.test" });
    const { timeline } = await walked(ann(), fileId, "card_funding");
    expect(timeline[0]?.data.invoice).toEqual({
      funded: "30000.00",
      feePercent: "7.1250",
      amount: "2137.50",
    });
  });

  it("F4.1 an operator whose fee is 0 % invoices nothing, and that is said", async () => {
    await terms("free@desk.test", { feePercent: "0" });
    const fileId = await fileOf(ann(), "cards", { operator: "free@desk.test" });
    const { timeline } = await walked(ann(), fileId, "card_funding");
    expect(timeline[0]?.data.says).toBe("The operator's fee is 0 %, so there is no invoice.");
  });

  it("F3.11 F4.1 where no card was approved the step is done without an invoice, and says so", async () => {
    const fileId = await fileOf(ann(), "cards");
    await walked(ann(), fileId, "card_funding", "submit_processing");
    const cards = FOUR_CARDS.map((card) => ({ ...card, status: "declined" }));
    await done(ann(), fileId, "card_funding", "wait_card_stacking_results", { cards });
    const { timeline, paths } = await walked(ann(), fileId, "card_funding");
    expect(timeline[0]?.data.says).toContain("no invoice");
    expect(paths[0]?.state).toBe("completed");
    expect((await effects(fileId)).filter(({ effect }) => effect === "invoice")).toEqual([]);
  });
});

describe("F3.4 tracks", () => {
  it("F3.4 both are open, none is begun before it is started, and each is started once", async () => {
    const fileId = await fileOf(ann(), "everything");
    const before = await progressFor(ann(), fileId);
    expect(before.tracks.map(({ track, isStarted }) => [track, isStarted])).toEqual([
      ["creative", false],
      ["established", false],
    ]);
    const refusal = await refusalOf(done(ann(), fileId, "term_loan", "approve_underwriting"));
    expect([refusal.code, refusal.message]).toEqual([
      "STEP_OUT_OF_TURN",
      expect.stringContaining("Start the Creative Funding Workflow first."),
    ]);
    const { tracks, paths } = await started(ann(), fileId, "creative");
    expect(tracks.map(({ isStarted }) => isStarted)).toEqual([true, false]);
    expect(paths.map(({ next }) => next?.id ?? null)).toEqual([
      "approve_underwriting",
      "approve_underwriting",
      null,
    ]);
    expect((await refusalOf(started(ann(), fileId, "creative"))).code).toBe("STEP_DONE_ALREADY");
    expect((await started(ann(), fileId, "established")).tracks.every(({ isStarted }) => isStarted)).toBe(
      true,
    );
  });

  it("F3.4 a track that the client does not qualify for is not started", async () => {
    const fileId = await fileOf(ann(), "cards");
    expect((await refusalOf(started(ann(), fileId, "established"))).code).toBe("STEP_OUT_OF_TURN");
  });
});

describe("F3.6 approvals", () => {
  it.each([
    ["mca", "mca"],
    ["both", "both"],
  ])("F3.6 of both products may be narrowed to %s", async (chosen, kept) => {
    const fileId = await fileOf(ann(), "established");
    const approve = { establishedSubVariant: chosen };
    const before = await progressFor(ann(), fileId);
    expect(before.establishedSubVariant).toBe("both");
    const after = await done(ann(), fileId, "established_funding", "approve_underwriting", approve);
    expect([after.establishedSubVariant, after.timeline[0]?.data]).toEqual([kept, approve]);
  });

  it("F3.6 it is never widened, has to be said on the path's own approval, and is nothing of other paths", async () => {
    const fileId = await fileOf(ann(), "established");
    const { version } = await progressFor(ann(), fileId);
    await editFile(ann(), { fileId, version, monthlyRevenue: "16000.00" });
    await reviseUnderwriting(ann(), { fileId, version: version + 1, reason: "Less revenue" });
    const approve = (data: Record<string, unknown>) =>
      done(ann(), fileId, "established_funding", "approve_underwriting", data);
    expect(await refusedFields(approve({ establishedSubVariant: "both" }))).toEqual([
      "data.establishedSubVariant",
    ]);
    expect(await refusedFields(approve({}))).toEqual(["data.establishedSubVariant"]);
    expect((await approve({ establishedSubVariant: "mca" })).establishedSubVariant).toBe("mca");
    const other = await fileOf(ann(), "cards");
    const given = { establishedSubVariant: "mca" };
    const refusal = await refusalOf(done(ann(), other, "card_funding", "approve_underwriting", given));
    expect(refusal.code).toBe("STEP_OUT_OF_TURN");
  });

  it("F3.6 approving on another path may narrow the products of established funding too, and never widens them", async () => {
    const fileId = await fileOf(ann(), "everything");
    await started(ann(), fileId, "creative");
    const approve = (establishedSubVariant: string) =>
      done(ann(), fileId, "term_loan", "approve_underwriting", { establishedSubVariant });
    expect((await approve("sba")).establishedSubVariant).toBe("sba");
    const single = await fileOf(ann(), "everything", { monthlyRevenue: "16000.00" });
    await started(ann(), single, "creative");
    const widened = done(ann(), single, "term_loan", "approve_underwriting", {
      establishedSubVariant: "both",
    });
    expect(await refusedFields(widened)).toEqual(["data.establishedSubVariant"]);
  });

  it("F3.3 F3.6 approved once, all paths see it, with what underwriting allows for established funding", async () => {
    const fileId = await fileOf(ann(), "everything");
    await started(ann(), fileId, "creative");
    await started(ann(), fileId, "established");
    const { paths, establishedSubVariant } = await done(ann(), fileId, "term_loan", "approve_underwriting");
    expect(paths.map(({ steps }) => steps[0]?.state)).toEqual(["done", "done", "done"]);
    expect(establishedSubVariant).toBe("both");
    const again = await refusalOf(
      done(ann(), fileId, "established_funding", "approve_underwriting", { establishedSubVariant: "mca" }),
    );
    expect(again.code).toBe("STEP_DONE_ALREADY");
  });
});

describe("F3.5 a step takes exactly what it asks for", () => {
  it.each<[string, PrimaryPath, string, unknown, string]>([
    ["a trigger takes no words", "card_funding", "send_agreement", { subject: "Hi" }, "data.subject"],
    ["a trigger takes no notes", "card_funding", "collect_invoice", { notes: "x" }, "data.notes"],
    ["an approval takes no amount", "term_loan", "approve_underwriting", { amount: 1 }, "data.amount"],
    ["data is an object", "term_loan", "approve_underwriting", "yes", "data"],
    ["who confirms says what shows it", "card_funding", "confirm_paydowns", {}, "data.notes"],
    ["and not with a blank", "term_loan", "confirm_inquiries_removed", { notes: "  " }, "data.notes"],
    ["offers are named", "term_loan", "generate_term_loan_offers", {}, "data.offers"],
    ["offers are not none", "term_loan", "generate_term_loan_offers", { offers: [] }, "data.offers"],
    [
      "an offer is there once",
      "term_loan",
      "generate_term_loan_offers",
      { offers: [offer(), offer()] },
      "data.offers",
    ],
    [
      "an offer has no script for a link",
      "term_loan",
      "generate_term_loan_offers",
      { offers: [offer({ link: "javascript:alert(1)" })] },
      "data.offers[0].link",
    ],
    [
      "an offer is of money",
      "term_loan",
      "generate_term_loan_offers",
      { offers: [offer({ amount: "-5" })] },
      "data.offers[0].amount",
    ],
    [
      "nobody accepts tomorrow",
      "term_loan",
      "await_acceptance",
      { acceptedOn: "2026-04-28" },
      "data.acceptedOn",
    ],
    ["funds are an amount", "term_loan", "wait_for_funding", { fundedOn: "2026-04-27" }, "data.fundedAmount"],
    [
      "funds are more than nothing",
      "term_loan",
      "wait_for_funding",
      { fundedAmount: 0, fundedOn: "2026-04-27" },
      "data.fundedAmount",
    ],
    [
      "a plan has four cards",
      "card_funding",
      "wait_card_stacking_results",
      { cards: FOUR_CARDS.slice(1) },
      "data.cards",
    ],
    [
      "a plan has seven at most",
      "card_funding",
      "wait_card_stacking_results",
      { cards: [...FOUR_CARDS, ...FOUR_CARDS] },
      "data.cards",
    ],
    [
      "an approved card is for something",
      "card_funding",
      "wait_card_stacking_results",
      { cards: [...FOUR_CARDS.slice(1), { issuer: "X", amount: 0, status: "approved" }] },
      "data.cards[3].amount",
    ],
    [
      "documents come by name",
      "established_funding",
      "gather_documentation",
      { documents: [] },
      "data.documents",
    ],
    [
      "no document comes tomorrow",
      "established_funding",
      "gather_documentation",
      { documents: [{ document: "Tax return", receivedOn: "2027-01-01" }] },
      "data.documents[0].receivedOn",
    ],
    ["a partner is named", "established_funding", "submit_to_partner", {}, "data.partners"],
    [
      "a payment has its reference",
      "established_funding",
      "record_payment_received",
      { amount: "1", receivedOn: "2026-04-27", lender: "X" },
      "data.reference",
    ],
    ["a step that there is not", "parked", "collect_invoice", {}, "step"],
    ["a name of the language is no step", "parked", "constructor", {}, "step"],
    ["no social security number", "parked", "mark_parked", { notes: "078-05-1120" }, "data.notes"],
  ])("F3.5 %s", async (_name, path, step, data, field) => {
    const fileId = await fileOf(ann(), "everything");
    const work = completeStep(ann(), { fileId, version: 2, path, step, data });
    expect(await refusedFields(work)).toEqual([field]);
    expect((await progressFor(ann(), fileId)).timeline).toEqual([]);
  });

  it("F3.5 an offer that is not there, or that expired, is not selected", async () => {
    const fileId = await fileOf(ann(), "combined");
    await walked(ann(), fileId, "term_loan", "send_agreement");
    const offers = [offer({ offerId: "OLD", expiresOn: "2026-04-26" }), offer({ expiresOn: "2026-04-27" })];
    await done(ann(), fileId, "term_loan", "generate_term_loan_offers", { offers });
    const select = (offerId: string) =>
      done(ann(), fileId, "term_loan", "review_and_select_offer", { offerId });
    for (const offerId of ["O-9", "OLD"])
      expect(await refusedFields(select(offerId))).toEqual(["data.offerId"]);
    expect((await select("O-1")).offers.find(({ isSelected }) => isSelected)?.offerId).toBe("O-1");
    tenant.clock.now = new Date("2026-04-28T12:00:00.000Z");
    const late = await refusalOf(done(ann(), fileId, "term_loan", "send_offer_link"));
    tenant.clock.now = new Date(JUDGED_AT);
    expect(late.message).toContain("expired on 2026-04-27");
    expect(await effects(fileId)).toHaveLength(2);
    await done(ann(), fileId, "term_loan", "send_offer_link");
  });
});

describe("F3.5 days are those of the tenant", () => {
  it.each([
    ["Pacific/Auckland", "2026-04-28", "2026-04-29"],
    ["Pacific/Honolulu", "2026-04-27", "2026-04-28"],
  ])("F3.5 in %s nothing has happened after %s", async (timeZone, today, tomorrow) => {
    const ctx = {
      ...ann(),
      now: () => new Date(timeZone === "Pacific/Auckland" ? "2026-04-27T13:00:00Z" : "2026-04-28T09:00:00Z"),
    };
    const there = { ...ctx, tenant: { ...ctx.tenant, timeZone } };
    const fileId = await fileOf(there, "combined");
    await walked(there, fileId, "term_loan", "send_offer_link");
    const accept = (acceptedOn: string) =>
      done(there, fileId, "term_loan", "await_acceptance", { acceptedOn });
    expect(await refusedFields(accept(tomorrow))).toEqual(["data.acceptedOn"]);
    await accept(today);
    const { version } = await progressFor(there, fileId);
    const start = (businessStartedOn: string) => editFile(there, { fileId, version, businessStartedOn });
    expect(await refusedFields(start(tomorrow))).toEqual(["businessStartedOn"]);
    await start(today);
  });
});

describe("F3.3 out of turn", () => {
  it.each<[string, PrimaryPath, string, string]>([
    ["what has not come", "card_funding", "send_agreement", "First: Review and approve underwriting."],
    ["what an overlay blocks", "card_funding", "submit_processing", "First: "],
    ["another path's", "decline", "close_file", "not part of the file's workflow"],
  ])("F3.3 %s is refused with the reason, and nothing is half done", async (_name, path, step, why) => {
    const fileId = await fileOf(ann(), "cardsWithPaydowns");
    const refusal = await refusalOf(done(ann(), fileId, path, step));
    expect([refusal.code, refusal.message]).toEqual(["STEP_OUT_OF_TURN", expect.stringContaining(why)]);
    expect(await progressFor(ann(), fileId)).toMatchObject({ version: 2, timeline: [] });
    expect(await effectsOf(tenant, fileId)).toEqual([]);
  });

  it("F2.1 F3.3 nothing is done before a report has come, nor while a person has to act first", async () => {
    const { fileId } = await opened(ann());
    const bare = await progressFor(ann(), fileId);
    expect([bare.waitsFor, bare.paths]).toEqual(["report", []]);
    const review = await fileOf(ann(), "review");
    expect((await progressFor(ann(), review)).waitsFor).toBe("review");
    for (const id of [fileId, review])
      expect((await refusalOf(done(ann(), id, "card_funding", "approve_underwriting"))).code).toBe(
        "STEP_OUT_OF_TURN",
      );
  });

  it("F3.3 a file that changed since it was read is a conflict that carries both, when the step is still open", async () => {
    const fileId = await fileOf(ann(), "everything");
    await editFile(tenant.as("operator", "bob@desk.test"), { fileId, version: 2, phone: "212 555 0199" });
    const refusal = await refusalOf(startTrack(ann(), { fileId, version: 2, track: "creative" }));
    expect([refusal.code, refusal.facts]).toEqual([
      "CONFLICT",
      expect.objectContaining({ yourVersion: 2, currentVersion: 3 }),
    ]);
  });

  it("F3.3 F3.4 two who read the same file do not both change it, though each would be in turn", async () => {
    const fileId = await fileOf(ann(), "everything");
    const start = (track: string) => startTrack(ann(), { fileId, version: 2, track });
    expect((await start("creative")).version).toBe(3);
    expect((await refusalOf(start("established"))).code).toBe("CONFLICT");
    expect((await progressFor(ann(), fileId)).timeline).toHaveLength(1);
  });

  it("F3.8 the wait for the cards says how long it usually takes", async () => {
    const fileId = await fileOf(ann(), "cards");
    expect((await stepOf(fileId, "card_funding", "wait_card_stacking_results"))?.expected).toBe(
      "24–72 hours",
    );
    expect((await stepOf(fileId, "card_funding", "collect_invoice"))?.expected).toBeNull();
  });

  it("F3.3 every step of every path has a form", () => {
    for (const [path, { steps }] of Object.entries(PATHS))
      for (const { id } of steps) expect(asksOf(path as PrimaryPath, id), `${path} ${id}`).not.toBeNull();
    expect(asksOf("term_loan", "email_paydown_requirements")).toBeNull();
    expect(asksOf("card_funding", "email_paydown_requirements")).toBe("trigger");
  });
});
