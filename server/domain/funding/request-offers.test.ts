import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlState } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { OffersAnswer } from "../ports.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { confirmOffers } from "./confirm-offers.ts";
import { pollEngine } from "./poll-engine.ts";
import { requestOffers } from "./request-offers.ts";
import { JUDGED_AT } from "./testing-files.ts";
import {
  answered,
  askedFor,
  BORN,
  everythingKept,
  HELD_NUMBER,
  lenderOffer,
  NUMBER,
  offerForm,
  offersOf,
  readyForOffers,
  scripted,
  tableOf,
} from "./testing-offers.ts";
import { done, fileOf, offer, progressFor, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");

const rowOf = async (fileId: number) => {
  const { rows } = await tenant.owner.query(
    "select state, application, consents, asked_by from funding_offer_request where file_id = $1 order by request_no desc",
    [fileId],
  );
  return rows[0];
};

describe("F7.2 asking lenders for offers", () => {
  it("F7.2 F3.10 is written before it is done, and the call is made outside of any transaction", async () => {
    const fileId = await readyForOffers(operator());
    let seen: unknown;
    let open = -1;
    const market = scripted({
      request: async () => {
        seen = (await rowOf(fileId))?.state;
        const { rows } = await tenant.owner.query(
          "select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
        );
        open = rows[0].open;
        return answered(tableOf([lenderOffer()], ["Beta"]));
      },
    });
    const { version } = await progressFor(operator(), fileId);
    const offers = await askedFor(operator(), fileId, market);
    expect([seen, open]).toEqual(["asked", 0]);
    expect(offers).toMatchObject({
      state: "waiting",
      says: "Waiting for 1 of 2 lenders. 1 offer so far.",
      version: version + 1,
      request: { requestNo: 1, mode: "live", loanAmount: 20_000, lenders: 2, waitsFor: ["Beta"] },
      offers: [{ lender: "Alpha, Inc.", amount: "20000.00", isExpired: false }],
      mayConfirm: false,
    });
  });

  it("F7.2 passes on what the file knows, what was typed and the texts that were shown", async () => {
    const fileId = await readyForOffers(operator(), { email: "zoe@mail.test" });
    const market = scripted({ request: () => answered(tableOf([])) });
    await askedFor(operator(), fileId, market);
    const [{ ssn, ...sent } = expect.fail("nobody was asked")] = market.asked;
    expect(ssn.reveal()).toBe(NUMBER);
    expect(sent).toMatchObject({
      email: "zoe@mail.test",
      phone: "2125550100",
      annualIncome: "80000.00",
      creditScore: 720,
      dateOfBirth: BORN,
      consents: { ...market.consents, agreedToTcpa: true },
    });
    const row = await rowOf(fileId);
    expect(row).toMatchObject({
      consents: { ...market.consents, agreedToTcpa: true },
      asked_by: "operator@desk.test",
    });
    expect(Object.keys(row.application)).not.toContain("dateOfBirth");
  });

  it("F1.1 F7.2 keeps neither the number nor the date of birth, also where Engine repeats them", async () => {
    const echo = `Invalid fields present: ${NUMBER} is not a valid ssn, nor 512479083, nor 512 47 9083`;
    const answers: OffersAnswer[] = [
      { how: "refused", why: echo },
      { how: "unknown", why: echo },
      answered(
        tableOf([lenderOffer({ lender: `Bank ${NUMBER}`, terms: "512479083", link: null })], [NUMBER]),
      ),
    ];
    for (const answer of answers) {
      const fileId = await readyForOffers(operator());
      const told = await askedFor(operator(), fileId, scripted({ request: () => answer }));
      expect(JSON.stringify(told)).not.toMatch(HELD_NUMBER);
    }
    const fileId = await readyForOffers(operator());
    const thrown = scripted({
      request: (application) => {
        throw new Error(`it broke at ${application.ssn.reveal()}`);
      },
    });
    expect(await askedFor(operator(), fileId, thrown)).toMatchObject({ state: "unclear" });
    const kept = await everythingKept(tenant);
    expect(kept).not.toMatch(HELD_NUMBER);
    expect(kept).not.toContain(BORN);
  });

  it("F7.2 after an unclear end, asking again is a person's decision, and by hand it goes on", async () => {
    const fileId = await readyForOffers(operator());
    const broken = scripted({ request: () => ({ how: "unknown", why: "Engine answered 500." }) });
    const unclear = await askedFor(operator(), fileId, broken);
    expect(unclear).toMatchObject({
      state: "unclear",
      says: expect.stringMatching(/^Engine answered 500\. .*duplicate/),
    });
    const again = await refusalOf(askedFor(operator(), fileId, broken));
    expect([again.code, broken.asked.length]).toEqual(["OFFERS_ASKED_ALREADY", 1]);
    const duplicate = scripted({ request: () => ({ how: "refused", why: "Engine answered 409." }) });
    const refused = await askedFor(operator(), fileId, duplicate, { again: true });
    expect(refused).toMatchObject({
      state: "failed",
      says: "Engine answered 409.",
      earlier: [{ state: "unclear" }],
    });
    // One that was certainly not taken may be asked again as it is.
    await askedFor(operator(), fileId, scripted({ request: () => answered(tableOf([])) }));
    await done(operator(), fileId, "term_loan", "generate_term_loan_offers", { offers: [offer()] });
    expect((await progressFor(operator(), fileId)).offers).toMatchObject([{ offerId: "O-1" }]);
  });

  it("F3.10 a crash in between is seen as such, and what comes late is true all the same", async () => {
    const fileId = await readyForOffers(operator());
    let answer: (value: OffersAnswer) => void = () => undefined;
    const hangs = scripted({
      request: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const asking = askedFor(operator(), fileId, hangs);
    await expect.poll(async () => (await offersOf(operator(), fileId)).state).toBe("asking");
    expect((await refusalOf(askedFor(operator(), fileId, hangs, { again: true }))).code).toBe(
      "OFFERS_ASKED_ALREADY",
    );
    const { now } = tenant.clock;
    tenant.clock.now = new Date(now.getTime() + 121_000);
    expect((await offersOf(operator(), fileId)).state).toBe("unclear");
    await pollEngine(operator(), null);
    expect(await rowOf(fileId)).toMatchObject({ state: "unclear" });
    answer(answered(tableOf([lenderOffer()])));
    expect(await asking).toMatchObject({ state: "complete", mayConfirm: true });
    tenant.clock.now = now;
  });

  it("F3.10 the same request is made once, however often it is sent, and another one under its name is refused", async () => {
    const fileId = await readyForOffers(operator());
    const market = scripted({ request: () => answered(tableOf([lenderOffer()])) });
    const { version } = await progressFor(operator(), fileId);
    const request = { fileId, version, requestId: "r-1", ...offerForm({ mode: "live" }) };
    const first = await requestOffers(operator(), request, market);
    expect(await requestOffers(operator(), request, market)).toEqual(first);
    expect(market.asked).toHaveLength(1);
    const other = requestOffers(operator(), { ...request, loanAmount: 9_000 }, market);
    expect(await refusedFields(other)).toEqual(["requestId"]);
  });

  it("F3.10 of two presses at once one asks", async () => {
    const fileId = await readyForOffers(operator());
    const market = scripted({ request: () => answered(tableOf([])) });
    const { version } = await progressFor(operator(), fileId);
    const press = () =>
      requestOffers(operator(), { fileId, version, ...offerForm({ mode: "live" }) }, market);
    const ends = await Promise.allSettled([press(), press(), press()]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(market.asked).toHaveLength(1);
  });

  it.each<[string, string, unknown]>([
    ["a number that nobody has", "ssn", "000-12-3456"],
    ["a known specimen", "ssn", "078-05-1120"],
    ["one too short", "ssn", "512-47-908"],
    ["a child", "dateOfBirth", "2010-01-01"],
    ["a birth tomorrow", "dateOfBirth", "2026-04-28"],
    ["no consent", "consentsToFcra", false],
    ["other texts", "consentsShown", "0000"],
    ["a phone of another country", "phone", "+44 20 7946 0958"],
    ["a state that there is not", "state", "ZZ"],
    ["a ZIP code with letters", "zipcode", "1001A"],
    ["another purpose", "purpose", "gambling"],
    ["half a dollar", "loanAmount", 1000.5],
    ["the number in a name", "lastName", `Client ${NUMBER}`],
    ["the number as a key", "requestId", NUMBER],
  ])("F7.2 refuses %s, names the field, and asks nobody", async (_what, field, value) => {
    const fileId = await readyForOffers(operator());
    const market = scripted({});
    const refusal = await refusalOf(askedFor(operator(), fileId, market, { [field]: value }));
    expect(refusal.details?.map((detail) => detail.field)).toEqual([field]);
    expect(JSON.stringify(refusal)).not.toMatch(HELD_NUMBER);
    expect([market.asked, await rowOf(fileId)]).toEqual([[], undefined]);
  });

  it("F7.4 real lenders are not asked by somebody who saw the sandbox, nor the sandbox by who saw lenders", async () => {
    const fileId = await readyForOffers(operator());
    for (const [mode, seen] of [
      ["live", "sandbox"],
      ["sandbox", "live"],
    ] as const) {
      const market = scripted({ mode });
      const refusal = await refusalOf(askedFor(operator(), fileId, market, { mode: seen }));
      expect([refusal.code, market.asked, await rowOf(fileId)]).toEqual(["MODE_CHANGED", [], undefined]);
      expect(refusal.details?.map(({ field }) => field)).toEqual(["mode"]);
      expect(refusal.message).toContain(mode === "live" ? "is live now" : "is the sandbox now");
    }
  });

  it("F3.3 F7.2 is refused out of turn, on a stale version, without Engine and for a file that is not there", async () => {
    const market = scripted({});
    const early = await fileOf(operator(), "combined");
    expect((await refusalOf(askedFor(operator(), early, market))).code).toBe("STEP_OUT_OF_TURN");
    const fileId = await readyForOffers(operator());
    const stale = requestOffers(operator(), { fileId, version: 1, ...offerForm({ mode: "live" }) }, market);
    expect((await refusalOf(stale)).code).toBe("CONFLICT");
    expect((await refusalOf(askedFor(operator(), fileId, null))).code).toBe("INTEGRATION_OFF");
    const absent = requestOffers(
      operator(),
      { fileId: 999_999, version: 1, ...offerForm({ mode: "live" }) },
      market,
    );
    expect((await refusalOf(absent)).code).toBe("FILE_NOT_FOUND");
    expect(market.asked).toEqual([]);
  });
});

describe("F3.9 F7.2 what was asked and answered", () => {
  const tried = (pool: "pool" | "owner", statement: string) =>
    tenant[pool].query(statement).then(
      () => null,
      (error: unknown) => sqlState(error),
    );

  it("F3.9 is not changed by the app, and removed by nobody", async () => {
    const fileId = await readyForOffers(operator());
    await askedFor(operator(), fileId, scripted({ request: () => answered(tableOf([lenderOffer()])) }));
    const of = `where file_id = ${fileId}`;
    for (const change of [
      "application = '{}'",
      "consents = '{}'",
      "reference = 'x'",
      "asked_by = 'x'",
      "mode = 'sandbox'",
    ])
      expect(await tried("pool", `update funding_offer_request set ${change} ${of}`), change).toBe("42501");
    for (const pool of ["pool", "owner"] as const)
      expect(await tried(pool, `delete from funding_offer_request ${of}`)).toBe("42501");
    // An answer that came is the answer.
    for (const change of ["offers = '[]'", "lead_id = gen_random_uuid()", "state = 'unclear', problem = 'x'"])
      expect(await tried("owner", `update funding_offer_request set ${change} ${of}`), change).toBe("23514");
  });
});

describe("F7.2 what came becomes the step's offers", () => {
  it("F7.2 as they came, without the expired ones and whatever is not told", async () => {
    const fileId = await readyForOffers(operator());
    const bare = lenderOffer({
      lender: "Bare",
      amount: "5000.00",
      apr: null,
      termMonths: null,
      monthlyPayment: null,
    });
    const offers = [bare, lenderOffer(), lenderOffer({ lender: "Old", expiresOn: "2026-04-26" })];
    const { version, request } = await askedFor(
      operator(),
      fileId,
      scripted({ request: () => answered(tableOf(offers)) }),
    );
    const confirmed = await confirmOffers(operator(), { fileId, version, requestNo: request?.requestNo });
    expect(confirmed.offers).toMatchObject([
      { lender: "Alpha, Inc.", amount: "20000.00", apr: "11.900" },
      { lender: "Bare", apr: null, termMonths: null, monthlyPayment: null },
    ]);
    expect(confirmed.offers).toHaveLength(2);
    expect((await offersOf(operator(), fileId)).mayConfirm).toBe(false);
    await walked(operator(), fileId, "term_loan", "generate_term_loan_offers");
  });

  it("F7.2 not while lenders are waited for, not when none stands, and not those of an earlier request", async () => {
    const cases = [
      tableOf([lenderOffer()], ["Beta"]),
      tableOf([]),
      tableOf([lenderOffer({ expiresOn: "2026-04-01" })]),
    ];
    for (const table of cases) {
      const fileId = await readyForOffers(operator());
      const { version } = await askedFor(operator(), fileId, scripted({ request: () => answered(table) }));
      expect((await refusalOf(confirmOffers(operator(), { fileId, version, requestNo: 1 }))).code).toBe(
        "OFFERS_INCOMPLETE",
      );
    }
    const fileId = await readyForOffers(operator());
    const market = scripted({ request: () => answered(tableOf([lenderOffer()])) });
    await askedFor(operator(), fileId, market);
    const { version } = await askedFor(operator(), fileId, market, { again: true });
    expect((await refusalOf(confirmOffers(operator(), { fileId, version, requestNo: 1 }))).code).toBe(
      "OFFERS_INCOMPLETE",
    );
    expect(
      (await refusalOf(confirmOffers(operator(), { fileId: 999_999, version: 1, requestNo: 1 }))).code,
    ).toBe("FILE_NOT_FOUND");
  });
});
