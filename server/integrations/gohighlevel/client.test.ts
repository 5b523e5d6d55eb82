import { afterEach, describe, expect, it } from "vitest";
import { CONFIGS } from "../../domain/integrations/input.ts";
import { type Reply, type TestServer, testServer } from "../testing-server.ts";
import { goHighLevel } from "./client.ts";
import { InvoicePayload, markOf } from "./payload.ts";
import { CrmServer } from "./testing-crm.ts";

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const CLIENT = { name: "Carla Client", email: "carla@home.test", phone: "+12125550100" };
const INVOICE = {
  title: "Term loan",
  funded: "20000.00",
  feePercent: "9.0000",
  amount: "9007199254740.93",
  key: "7/term_loan/collect_invoice/1/invoice",
};
const PAYMENT = {
  amount: "1250.50",
  receivedOn: "2026-03-02",
  lender: "Best Lender",
  reference: "W-1",
  key: "7/established_funding/record_payment_received/1/payment",
};
const PARKING = { parkedReason: "thin_file", parkedCallbackDate: Date.UTC(2026, 8, 4) };

async function highLevel(config: Record<string, unknown> = {}, token = "pit-right") {
  const crm = new CrmServer();
  const server = await testServer(crm.answer);
  open.push(server);
  const rests: number[] = [];
  const client = goHighLevel({
    token,
    now: () => new Date("2026-03-04T15:00:00Z"),
    pace: { turn: async () => undefined, rest: async (ms) => void rests.push(ms) },
    config: CONFIGS.gohighlevel.parse({
      locationId: "loc-1",
      pipeline: "funding",
      userId: "u-1",
      businessName: "Desk",
      ...config,
    }),
    http: { base: server.base, privateHosts: [server.host], timeoutMs: 1_000, pause: async () => undefined },
  });
  const count = (call: string) => crm.calls.filter((one) => one === call).length;
  return { crm, client, server, rests, count };
}
const signal = () => AbortSignal.timeout(5_000);

describe("F7.1 the CRM shows where a file is", () => {
  it("parks: contact by its address, fields, tag of the reason and stage", async () => {
    const { crm, client } = await highLevel();
    expect(await client.park(CLIENT, PARKING, signal())).toEqual({ how: "sent", receipt: "o-1" });
    expect(crm.contacts).toMatchObject([
      {
        email: "carla@home.test",
        tags: ["parked_thin_file"],
        fields: { "contact.parked_reason": "thin_file", "contact.parked_callback_date": "2026-09-04" },
        raw: { locationId: "loc-1", name: "Carla Client", phone: "+12125550100" },
      },
    ]);
    expect(crm.opportunities).toMatchObject([
      {
        contactId: "c-1",
        pipelineId: "p-1",
        pipelineStageId: "stage Parked - Callback Scheduled",
        status: "open",
      },
    ]);
  });

  it("carried out again it is the same, and a new reason takes the place of the former", async () => {
    const { crm, client } = await highLevel();
    await client.park(CLIENT, PARKING, signal());
    await client.tag(CLIENT, "vip", signal());
    await client.park(CLIENT, { ...PARKING, parkedReason: "pending_seasoning" }, signal());
    expect(crm.contacts.map(({ tags }) => tags)).toEqual([["vip", "parked_pending_seasoning"]]);
    expect(crm.opportunities).toHaveLength(1);
  });

  it("who is not parked any more has neither its tag nor its day", async () => {
    const { crm, client } = await highLevel();
    await client.park(CLIENT, PARKING, signal());
    await client.tag(CLIENT, "vip", signal());
    await client.showStage(CLIENT, "cardFunding", signal());
    expect(crm.contacts).toMatchObject([
      { tags: ["vip"], fields: { "contact.parked_reason": "", "contact.parked_callback_date": "" } },
    ]);
    await client.showStage(CLIENT, "parked", signal());
    expect(crm.contacts[0]?.tags).toEqual(["vip"]);
  });

  it("puts a stage back that somebody moved by hand", async () => {
    const { crm, client } = await highLevel();
    await client.showStage(CLIENT, "termLoan", signal());
    Object.assign(crm.opportunities[0] ?? {}, { pipelineStageId: "stage Declined", status: "lost" });
    await client.showStage(CLIENT, "termLoan", signal());
    expect(crm.opportunities).toMatchObject([
      { pipelineStageId: "stage Funding - Term Loan", status: "open" },
    ]);
  });

  it("says a missing stage by its name and guesses none", async () => {
    const { crm, client } = await highLevel();
    crm.stages = crm.stages.filter((name) => name !== "Parked - Callback Scheduled");
    const outcome = await client.park(CLIENT, PARKING, signal());
    expect(outcome).toMatchObject({ how: "refused", isFinal: true });
    expect(outcome).toMatchObject({ why: expect.stringContaining("no stage “Parked - Callback Scheduled”") });
    expect(crm.opportunities).toEqual([]);
    expect((await client.check(signal())).problems).toEqual([
      expect.stringContaining("no stage “Parked - Callback Scheduled”"),
    ]);
  });

  it.each([
    [{}, true],
    [{ stages: { creditRepair: null } }, false],
  ])(
    "without a stage for credit repair, the stage of declined files and a tag stand in (%j)",
    async (config, isMissing) => {
      const { crm, client } = await highLevel(config);
      if (isMissing) crm.stages = crm.stages.filter((name) => name !== "Credit Repair Referral");
      expect((await client.close(CLIENT, { declineReason: "repair_referral" }, signal())).how).toBe("sent");
      expect(crm.opportunities).toMatchObject([{ pipelineStageId: "stage Declined", status: "lost" }]);
      expect(crm.contacts[0]?.tags).toEqual(["repair_referral"]);
    },
  );

  it("with a stage for credit repair, it is that one", async () => {
    const { crm, client } = await highLevel();
    await client.tag(CLIENT, "repair_referral", signal());
    expect(crm.opportunities).toMatchObject([{ pipelineStageId: "stage Credit Repair Referral" }]);
    await client.close(CLIENT, { declineReason: "no_fit" }, signal());
    expect(crm.opportunities).toMatchObject([{ pipelineStageId: "stage Declined" }]);
  });

  it.each([
    [{ pipeline: "Nowhere" }, "no pipeline “Nowhere”"],
    [{ fields: { parkedReason: "contact.gone" } }, "no custom field “contact.gone”"],
  ])("says what else is missing (%j)", async (config, words) => {
    const { client } = await highLevel(config);
    expect(await client.park(CLIENT, PARKING, signal())).toMatchObject({
      how: "refused",
      isFinal: true,
      why: expect.stringContaining(words),
    });
    expect((await client.check(signal())).problems.join()).toContain(words);
  });

  it("leaves out a field that is not set up", async () => {
    const { crm, client } = await highLevel({ fields: { parkedReason: null, parkedCallbackDate: null } });
    expect((await client.park(CLIENT, PARKING, signal())).how).toBe("sent");
    expect(crm.contacts[0]?.fields).toEqual({});
  });

  it.each<[string, Reply]>([
    ["500", { status: 500 }],
    ["silence", "silence"],
    ["a cut", "cut"],
    ["what is no JSON", { text: "<html>" }],
    ["another form", { json: { data: [] } }],
    ["429", { status: 429 }],
  ])("a pipeline list that answers %s twice leaves it for another attempt", async (_, reply) => {
    const { crm, client, count } = await highLevel();
    const failing = { reply, after: false };
    crm.failures.get = () => failing;
    expect(await client.showStage(CLIENT, "parked", signal())).toMatchObject({
      how: "refused",
      isFinal: false,
    });
    expect(count("POST /opportunities/")).toBe(0);
  });
});

describe("F7.1 invoices", () => {
  it("are made in dollars to the digit, under their own key, and sent to the client", async () => {
    const { crm, client, server } = await highLevel();
    expect(await client.invoice(CLIENT, INVOICE, signal())).toEqual({ how: "sent", receipt: "i-1" });
    expect(crm.invoices).toMatchObject([
      {
        name: "Term loan 7-term_loan-1",
        status: "sent",
        sentBy: { altId: "loc-1", altType: "location", userId: "u-1", action: "email", liveMode: true },
        raw: {
          contactDetails: {
            id: "c-1",
            name: "Carla Client",
            phoneNo: "+12125550100",
            email: "carla@home.test",
          },
          sentTo: { email: ["carla@home.test"] },
          issueDate: "2026-03-04",
          businessDetails: { name: "Desk" },
        },
      },
    ]);
    const made = server.received.find(({ method, path }) => method === "POST" && path === "/invoices/");
    expect(made?.bytes.toString()).toContain('"amount":9007199254740.93,');
  });

  it("are of the day of their step, and those that an older release queued of the day they go out", async () => {
    const { crm, client } = await highLevel();
    for (const [key, queued] of [
      [INVOICE.key, { ...CLIENT, ...INVOICE, issuedOn: "2026-02-28" }],
      ["8/term_loan/collect_invoice/1/invoice", { ...CLIENT, ...INVOICE }],
    ] as const)
      await client.invoice(CLIENT, { ...InvoicePayload.parse(queued), key }, signal());
    expect(crm.invoices.map(({ raw }) => raw.issueDate)).toEqual(["2026-02-28", "2026-03-04"]);
  });

  it("that are there already are not made again: a draft is sent, a sent one left", async () => {
    const { crm, client, count } = await highLevel();
    crm.failures.set("POST /invoices/:id/send", {
      reply: { status: 422, json: { message: ["userId is wrong"] } },
      after: false,
    });
    expect(await client.invoice(CLIENT, INVOICE, signal())).toMatchObject({
      how: "refused",
      why: expect.stringContaining("userId is wrong"),
    });
    expect((await client.invoice(CLIENT, INVOICE, signal())).how).toBe("sent");
    expect((await client.invoice(CLIENT, INVOICE, signal())).how).toBe("sent");
    expect([crm.invoices.length, count("POST /invoices/"), count("POST /invoices/:id/send")]).toEqual([
      1, 1, 2,
    ]);
    await client.invoice(CLIENT, { ...INVOICE, key: "8/term_loan/collect_invoice/1/invoice" }, signal());
    expect(crm.invoices).toHaveLength(2);
  });

  const RIGHT = { ...CLIENT, email: "carla@right.test" };
  const REDIRECTED = { ...INVOICE, key: `${INVOICE.key}/2`, formerEmails: [CLIENT.email] };
  const badAddress = { reply: { status: 400, json: { message: "email is not valid" } }, after: false };

  it("I22 that go to a corrected address leave no draft behind for the former", async () => {
    const { crm, client } = await highLevel();
    crm.failures.set("POST /invoices/:id/send", badAddress);
    expect(await client.invoice(CLIENT, INVOICE, signal())).toMatchObject({ how: "refused", isFinal: true });
    crm.failures.set("DELETE /invoices/:id", { reply: { status: 503 }, after: false });
    crm.failures.set("POST /invoices/:id/send", badAddress);
    expect((await client.invoice(RIGHT, REDIRECTED, signal())).how).toBe("refused");
    expect((await client.invoice(RIGHT, REDIRECTED, signal())).how).toBe("sent");
    expect((await client.invoice(RIGHT, REDIRECTED, signal())).how).toBe("sent");
    expect(crm.invoices).toMatchObject([
      { contactId: "c-2", status: "sent", raw: { sentTo: { email: ["carla@right.test"] } } },
    ]);
  });

  it("I22 that were sent to the former address by hand are not made a second time, until they are void", async () => {
    const { crm, client } = await highLevel();
    await client.invoice(CLIENT, INVOICE, signal());
    expect(await client.invoice(RIGHT, REDIRECTED, signal())).toMatchObject({
      how: "refused",
      isFinal: true,
      why: expect.stringContaining("“Term loan 7-term_loan-1” for carla@home.test"),
    });
    expect(crm.invoices).toHaveLength(1);
    Object.assign(crm.invoices[0] ?? {}, { status: "void" });
    expect((await client.invoice(RIGHT, REDIRECTED, signal())).how).toBe("sent");
    expect(crm.invoices.map(({ status }) => status)).toEqual(["void", "sent"]);
  });

  it("I22 that go to a corrected address are made anew where the CRM knows the client by phone", async () => {
    const { crm, client, count } = await highLevel();
    crm.matchesBy = ["email", "phone"];
    crm.failures.set("POST /invoices/:id/send", badAddress);
    expect((await client.invoice(CLIENT, INVOICE, signal())).how).toBe("refused");
    crm.failures.set("POST /invoices/:id/send", { reply: { status: 429 }, after: false });
    expect(await client.invoice(RIGHT, REDIRECTED, signal())).toMatchObject({ isFinal: false });
    expect((await client.invoice(RIGHT, REDIRECTED, signal())).how).toBe("sent");
    expect((await client.invoice(RIGHT, REDIRECTED, signal())).how).toBe("sent");
    expect(crm.contacts).toMatchObject([{ id: "c-1", email: "carla@right.test" }]);
    expect(crm.invoices).toMatchObject([
      { contactId: "c-1", status: "sent", raw: { sentTo: { email: ["carla@right.test"] } } },
    ]);
    expect(count("POST /invoices/:id/send")).toBe(3);
  });

  it("I22 that were corrected in the CRM by hand and paid there are settled, and not made a second time", async () => {
    const { crm, client, count } = await highLevel();
    await client.invoice(CLIENT, INVOICE, signal());
    const invoice = crm.invoices[0] ?? expect.fail("no invoice");
    for (const paid of [
      { status: "payment_processing" },
      { status: "partially_paid", amountPaid: 100 },
      { status: "sent", amountPaid: 100 },
    ]) {
      Object.assign(invoice, { amountPaid: 0, ...paid });
      const outcome = await client.invoice(RIGHT, REDIRECTED, signal());
      expect(outcome).toMatchObject({ how: "refused", isFinal: true });
      expect(outcome).toMatchObject({ why: expect.stringContaining("once it is paid in full") });
      expect(outcome).toMatchObject({ why: expect.not.stringContaining("void") });
    }
    Object.assign(invoice, { status: "paid" });
    expect(await client.invoice(RIGHT, REDIRECTED, signal())).toEqual({ how: "sent", receipt: "i-1" });
    expect([crm.invoices.length, count("POST /invoices/:id/send")]).toEqual([1, 1]);
  });

  it("I22 go to a corrected address although the CRM looks nothing up under the former, which was none", async () => {
    const { crm, client } = await highLevel();
    const mistyped = { ...CLIENT, email: "carla.home.test" };
    expect(await client.invoice(mistyped, INVOICE, signal())).toMatchObject({
      how: "refused",
      isFinal: true,
      why: expect.stringContaining("email must be an email"),
    });
    const redirected = { ...REDIRECTED, formerEmails: [mistyped.email, CLIENT.email] };
    expect((await client.invoice(RIGHT, redirected, signal())).how).toBe("sent");
    expect(crm.invoices).toMatchObject([{ contactId: "c-1", status: "sent" }]);
  });

  it.each([429, 503])("I22 wait while a %i hides what a former address has left", async (status) => {
    const { crm, client, count } = await highLevel();
    await client.invoice(CLIENT, INVOICE, signal());
    const search = "GET /contacts/search/duplicate";
    // The one of the corrected address is answered.
    const answered = count(search) + 1;
    crm.failures.get = (call) =>
      call === search && count(search) > answered ? { reply: { status }, after: false } : undefined;
    expect(await client.invoice(RIGHT, REDIRECTED, signal())).toMatchObject({
      how: "refused",
      isFinal: false,
    });
    expect(crm.invoices).toHaveLength(1);
  });

  it.each<[string, string, Reply, boolean]>([
    ["POST /invoices/", "a cut after it was made", "cut", true],
    ["POST /invoices/", "500", { status: 500 }, true],
    ["POST /invoices/:id/send", "silence", "silence", true],
    ["POST /invoices/:id/send", "a broken answer", { text: "{" }, true],
  ])("%s with %s is not known, and looked for before it is made again", async (call, _, reply, after) => {
    const { crm, client, count } = await highLevel();
    crm.failures.set(call, { reply, after });
    const outcome = await client.invoice(CLIENT, INVOICE, signal());
    // A broken answer to what nobody reads is an answer all the same.
    expect(outcome.how).toBe("unknown");
    expect(count(call)).toBe(1);
    expect((await client.invoice(CLIENT, INVOICE, signal())).how).toBe("sent");
    expect(crm.invoices).toMatchObject([{ status: "sent" }]);
  });

  it.each<[string, Reply, object]>([
    ["401", { status: 401, json: { message: "Invalid" } }, { isFinal: true }],
    ["404", { status: 404, json: { message: "gone" } }, { isFinal: true }],
    ["409", { status: 409, json: { message: "exists" } }, { isFinal: true }],
    ["422", { status: 422, json: { message: ["phoneNo must be a phone number"] } }, { isFinal: true }],
    ["429", { status: 429 }, { isFinal: false }],
    ["a moved address", { status: 301, headers: { location: "https://elsewhere.test" } }, { isFinal: true }],
  ])("a making that answers %s made nothing", async (_, reply, end) => {
    const { crm, client } = await highLevel();
    crm.failures.set("POST /invoices/", { reply, after: false });
    expect(await client.invoice(CLIENT, INVOICE, signal())).toMatchObject({ how: "refused", ...end });
    expect(crm.invoices).toEqual([]);
  });
});

describe("F7.1 a payment that was received (F4.2)", () => {
  it("is recorded on an invoice that nobody gets, once", async () => {
    const { crm, client, server, count } = await highLevel();
    expect((await client.recordPayment(CLIENT, PAYMENT, signal())).how).toBe("sent");
    expect((await client.recordPayment(CLIENT, PAYMENT, signal())).how).toBe("sent");
    expect(crm.invoices).toMatchObject([
      {
        name: "Commission 7-established_funding-1",
        status: "paid",
        amountPaid: 1250.5,
        notes: ["Best Lender, W-1 (7-established_funding-1)"],
        sentBy: { action: "send_manually" },
        raw: { sentTo: { email: [] }, issueDate: "2026-03-02" },
      },
    ]);
    expect(count("POST /invoices/:id/record-payment")).toBe(1);
    const recorded = server.received.find(({ path }) => path.endsWith("/record-payment"));
    expect(recorded?.bytes.toString()).toContain('"amount":1250.50,');
    expect(recorded?.body).toMatchObject({ mode: "other", fulfilledAt: "2026-03-02T12:00:00.000Z" });
  });

  it("I22 is recorded on the invoice that an attempt with a former address left", async () => {
    const { crm, client } = await highLevel();
    crm.failures.set("POST /invoices/:id/record-payment", {
      reply: { status: 422, json: { message: ["mode is wrong"] } },
      after: false,
    });
    expect((await client.recordPayment(CLIENT, PAYMENT, signal())).how).toBe("refused");
    const right = { ...CLIENT, email: "carla@right.test" };
    const payment = { ...PAYMENT, formerEmails: [CLIENT.email] };
    expect((await client.recordPayment(right, payment, signal())).how).toBe("sent");
    expect(crm.invoices).toMatchObject([{ status: "paid", amountPaid: 1250.5 }]);
  });

  it("of which the answer was lost is read before it is recorded again", async () => {
    const { crm, client, count } = await highLevel();
    crm.failures.set("POST /invoices/:id/record-payment", { reply: "cut", after: true });
    expect((await client.recordPayment(CLIENT, PAYMENT, signal())).how).toBe("unknown");
    expect((await client.recordPayment(CLIENT, PAYMENT, signal())).how).toBe("sent");
    expect(crm.invoices).toMatchObject([{ amountPaid: 1250.5 }]);
    expect(count("POST /invoices/:id/record-payment")).toBe(1);
  });
});

describe("F7.1 the limits of the service", () => {
  it("a 429 makes all calls rest, as long as it says or one interval", async () => {
    const { crm, client, rests } = await highLevel();
    crm.failures.set("POST /invoices/", {
      reply: { status: 429, headers: { "retry-after": "7" } },
      after: false,
    });
    await client.invoice(CLIENT, INVOICE, signal());
    crm.failures.set("POST /invoices/", {
      reply: { status: 429, headers: { "x-ratelimit-interval-milliseconds": "10000" } },
      after: false,
    });
    await client.invoice(CLIENT, INVOICE, signal());
    expect(rests).toEqual([7_000, 10_000]);
  });

  it("the last calls of an interval are left to others", async () => {
    const { crm, client, rests } = await highLevel();
    crm.headers = { "x-ratelimit-remaining": "1", "x-ratelimit-interval-milliseconds": "10000" };
    await client.check(signal());
    expect(rests).toEqual([10_000, 10_000]);
  });

  it("trying the connection changes nothing, and a wrong token is told", async () => {
    const { client, server } = await highLevel();
    expect(await client.check(signal())).toEqual({
      isWorking: true,
      says: "GoHighLevel answers, and has 2 pipelines.",
      problems: [],
    });
    expect(server.received.every(({ method }) => method === "GET")).toBe(true);
    const wrong = await highLevel({}, "pit-wrong");
    expect(await wrong.client.check(signal())).toMatchObject({
      isWorking: false,
      says: expect.stringContaining("Invalid Private Integration token"),
    });
  });

  it("an invoice is known by file, product and occurrence", () => {
    expect(markOf("7/term_loan/collect_invoice/2/invoice")).toBe("7-term_loan-2");
  });
});
