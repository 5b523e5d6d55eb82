import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_CONSENTS } from "../../domain/funding/model/loan-application.ts";
import type { Reply, TestServer } from "../testing-server.ts";
import { type ProbedEngine, probeEngine } from "./probe.ts";
import {
  application,
  CONFIDENTIAL_TOKEN,
  clientAt,
  engineEvent,
  engineOffer,
  engineServer,
  eventPage,
  LEAD_TOKEN,
  NUMBER,
  type Protocol,
  rateTable,
  refusal,
} from "./testing-engine.ts";

/** F7.2 F7.4: the real client against a server that speaks Engine's protocol. */

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function started(protocol: Protocol) {
  const server = await engineServer(protocol);
  open.push(server);
  return { server, engine: clientAt(server) };
}

const NEVER = new AbortController().signal;
const ID = "b9b212a8-b284-4986-813e-a8d8e87c1863";

async function asked(reply: Reply) {
  const { server, engine } = await started({ "POST /leads/rateTables": reply });
  return { server, answer: await engine.requestOffers(application(), NEVER) };
}

describe("F7.2 asking for offers", () => {
  it("F7.2 sends what Engine documents, with the lead token, and nothing personal in the tag", async () => {
    const { server, answer } = await asked({ json: rateTable([engineOffer()], ["Beta Inc."]) });
    expect(answer.how).toBe("answered");
    expect(server.received).toHaveLength(1);
    const [{ headers, body, bytes } = expect.fail("nothing came")] = server.received;
    expect(headers.authorization).toBe(`Bearer ${LEAD_TOKEN}`);
    expect(body).toEqual({
      productTypes: ["loan"],
      isTest: true,
      clientTags: { reference: ["pf-0123456789abcdef01234567"] },
      personalInformation: {
        firstName: "Ann",
        lastName: "Client",
        email: "ann@mail.test",
        primaryPhone: "2125550100",
        address1: "175 5th Ave",
        city: "New York",
        state: "NY",
        zipcode: "10010",
        dateOfBirth: "1985-10-09",
        ssn: NUMBER,
      },
      loanInformation: { purpose: "debt_consolidation", loanAmount: 20_000 },
      mortgageInformation: { propertyStatus: "rent" },
      creditInformation: { providedCreditRating: "excellent", providedNumericCreditScore: 722 },
      financialInformation: {
        employmentStatus: "employed_full_time",
        employmentPayFrequency: "biweekly",
        annualIncome: 80_000,
        monthlyHousingPayment: 1_500,
      },
      legalInformation: {
        consentsToFcra: true,
        consentsToTcpa: true,
        fcraLanguage: DEFAULT_CONSENTS.fcra,
        tcpaLanguage: DEFAULT_CONSENTS.tcpa,
      },
    });
    expect(bytes.toString()).not.toContain("trackingUuid");
  });

  it("F7.2 takes over what a client is shown, and never what Engine pays", async () => {
    const { answer } = await asked({ json: rateTable([engineOffer()], ["Beta Inc."]) });
    if (answer.how !== "answered") return expect.fail(answer.why);
    expect(answer.table.pending).toEqual(["Beta Inc."]);
    expect(answer.table.offers).toEqual([
      {
        offerId: expect.any(String),
        lender: "Alpha, Inc.",
        product: "personal_loan",
        amount: "7500.00",
        minAmount: null,
        apr: "29.990",
        minApr: null,
        maxApr: "29.990",
        aprType: "fixed",
        termMonths: 36,
        monthlyPayment: "296.06",
        maxFee: "526.00",
        isPreApproved: true,
        isSecured: false,
        terms: null,
        disclaimer: "Terms apply.",
        link: expect.stringMatching(/^https:\/\/offers\.engine\.tech\/ref\//),
        expiresOn: "2026-05-28",
      },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/payout|987654|conversionProbability/);
  });

  it("F7.2 keeps the digits of amounts, and what a lender does not tell stays unknown", async () => {
    const table = JSON.stringify(
      rateTable([
        engineOffer({
          maxAmount: "AMOUNT",
          meanApr: null,
          maxApr: null,
          termLength: null,
          meanMonthlyPayment: null,
          maxMonthlyPayment: null,
          monthlyPayment: null,
          url: "javascript:alert(1)",
        }),
        engineOffer({ termLength: 5, termUnit: "year", meanApr: 6.12345 }),
        engineOffer({ maxAmount: null }),
        engineOffer({ originator: {} }),
        engineOffer({ productType: "savings" }),
      ]),
    ).replace('"AMOUNT"', "12345678901234.565");
    const { answer } = await asked({ text: table });
    if (answer.how !== "answered") return expect.fail(answer.why);
    expect(answer.table.offers).toMatchObject([
      { amount: "12345678901234.57", apr: null, termMonths: null, monthlyPayment: null, link: null },
      { termMonths: 60, apr: "6.123" },
    ]);
  });

  it.each<[string, Reply, string]>([
    [
      "400 with its words",
      refusal(400, "Invalid fields present: x is not a valid zipcode"),
      "not a valid zipcode",
    ],
    ["401", refusal(401, "Access token is missing"), "401"],
    ["404", refusal(404, "no such thing"), "404"],
    [
      "409 for a duplicate",
      refusal(409, "Lead  duplicates an existing lead"),
      "has this client's application already",
    ],
    ["422", refusal(422, "malformed"), "422"],
    ["429", { status: 429, headers: { "retry-after": "60" } }, "429"],
  ])("F7.4 is told of %s, and that nothing was taken", async (_what, reply, words) => {
    const { answer, server } = await asked(reply);
    expect(answer).toEqual({ how: "refused", why: expect.stringContaining(words) });
    expect(server.received).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ["500", { status: 500 }],
    ["503", refusal(503, "busy")],
    ["no answer in time", "silence"],
    ["a connection that is cut", "cut"],
    ["half an answer", { cutAfter: '{"uuid":' }],
    ["what is no JSON", { text: "<html>" }],
    ["another shape", { json: { offers: [] } }],
    ["ids that are none", { json: rateTable([], [], { leadUuid: "x" }) }],
  ])("F7.4 after %s nobody knows, and it is not sent again", async (_what, reply) => {
    const { answer, server } = await asked(reply);
    expect(answer.how).toBe("unknown");
    expect(server.received).toHaveLength(1);
  });
});

describe("F7.4 trying the settings", () => {
  const tried = async (protocol: Protocol, tokens: Partial<ProbedEngine> = {}) => {
    const { server } = await started(protocol);
    const settings = {
      baseUrl: server.base,
      leadToken: LEAD_TOKEN,
      confidentialToken: CONFIDENTIAL_TOKEN,
      now: () => new Date("2026-04-27T12:00:00Z"),
      privateHosts: [server.host],
      ...tokens,
    };
    return { answer: await probeEngine(settings, NEVER), server };
  };
  const events = { "GET /supplyAnalytics/leadEvents": { json: eventPage([]) } };

  it("F7.4 asks for a table that there is not and for the last events, and changes nothing", async () => {
    const { answer, server } = await tried(events);
    expect(answer).toEqual({ isWorking: true, says: expect.any(String), problems: [] });
    expect(server.received.map(({ method }) => method)).toEqual(["GET", "GET"]);
    expect(server.received[1]?.query).toEqual({ sinceTimestamp: "2026-04-27T11:45:00.000Z" });
  });

  it("F7.4 says which token is not accepted, or missing", async () => {
    const refused = await tried({ "GET /originator": refusal(401, "Access token is missing"), ...events });
    expect(refused.answer).toMatchObject({
      isWorking: false,
      problems: ["The lead token: Engine answered 401: Access token is missing"],
    });
    const missing = await tried(events, { confidentialToken: undefined });
    expect(missing.answer.problems).toEqual(["The confidential token: it is not set."]);
    const down = await tried({ "GET /": { status: 503 } });
    expect(down.answer.problems).toHaveLength(2);
  });
});

describe("F7.2 reading", () => {
  it("F7.2 offers trickle in until nobody is waited for", async () => {
    const path = `GET /originator/rateTables/${ID}`;
    const tables = [
      rateTable([engineOffer()], ["Beta", "Gamma"]),
      rateTable([engineOffer(), engineOffer()], ["Gamma"]),
      rateTable([engineOffer(), engineOffer()], []),
    ];
    const { engine, server } = await started({ [path]: tables.map((json) => ({ json })) });
    const seen: number[][] = [];
    for (let i = 0; i < 3; i += 1) {
      const reading = await engine.readOffers(ID, NEVER);
      if (reading.how === "read") seen.push([reading.value.offers.length, reading.value.pending.length]);
    }
    expect(seen).toEqual([
      [1, 2],
      [2, 1],
      [2, 0],
    ]);
    expect(server.received.every(({ headers }) => headers.authorization === `Bearer ${LEAD_TOKEN}`)).toBe(
      true,
    );
  });

  it.each<[string, Reply, boolean]>([
    ["an unknown table is gone", refusal(404, "Lead UUID is invalid"), true],
    ["a key that is not accepted may be tomorrow", refusal(401, "no"), false],
    ["a fault may pass", { status: 500 }, false],
    ["what cannot be read may be read tomorrow", { json: [] }, false],
  ])("F7.4 %s", async (_what, reply, isGone) => {
    const { engine } = await started({ "GET /originator": reply });
    expect(await engine.readOffers(ID, NEVER)).toMatchObject({ how: "failed", isGone });
  });

  it("F7.2 events come by token, with the version and the confidential key", async () => {
    const funded = engineEvent(ID, "funded", {
      amountInCents: 2_000_000.4,
      offerUuid: ID,
      eventDeletedAt: "2026-05-02T00:00:00",
    });
    const told = engineEvent(ID, "funded", { eventData: { amount: 1_500 } });
    const { engine, server } = await started({
      "GET /supplyAnalytics/leadEvents": [
        { json: eventPage([funded, { id: "x" }, told], "t-2", true) },
        refusal(422, "timestamp must be at or before"),
      ],
    });
    const first = await engine.readEvents({ since: "2026-04-27T11:50:00.000Z" }, NEVER);
    expect(first).toEqual({
      how: "read",
      value: {
        token: "t-2",
        hasMore: true,
        events: [
          {
            eventId: funded.id,
            leadId: ID,
            eventType: "funded",
            happenedAt: "2026-04-28T09:00:00.000Z",
            takenBackAt: "2026-05-02T00:00:00.000Z",
            amount: "20000.00",
            lender: "Alpha, Inc.",
            offerId: ID,
          },
          expect.objectContaining({ eventId: told.id, amount: "1500.00", takenBackAt: null, offerId: null }),
        ],
      },
    });
    expect(await engine.readEvents({ token: "t-2" }, NEVER)).toMatchObject({ how: "failed", isGone: true });
    expect(server.received.map(({ query }) => query)).toEqual([
      { sinceTimestamp: "2026-04-27T11:50:00.000Z" },
      { paginationToken: "t-2" },
    ]);
    for (const { headers } of server.received)
      expect([headers["api-version"], headers.authorization]).toEqual([
        "2025-04-01",
        `Bearer ${CONFIDENTIAL_TOKEN}`,
      ]);
  });

  it("F7.2 of one lead everything is read at once, also where Engine cut it short", async () => {
    const info = {
      data: { events: [engineEvent(ID, "offerClicked")], payouts: [], clientTags: [] },
      warnings: ["cut"],
    };
    const { engine } = await started({
      [`GET /supplyAnalytics/leadsInfo/${ID}`]: { status: 206, json: info },
    });
    expect(await engine.readLead(ID, NEVER)).toMatchObject({
      how: "read",
      value: [{ leadId: ID, eventType: "offerClicked", amount: null }],
    });
  });
});
