import { Decimal } from "decimal.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { DomainError } from "../errors.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { payloadRetentionDays } from "./delivery-rows.ts";
import { getLoan } from "./get-loan.ts";
import { getTrade } from "./get-trade.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { receiveTrade } from "./receive-trade.ts";
import { reprocessDelivery } from "./reprocess-delivery.ts";
import { bodyOf, deliver, type PsxLoanBody, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 8 });
});
afterAll(() => tenant.close());

const exchange = () => tenant.as("exchange");

async function rowsIn(table: string): Promise<number> {
  const { rows } = await tenant.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}

async function stored(): Promise<number[]> {
  const tables = ["pipeline_trade", "pipeline_loan", "pipeline_loan_history", "pipeline_loan_search"];
  return Promise.all(tables.map(rowsIn));
}

/** A trade whose only loan has these facts. */
const withLoan = (facts: PsxLoanBody) => psxTrade("T-BAD", [psxLoan(1, facts)]);
const without = (body: Record<string, unknown>, field: string) => {
  const { [field]: _left, ...rest } = body;
  return rest;
};

const TRADE_FIELDS = Object.keys(psxTrade("T", [psxLoan(1)]));
const LOAN_FIELDS = Object.keys(psxLoan(1));

const FAULTS: [what: string, body: unknown, fields: string[]][] = [
  ...TRADE_FIELDS.map((field): [string, unknown, string[]] => [
    `without ${field}`,
    without(psxTrade("T-BAD", [psxLoan(1)]), field),
    [field],
  ]),
  ...LOAN_FIELDS.map((field): [string, unknown, string[]] => [
    `with a loan without ${field}`,
    psxTrade("T-BAD", [psxLoan(1), without(psxLoan(2), field)]),
    [`loans[1].${field}`],
  ]),
  ...LOAN_FIELDS.map((field): [string, unknown, string[]] => [
    `with null as a loan's ${field}`,
    withLoan({ [field]: null }),
    [`loans[0].${field}`],
  ]),
  ["that is empty", {}, TRADE_FIELDS],
  ["without loans", psxTrade("T-BAD", []), ["loans"]],
  ["whose loans are no list", { ...psxTrade("T-BAD", []), loans: { 0: psxLoan(1) } }, ["loans"]],
  ["whose loan is no object", psxTrade("T-BAD", ["L1" as unknown as PsxLoanBody]), ["loans[0]"]],
  ["whose loan is null", psxTrade("T-BAD", [null as unknown as PsxLoanBody]), ["loans[0]"]],
  [
    "of 10,001 loans",
    psxTrade(
      "T-BAD",
      Array.from({ length: 10_001 }, (_, i) => psxLoan(i)),
    ),
    ["loans"],
  ],
  ["with a price of 0", withLoan({ purchasePrice: 0 }), ["loans[0].purchasePrice"]],
  ["with a negative price", withLoan({ purchasePrice: -1 }), ["loans[0].purchasePrice"]],
  ["with three decimals", withLoan({ loanAmount: 1.005 }), ["loans[0].loanAmount"]],
  ["with a rate of five decimals", withLoan({ noteRate: 6.87501 }), ["loans[0].noteRate"]],
  ["with an LTV of four decimals", withLoan({ ltv: 80.0001 }), ["loans[0].ltv"]],
  ["with a negative CLTV", withLoan({ cltv: -1 }), ["loans[0].cltv"]],
  ["with an amount too large", withLoan({ loanAmount: "1".repeat(17) }), ["loans[0].loanAmount"]],
  ["with a rate too large", withLoan({ noteRate: 1000 }), ["loans[0].noteRate"]],
  ["with a state that is none", withLoan({ propertyState: "ZZ" }), ["loans[0].propertyState"]],
  ["with a state in small letters", withLoan({ propertyState: "tx" }), ["loans[0].propertyState"]],
  ["with a state by name", withLoan({ propertyState: "Texas" }), ["loans[0].propertyState"]],
  ["with a ZIP of 4 digits", withLoan({ propertyZip: "7870" }), ["loans[0].propertyZip"]],
  ["with a ZIP of 6 digits", withLoan({ propertyZip: "787011" }), ["loans[0].propertyZip"]],
  ["with a ZIP as a number", withLoan({ propertyZip: 78701 }), ["loans[0].propertyZip"]],
  ["with a ZIP in letters", withLoan({ propertyZip: "ABCDE" }), ["loans[0].propertyZip"]],
  ["with a ZIP hyphened elsewhere", withLoan({ propertyZip: "787-010000" }), ["loans[0].propertyZip"]],
  ["with a credit score of 299", withLoan({ creditScore: 299 }), ["loans[0].creditScore"]],
  ["with a credit score of 851", withLoan({ creditScore: 851 }), ["loans[0].creditScore"]],
  ["with a credit score of 720.5", withLoan({ creditScore: 720.5 }), ["loans[0].creditScore"]],
  ["with an unknown purpose", withLoan({ purposeCode: "X" }), ["loans[0].purposeCode"]],
  ["with a purpose of Object", withLoan({ purposeCode: "toString" }), ["loans[0].purposeCode"]],
  ["with an unknown occupancy", withLoan({ occupancyCode: "o" }), ["loans[0].occupancyCode"]],
  ["with a long product code", withLoan({ productCode: "X".repeat(21) }), ["loans[0].productCode"]],
  ["with a blank property type", withLoan({ propertyType: "  " }), ["loans[0].propertyType"]],
  ["with a NUL in a name", withLoan({ borrowerName: "A\u0000B" }), ["loans[0].borrowerName"]],
  ["with half a surrogate pair", withLoan({ propertyCity: "\ud800" }), ["loans[0].propertyCity"]],
  ["with a name of 201 characters", withLoan({ borrowerName: "x".repeat(201) }), ["loans[0].borrowerName"]],
  ["traded on 30 February", psxTrade("T-BAD", [psxLoan(1)], { tradeDate: "2026-02-30" }), ["tradeDate"]],
  ["of nobody's principal", psxTrade("T-BAD", [psxLoan(1)], { principalId: "OTHER" }), ["principalId"]],
  [
    "with a loan twice beside other faults",
    psxTrade("T-BAD", [
      psxLoan(1),
      psxLoan(1, { creditScore: 1 }),
      psxLoan(2, { exchangeLoanId: " L0001 " }),
    ]),
    ["loans[1].creditScore", "loans[1].exchangeLoanId", "loans[2].exchangeLoanId"],
  ],
  [
    "with faults in every part",
    psxTrade(
      "T-BAD",
      [psxLoan(1, { ltv: "x" }), psxLoan(2), psxLoan(3, { propertyZip: "1", creditScore: "" })],
      {
        buyerName: "",
      },
    ),
    ["buyerName", "loans[0].ltv", "loans[2].propertyZip", "loans[2].creditScore"],
  ],
];

describe("a trade that is refused", () => {
  it.each(FAULTS)("P1.2 P1.7 %s names each wrong field and stores nothing", async (_what, body, fields) => {
    const before = await stored();
    const refusal = await refusalOf(deliver(exchange(), body));
    expect(refusal.code).toBe("PAYLOAD_VALIDATION");
    expect(refusal.details?.map((detail) => detail.field)).toEqual(fields);
    for (const detail of refusal.details ?? []) expect(detail.message).not.toMatch(/invalid input|expected/i);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ["an exponent that nobody expands", "1e400", "must be written without an exponent"],
    ["an exponent of a million digits", "1e1000000", "must be written without an exponent"],
  ])("P1.3 %s is refused as it stands in the JSON", async (_what, literal, message) => {
    const text = JSON.stringify(withLoan({ loanAmount: "AMOUNT" })).replace('"AMOUNT"', literal);
    const { details } = await refusalOf(deliver(exchange(), text));
    expect(details).toEqual([{ field: "loans[0].loanAmount", message }]);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["no JSON", bodyOf("{")],
    ["a form", bodyOf("a=1&b=2")],
    ["JSON twice", bodyOf("{}{}")],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
    ["100,000 nested lists", bodyOf("[".repeat(100_000) + "]".repeat(100_000))],
    ["a list", bodyOf([])],
    ["null", bodyOf("null")],
    ["a text", bodyOf('"trade"')],
    ["a number", bodyOf("12")],
  ])("P1.2 a body of %s is a validation error", async (_what, body) => {
    const before = await stored();
    const refusal = await refusalOf(receiveTrade(exchange(), { keyPrefix: "psx_test", body }));
    expect(refusal.code).toBe("PAYLOAD_VALIDATION");
    expect(refusal.details?.length).toBeGreaterThan(0);
    expect(await stored()).toEqual(before);
  });

  it("P1.4 is all or nothing: when the last loan breaks a rule of the database, no row of the trade stays", async () => {
    await tenant.owner.query(
      "alter table pipeline_loan add constraint planted check (borrower_name <> 'Nobody')",
    );
    const before = [await stored(), await rowsIn("pipeline_delivery")];
    const loans = [
      ...Array.from({ length: 30 }, (_, i) => psxLoan(i)),
      psxLoan(99, { borrowerName: "Nobody" }),
    ];
    await expect(deliver(exchange(), psxTrade("T-ATOMIC", loans))).rejects.toThrow();
    // Only the log knows of it (P1.8).
    expect([await stored(), (await rowsIn("pipeline_delivery")) - 1]).toEqual(before);
    await tenant.owner.query("alter table pipeline_loan drop constraint planted");
    expect((await deliver(exchange(), psxTrade("T-ATOMIC", loans))).loanCount).toBe(31);
  });

  it("P6.3 an operator may not post one", async () => {
    expect((await refusalOf(deliver(tenant.as("operator"), psxTrade("T-OP", [psxLoan(1)])))).code).toBe(
      "FORBIDDEN",
    );
  });
});

describe("a trade that is taken in", () => {
  it("P1.4 P1.5 makes one trade, its loans in purchased and a history entry each, and says so", async () => {
    const loans = [psxLoan(1, { purchasePrice: 0.1 }), psxLoan(2, { purchasePrice: "0.20" }), psxLoan(3)];
    const created = await deliver(
      exchange(),
      psxTrade("T-GOOD", loans, { tradeDate: "2026-03-02T23:59:00-08:00" }),
    );
    expect(created).toEqual({
      pipelineTradeId: expect.any(Number),
      exchangeTradeId: "T-GOOD",
      loanCount: 3,
      totalAmount: "258000.30",
      status: "active",
      createdAt: "2026-03-04T15:00:00.000Z",
    });
    const trade = await getTrade(tenant.as("operator"), { tradeId: created.pipelineTradeId });
    expect(trade).toMatchObject({
      tradeDate: "2026-03-02",
      totalLoanCount: 3,
      totalAmount: "258000.30",
      status: "active",
      principalId: "WTPO",
    });
    expect(trade.loans).toHaveLength(3);
    for (const [i, { pipelineLoanId }] of trade.loans.entries()) {
      const loan = await getLoan(tenant.as("operator"), { loanId: pipelineLoanId });
      expect(loan).toMatchObject({
        exchangeLoanId: `L000${i + 1}`,
        exchangeTradeId: "T-GOOD",
        dataSource: "exchange",
        currentStatus: "purchased",
        statusDate: "2026-03-04T15:00:00.000Z",
        purchaseDate: "2026-03-02",
        buyerId: "B-104",
        sellerName: "Tidewater Home Finance",
        principalId: "WTPO",
        salePrice: null,
        profitSpread: null,
        settlementDate: null,
        version: 1,
      });
      expect(loan.statusHistory).toEqual([
        {
          previousStatus: null,
          newStatus: "purchased",
          changedAt: "2026-03-04T15:00:00.000Z",
          changedBy: "system/exchange-webhook",
          notes: null,
        },
      ]);
    }
  });

  it("P1.2 keeps a ZIP of nine digits, hyphened or not, and every territory", async () => {
    const states = ["DC", "PR", "GU", "VI", "AS", "MP", "AA", "AE", "AP"];
    const loans = states.map((propertyState, i) =>
      psxLoan(i, { propertyState, propertyZip: i % 2 ? "78701-1234" : "787011234" }),
    );
    const { pipelineTradeId } = await deliver(exchange(), psxTrade("T-ZIP", loans));
    const { rows } = await tenant.owner.query(
      "select distinct property_zip from pipeline_loan where pipeline_trade_id = $1",
      [pipelineTradeId],
    );
    expect(rows).toEqual([{ property_zip: "787011234" }]);
  });

  it("P1.2 an exchange loan id may come again in another trade", async () => {
    await deliver(exchange(), psxTrade("T-A", [psxLoan(1)]));
    expect((await deliver(exchange(), psxTrade("T-B", [psxLoan(1)]))).loanCount).toBe(1);
  });

  it("P1.2 P1.8 fields that nobody knows are left out and logged", async () => {
    const loan = { ...psxLoan(1), currentStatus: "settled", toString: 1 };
    await deliver(exchange(), {
      ...psxTrade("T-EXTRA", [loan]),
      tenantId: "x",
      "a\u0000b": 1,
      constructor: 1,
    });
    const { deliveries } = await listDeliveries(tenant.as("admin"), {});
    expect(deliveries[0]?.ignoredFields.toSorted()).toEqual([
      "ab",
      "constructor",
      "loans[].currentStatus",
      "loans[].toString",
      "tenantId",
    ]);
  });

  it("P1.3 P3.6 10,000 random amounts come back from the database as they were written, to the digit", async () => {
    const cents = fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n });
    const amounts = fc.sample(cents, 10_000);
    const digits = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;
    const loans = amounts.map((amount, i) => ({
      ...psxLoan(i, { exchangeLoanId: `R${i}` }),
      // Even ones as text, odd ones as bare JSON numbers; the other amount the other way round.
      loanAmount: i % 2 ? digits(amount) : `#${digits(amount)}#`,
      purchasePrice: i % 2 ? `#${digits(amount)}#` : digits(amount),
    }));
    const json = JSON.stringify(psxTrade("T-MONEY", loans)).replace(/"#([\d.]+)#"/g, "$1");
    const created = await deliver(exchange(), json);
    const total = amounts.reduce((sum, one) => sum + one, 0n);
    expect(created).toMatchObject({ loanCount: 10_000, totalAmount: digits(total) });
    const { loans: back } = await getTrade(tenant.as("operator"), { tradeId: created.pipelineTradeId });
    const bySource = new Map(back.map((loan) => [loan.exchangeLoanId, loan]));
    const wrong = amounts.filter((amount, i) => {
      const loan = bySource.get(`R${i}`);
      return loan?.loanAmount !== digits(amount) || loan.purchasePrice !== digits(amount);
    });
    expect(wrong).toEqual([]);
  });

  it("P1.9 of 10,000 loans has 10,000 loans and as many history entries", async () => {
    const loans = Array.from({ length: 10_000 }, (_, i) => psxLoan(i, { purchasePrice: 100.01 }));
    const before = await stored();
    const created = await deliver(exchange(), psxTrade("T-10000", loans));
    expect(created).toMatchObject({
      loanCount: 10_000,
      totalAmount: new Decimal("100.01").times(10_000).toFixed(2),
    });
    const after = await stored();
    expect(after.map((rows, i) => rows - (before[i] ?? 0))).toEqual([1, 10_000, 10_000, 10_000]);
  });
});

describe("a trade delivered again", () => {
  it("P1.6 is refused with the trade there is, and changes nothing", async () => {
    const body = psxTrade("T-TWICE", [psxLoan(1), psxLoan(2)]);
    const first = await deliver(exchange(), body);
    tenant.clock.now = new Date("2026-03-05T09:00:00Z");
    const before = await stored();
    const refusal = await refusalOf(deliver(exchange(), body));
    expect(refusal).toMatchObject({ code: "DUPLICATE_TRADE", details: [] });
    expect(refusal.facts).toEqual(first);
    expect(await stored()).toEqual(before);
  });

  it("P1.6 with the same facts written differently is the same payload", async () => {
    const loan = psxLoan(1, { purchasePrice: 255000 });
    await deliver(exchange(), psxTrade("T-SAME", [loan]));
    const { exchangeTradeId, ...rest } = psxTrade("T-SAME", [
      { ...loan, purchasePrice: "255000.00", extra: 1 },
    ]);
    const refusal = await refusalOf(deliver(exchange(), { ...rest, exchangeTradeId }));
    expect(refusal.details).toEqual([]);
  });

  it("P1.6 with another payload says so, and the first one stands", async () => {
    const first = await deliver(exchange(), psxTrade("T-CHANGED", [psxLoan(1)]));
    const before = await stored();
    const refusal = await refusalOf(deliver(exchange(), psxTrade("T-CHANGED", [psxLoan(1), psxLoan(2)])));
    expect(refusal.code).toBe("DUPLICATE_TRADE");
    expect(refusal.details?.[0]?.message).toContain("differs from the one first delivered");
    expect(refusal.facts).toMatchObject({ pipelineTradeId: first.pipelineTradeId, loanCount: 1 });
    expect(await stored()).toEqual(before);
  });

  it("P1.6 names the present status of the trade, not that of its birth", async () => {
    const body = psxTrade("T-LATER", [psxLoan(1)]);
    const { pipelineTradeId } = await deliver(exchange(), body);
    await tenant.owner.query("update pipeline_trade set settled_count = 1 where pipeline_trade_id = $1", [
      pipelineTradeId,
    ]);
    expect((await refusalOf(deliver(exchange(), body))).facts).toMatchObject({ status: "settled" });
    await tenant.owner.query("update pipeline_trade set settled_count = 0 where pipeline_trade_id = $1", [
      pipelineTradeId,
    ]);
  });

  it("P1.6 20 times at once makes one trade; the 19 others get its id", async () => {
    const before = await stored();
    const body = psxTrade(
      "T-RACE",
      Array.from({ length: 50 }, (_, i) => psxLoan(i)),
    );
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => deliver(exchange(), body)));
    const created = outcomes
      .filter((outcome) => outcome.status === "fulfilled")
      .map((outcome) => outcome.value);
    const refused = outcomes
      .filter((outcome) => outcome.status === "rejected")
      .map((outcome) => (outcome.reason as DomainError).refusal);
    expect(created).toHaveLength(1);
    expect(refused).toHaveLength(19);
    for (const refusal of refused) {
      expect(refusal.code).toBe("DUPLICATE_TRADE");
      expect(refusal.facts).toEqual(created[0]);
    }
    const after = await stored();
    expect(after.map((rows, i) => rows - (before[i] ?? 0))).toEqual([1, 50, 50, 50]);
  });

  it("P1.6 different trades shuffled and repeated at once are each there once", async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `T-MIX-${i}`);
    const seed = fc.sample(fc.shuffledSubarray([...ids, ...ids, ...ids], { minLength: 36 }), 1)[0] ?? [];
    await Promise.allSettled(seed.map((id) => deliver(exchange(), psxTrade(id, [psxLoan(1)]))));
    const { rows } = await tenant.owner.query(
      "select count(*)::int as n, count(distinct exchange_trade_id)::int as ids from pipeline_trade where exchange_trade_id like 'T-MIX-%'",
    );
    expect(rows).toEqual([{ n: 12, ids: 12 }]);
  });
});

describe("the delivery log", () => {
  const newest = async () => {
    const { deliveries } = await listDeliveries(tenant.as("admin"), { pageSize: 1 });
    const [entry] = deliveries;
    if (!entry) throw new Error("nothing is logged");
    return entry;
  };

  it("P1.8 keeps every delivery: created, duplicate, rejected, no JSON, refused at the door", async () => {
    const log = async () => {
      const { outcome, statusCode, exchangeTradeId, pipelineTradeId, keyPrefix } = await newest();
      return { outcome, statusCode, exchangeTradeId, pipelineTradeId, keyPrefix };
    };
    const body = psxTrade("T-LOG", [psxLoan(1)]);
    const { pipelineTradeId } = await deliver(exchange(), body);
    const entry = { exchangeTradeId: "T-LOG", keyPrefix: "psx_test" };
    expect(await log()).toEqual({ ...entry, outcome: "created", statusCode: 201, pipelineTradeId });
    await refusalOf(deliver(exchange(), body));
    expect(await log()).toEqual({ ...entry, outcome: "duplicate", statusCode: 409, pipelineTradeId });
    await refusalOf(deliver(exchange(), { ...body, loans: [] }));
    expect(await log()).toEqual({ ...entry, outcome: "rejected", statusCode: 400, pipelineTradeId: null });
    await refusalOf(deliver(exchange(), "{"));
    const unknown = { ...entry, outcome: "rejected", exchangeTradeId: null, pipelineTradeId: null };
    expect(await log()).toEqual({ ...unknown, statusCode: 400 });
    const refusedAtDoor = { code: "PAYLOAD_TOO_LARGE" as const, message: "The body is too large." };
    await refusalOf(
      receiveTrade(exchange(), { keyPrefix: "psx_test", body: new Uint8Array(), refusedAtDoor }),
    );
    expect(await log()).toEqual({ ...unknown, statusCode: 413 });
  });

  it("P1.8 keeps why a delivery was refused, up to 200 details", async () => {
    const loans = Array.from({ length: 300 }, (_, i) => psxLoan(i, { creditScore: 1 }));
    const { details } = await refusalOf(deliver(exchange(), psxTrade("T-WHY", loans)));
    expect(details).toHaveLength(300);
    const entry = await newest();
    expect(entry.refusal).toMatchObject({
      code: "PAYLOAD_VALIDATION",
      message: expect.stringContaining("300 fields"),
    });
    expect(entry.refusal?.details).toEqual(details?.slice(0, 200));
  });

  it("P1.8 an id that is too long or no text is not noted, one of odd characters does not stop the log", async () => {
    for (const [id, noted] of [
      ["x".repeat(65), null],
      [5, null],
      ["a\u0000b", null],
      ["\ud800", "\ufffd"],
    ] as const) {
      await refusalOf(deliver(exchange(), { ...psxTrade("T", []), exchangeTradeId: id }));
      expect((await newest()).exchangeTradeId).toBe(noted);
    }
  });

  it("P1.8 a stored payload that failed is processed again as a new entry that points to the first", async () => {
    const body = psxTrade("T-AGAIN", [psxLoan(1)], { principalId: "LATER" });
    expect(await refusedFields(deliver(exchange(), body))).toEqual(["principalId"]);
    const failed = await newest();
    const admin = tenant.as("admin");
    expect(await refusedFields(reprocessDelivery(admin, { deliveryId: failed.deliveryId }))).toEqual([
      "principalId",
    ]);
    expect(await newest()).toMatchObject({ outcome: "rejected", reprocessOf: failed.deliveryId });
    await tenant.owner.query("insert into principal (principal_id, created_at) values ('LATER', now())");
    const created = await reprocessDelivery(admin, { deliveryId: failed.deliveryId });
    expect(created).toMatchObject({ exchangeTradeId: "T-AGAIN", loanCount: 1 });
    const entry = await newest();
    expect(entry).toMatchObject({
      outcome: "created",
      reprocessOf: failed.deliveryId,
      keyPrefix: "psx_test",
      processedBy: "admin@desk.test",
    });
    const { rows } = await tenant.owner.query(
      "select changed_by, origin from pipeline_loan_history h join pipeline_loan l using (pipeline_loan_id) where l.exchange_trade_id = 'T-AGAIN'",
    );
    expect(rows).toEqual([
      {
        changed_by: "system/exchange-webhook",
        origin: `delivery ${failed.deliveryId}, processed again by admin@desk.test`,
      },
    ]);
    const { deliveries } = await listDeliveries(admin, { pageSize: 3 });
    expect(deliveries.find((one) => one.deliveryId === failed.deliveryId)).toEqual(failed);
    const refusal = await refusalOf(reprocessDelivery(admin, { deliveryId: failed.deliveryId }));
    expect(refusal.code).toBe("DUPLICATE_TRADE");
  });

  it("P1.8 a delivery that failed for our own reasons is logged with its payload and can be processed again", async () => {
    await tenant.owner.query(
      "alter table pipeline_loan_search add constraint broken check (text not like '%our fault%') not valid",
    );
    const body = psxTrade("T-OURS", [psxLoan(1), psxLoan(2, { borrowerName: "Our Fault" })]);
    await expect(deliver(exchange(), body)).rejects.not.toBeInstanceOf(DomainError);
    const failed = await newest();
    expect(failed).toMatchObject({
      outcome: "failed",
      statusCode: 500,
      exchangeTradeId: "T-OURS",
      processedBy: null,
    });
    const { rowCount } = await tenant.owner.query(
      "select 1 from pipeline_trade where exchange_trade_id = 'T-OURS'",
    );
    expect(rowCount).toBe(0);
    await tenant.owner.query("alter table pipeline_loan_search drop constraint broken");
    const created = await reprocessDelivery(tenant.as("admin"), { deliveryId: failed.deliveryId });
    expect(created).toMatchObject({ exchangeTradeId: "T-OURS", loanCount: 2 });
  });

  it.each([
    [undefined, 90],
    ["", 90],
    ["30", 30],
    ["0", 90],
    ["90d", 90],
    ["-1", 90],
  ])("P1.8 a retention of %j days is %i: a slip deletes nothing", (setting, days) => {
    expect(payloadRetentionDays({ PSSAAS_PAYLOAD_RETENTION_DAYS: setting })).toBe(days);
  });

  it("P1.8 what did not fail, or is not there, or has no payload, is not processed again", async () => {
    const admin = tenant.as("admin");
    await deliver(exchange(), psxTrade("T-FINE", [psxLoan(1)]));
    const { deliveryId } = await newest();
    expect((await refusalOf(reprocessDelivery(admin, { deliveryId }))).code).toBe("CONFLICT");
    const absent = { deliveryId: 999_999_999_999_999 };
    expect((await refusalOf(reprocessDelivery(admin, absent))).code).toBe("DELIVERY_NOT_FOUND");
    await refusalOf(receiveTrade(exchange(), { keyPrefix: "psx_test", body: new Uint8Array() }));
    const { deliveryId: empty } = await newest();
    expect((await refusalOf(reprocessDelivery(admin, { deliveryId: empty }))).code).toBe("CONFLICT");
  });

  it("P1.8 payloads are kept 90 days, fingerprints for ever", async () => {
    tenant.clock.now = new Date("2026-03-10T00:00:00Z");
    await refusalOf(deliver(exchange(), "{"));
    const { deliveryId, payloadFingerprint } = await newest();
    const kept = () =>
      tenant.owner.query("select 1 from pipeline_delivery_payload where delivery_id = $1", [deliveryId]);
    // Only this payload is old enough to matter: those before it are put out of the way of the few that leave at a time.
    await tenant.owner.query("delete from pipeline_delivery_payload where delivery_id < $1", [deliveryId]);
    tenant.clock.now = new Date("2026-06-08T00:00:00Z");
    await refusalOf(deliver(exchange(), "{{"));
    expect((await kept()).rowCount).toBe(1);
    tenant.clock.now = new Date("2026-06-08T00:00:01Z");
    await refusalOf(deliver(exchange(), "{{{"));
    expect((await kept()).rowCount).toBe(0);
    const { rows } = await tenant.owner.query(
      "select payload_fingerprint from pipeline_delivery where delivery_id = $1",
      [deliveryId],
    );
    expect(rows).toEqual([{ payload_fingerprint: payloadFingerprint }]);
  });

  it("P1.8 P6.3 is for admins: newest first, in pages", async () => {
    const admin = tenant.as("admin");
    const { totalRows, deliveries } = await listDeliveries(admin, { page: 1, pageSize: 5 });
    expect(totalRows).toBe(await rowsIn("pipeline_delivery"));
    const next = await listDeliveries(admin, { page: 2, pageSize: 5 });
    const ids = [...deliveries, ...next.deliveries].map((one) => one.deliveryId);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(new Set(ids).size).toBe(10);
    const operator = tenant.as("operator");
    for (const refused of [listDeliveries(operator, {}), reprocessDelivery(operator, { deliveryId: 1 })])
      expect((await refusalOf(refused)).code).toBe("FORBIDDEN");
  });
});
