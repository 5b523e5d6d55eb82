import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf } from "../testing.ts";
import { changeStatuses } from "./change-statuses.ts";
import { getLoan } from "./get-loan.ts";
import { getTrade } from "./get-trade.ts";
import { settleLoans } from "./settle-loans.ts";
import { settleTrade } from "./settle-trade.ts";
import { move, sell } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 8 });
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const admin = () => tenant.as("admin", "eve@desk.test");
const SETTLEMENT = { settlementDate: "2026-03-04", settlementReference: "WIRE 9" };

/** A trade of loans bought for 256,000.00, 257,000.00, … */
async function buyTrade(count: number): Promise<{ tradeId: number; ids: number[] }> {
  const ids = await buyLoans(tenant.as("exchange"), `T-${++trades}`, count);
  const loan = await getLoan(operator(), { loanId: ids[0] });
  return { tradeId: loan.pipelineTradeId, ids };
}

async function amountOf(loanId: number): Promise<string | null> {
  return (await getLoan(operator(), { loanId })).settlementAmount;
}

describe("settling a trade", () => {
  it("P5.3 settles the delivered loans and names the others with the reason", async () => {
    const { tradeId, ids } = await buyTrade(7);
    const [a = 0, b = 0, transit = 0, rejected = 0, returned = 0, disputed = 0, purchased = 0] = ids;
    await move(operator(), ids.slice(0, 6), "in_transit");
    await move(operator(), [a, b, disputed], "delivered");
    await move(operator(), [disputed], "disputed");
    await move(operator(), [rejected], "rejected");
    await move(operator(), [returned], "returned");
    const outcome = await settleTrade(admin(), { tradeId, ...SETTLEMENT });
    const skipped = (pipelineLoanId: number, currentStatus: string, reason: string) => ({
      pipelineLoanId,
      currentStatus,
      reason,
    });
    const notDelivered = "Loan is not in 'delivered' status";
    expect(outcome).toEqual({
      pipelineTradeId: tradeId,
      totalLoans: 7,
      settled: 2,
      skipped: 5,
      skippedDetails: [
        skipped(transit, "in_transit", notDelivered),
        skipped(rejected, "rejected", notDelivered),
        skipped(returned, "returned", notDelivered),
        skipped(disputed, "disputed", "Loan is in the exception status 'disputed'; settle it by itself"),
        skipped(purchased, "purchased", notDelivered),
      ],
    });
    const loan = await getLoan(admin(), { loanId: a });
    expect(loan.timeline.at(-1)).toMatchObject({
      newStatus: "settled",
      changedBy: "eve@desk.test",
      notes: "Settled with its trade, reference WIRE 9",
      origin: `trade settlement T-${trades}`,
    });
    const again = await settleTrade(admin(), { tradeId, ...SETTLEMENT });
    expect(again).toMatchObject({ settled: 0, skipped: 7 });
    expect(again.skippedDetails[0]).toEqual(skipped(a, "settled", "Loan is already settled"));
  });

  it("P5.3 each for the amount given, else its sale price, else its purchase price", async () => {
    const { tradeId, ids } = await buyTrade(3);
    const [given = 0, sold = 0, plain = 0] = ids;
    await move(operator(), ids, "in_transit", "delivered");
    await sell(operator(), [given, sold], "260000.00");
    const amounts = [{ pipelineLoanId: given, settlementAmount: "259999.99" }];
    await settleTrade(admin(), { tradeId, ...SETTLEMENT, amounts });
    expect([await amountOf(given), await amountOf(sold), await amountOf(plain)]).toEqual([
      "259999.99",
      "260000.00",
      "258000.00",
    ]);
  });

  it("P5.5 the trade sums the variances of the loans whose sale price is known", async () => {
    const { tradeId, ids } = await buyTrade(3);
    const variance = async () => (await getTrade(operator(), { tradeId })).settlementVariance;
    await move(operator(), ids, "in_transit", "delivered");
    await sell(operator(), ids.slice(0, 2), "100.00");
    expect(await variance()).toBeNull();
    const amounts = ids.map((pipelineLoanId, i) => ({
      pipelineLoanId,
      settlementAmount: ["100.30", "99.60", "5.00"][i],
    }));
    await settleTrade(admin(), { tradeId, ...SETTLEMENT, amounts });
    expect(await variance()).toBe("-0.10");
  });

  it.each([
    ["a date after tomorrow", { settlementDate: "2026-03-06" }, "settlementDate"],
    ["a date before the trade", { settlementDate: "2026-03-01" }, "settlementDate"],
    ["a date that does not exist", { settlementDate: "2026-02-30" }, "settlementDate"],
    ["no reference", { settlementReference: undefined }, "settlementReference"],
    [
      "an amount for a loan of another trade",
      { amounts: [{ pipelineLoanId: 1, settlementAmount: "1" }] },
      "amounts",
    ],
    [
      "an amount of 0",
      { amounts: [{ pipelineLoanId: 1, settlementAmount: "0" }] },
      "amounts[0].settlementAmount",
    ],
  ])("P5.3 P5.1 refuses %s and settles nothing", async (_what, change, field) => {
    const { tradeId, ids } = await buyTrade(1);
    await move(operator(), ids, "in_transit", "delivered");
    const refusal = await refusalOf(settleTrade(admin(), { tradeId, ...SETTLEMENT, ...change }));
    expect(refusal).toMatchObject({ code: "INVALID_SETTLEMENT", details: [{ field }] });
    expect(await amountOf(ids[0] ?? 0)).toBeNull();
  });

  it("P5.3 two amounts for one loan are refused: nobody knows which is meant", async () => {
    const { tradeId, ids } = await buyTrade(1);
    await move(operator(), ids, "in_transit", "delivered");
    const amounts = ["1.00", "2.00"].map((settlementAmount) => ({
      pipelineLoanId: ids[0],
      settlementAmount,
    }));
    for (const attempt of [
      settleTrade(admin(), { tradeId, ...SETTLEMENT, amounts }),
      settleLoans(admin(), { loanIds: ids, ...SETTLEMENT, amounts }),
    ])
      expect(await refusalOf(attempt)).toMatchObject({
        code: "INVALID_SETTLEMENT",
        details: [{ field: "amounts[1].pipelineLoanId" }],
      });
    expect(await amountOf(ids[0] ?? 0)).toBeNull();
  });

  it("P5.6 C2 of a selection, settles only what is as it was looked at, in price and in status", async () => {
    const { ids } = await buyTrade(4);
    const [same = 0, priced = 0, disputed = 0, unsaid = 0] = ids;
    await move(operator(), ids, "in_transit", "delivered");
    const versions = [same, priced, disputed].map((pipelineLoanId) => ({ pipelineLoanId, version: 3 }));
    await sell(operator(), [priced], "77777.00");
    await move(operator(), [disputed], "disputed");
    const { results } = await settleLoans(admin(), { loanIds: ids, ...SETTLEMENT, versions });
    expect(results.map(({ pipelineLoanId, code }) => [pipelineLoanId, code])).toEqual([
      [same, null],
      [priced, "CONFLICT"],
      [disputed, "CONFLICT"],
      [unsaid, null],
    ]);
    expect(await amountOf(priced)).toBeNull();
    expect(await amountOf(disputed)).toBeNull();
  });

  it("P6.3 is for admins; P6.2 a trade that is not there is not found", async () => {
    const { tradeId } = await buyTrade(1);
    expect((await refusalOf(settleTrade(operator(), { tradeId, ...SETTLEMENT }))).code).toBe("FORBIDDEN");
    const absent = settleTrade(admin(), { tradeId: 999_999, ...SETTLEMENT });
    expect((await refusalOf(absent)).code).toBe("TRADE_NOT_FOUND");
  });

  it("P4.2 P5.3 settlements of one trade at once, beside moves, settle each loan once and leave the trade right", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { tradeId, ids } = await buyTrade(24);
      await move(operator(), ids, "in_transit", "delivered");
      const half = ids.slice(0, 12);
      await Promise.all([
        settleTrade(admin(), { tradeId, ...SETTLEMENT }),
        settleTrade(admin(), { tradeId, ...SETTLEMENT }),
        settleLoans(admin(), { loanIds: half.toReversed(), ...SETTLEMENT }),
        settleLoans(admin(), { loanIds: ids.slice(6, 20), ...SETTLEMENT }),
        changeStatuses(operator(), { loanIds: ids.toReversed(), newStatus: "disputed", notes: "x" }),
      ]);
      const { rows } = await tenant.owner.query(
        `select t.settled_count, t.exception_count, t.terminal_count, t.status,
          (select count(*)::int from pipeline_loan l where l.pipeline_trade_id = $1 and current_status = 'settled') as settled,
          (select count(*)::int from pipeline_loan_history h join pipeline_loan l using (pipeline_loan_id)
            where l.pipeline_trade_id = $1 and h.new_status = 'settled') as entries
        from pipeline_trade t where pipeline_trade_id = $1`,
        [tradeId],
      );
      const [row] = rows;
      expect(row).toEqual({
        settled: row.settled,
        entries: row.settled,
        settled_count: row.settled,
        terminal_count: row.settled,
        exception_count: 24 - row.settled,
        status: row.settled === 24 ? "settled" : row.settled > 0 ? "partial" : "active",
      });
    }
  });
});

describe("settling a selection", () => {
  it("P5.6 settles each loan that may be, over trades, with results in the order asked", async () => {
    const first = await buyTrade(2);
    const second = await buyTrade(2);
    const ids = [...first.ids, ...second.ids];
    const [a = 0, b = 0, c = 0, d = 0] = ids;
    await move(operator(), ids, "in_transit");
    await move(operator(), [a, c, d], "delivered");
    await move(operator(), [d], "disputed");
    await sell(operator(), [c], "300000.00");
    const loanIds = [d, 999_999, a, b, c, a];
    const amounts = [{ pipelineLoanId: a, settlementAmount: 7 }].map((one) => ({
      ...one,
      settlementAmount: "7.00",
    }));
    const outcome = await settleLoans(admin(), { loanIds, ...SETTLEMENT, amounts });
    expect(outcome).toMatchObject({ totalRequested: 5, successful: 3, failed: 2 });
    expect(outcome.results.map((one) => [one.pipelineLoanId, one.newStatus, one.code])).toEqual([
      [d, "settled", null],
      [999_999, null, "LOAN_NOT_FOUND"],
      [a, "settled", null],
      [b, null, "INVALID_TRANSITION"],
      [c, "settled", null],
    ]);
    expect([await amountOf(a), await amountOf(b), await amountOf(c), await amountOf(d)]).toEqual([
      "7.00",
      null,
      "300000.00",
      "257000.00",
    ]);
    expect((await getLoan(admin(), { loanId: a })).timeline.at(-1)).toMatchObject({
      changedBy: "eve@desk.test",
      notes: "Settled with a selection, reference WIRE 9",
      origin: "settlement of 5 selected loans",
    });
  });

  it("P5.6 a dry run answers what the run would, and changes nothing", async () => {
    const { tradeId, ids } = await buyTrade(5);
    await move(operator(), ids.slice(0, 4), "in_transit");
    await move(operator(), ids.slice(0, 3), "delivered");
    const request = { loanIds: [...ids, 999_999], ...SETTLEMENT };
    const before = await getTrade(operator(), { tradeId });
    const dry = await settleLoans(admin(), { ...request, dryRun: true });
    expect(await getTrade(operator(), { tradeId })).toEqual(before);
    expect(await amountOf(ids[0] ?? 0)).toBeNull();
    expect(dry).toMatchObject({ successful: 3, failed: 3 });
    expect((await refusalOf(settleLoans(operator(), { ...request, dryRun: true }))).code).toBe("FORBIDDEN");
    expect(await settleLoans(admin(), { ...request, dryRun: false })).toEqual(dry);
    expect(await amountOf(ids[0] ?? 0)).not.toBeNull();
  });

  it("P5.6 a date that does not fit one of the loans fails that loan alone", async () => {
    const { ids } = await buyTrade(1);
    await move(operator(), ids, "in_transit", "delivered");
    const outcome = await settleLoans(admin(), { loanIds: ids, ...SETTLEMENT, settlementDate: "2026-03-01" });
    expect(outcome.results).toMatchObject([{ success: false, code: "INVALID_SETTLEMENT" }]);
    expect(outcome.results[0]?.message).toContain("purchase date");
  });

  it.each([
    ["no loans", { loanIds: [] }, "loanIds"],
    ["501 loans", { loanIds: Array.from({ length: 501 }, (_, i) => i + 1) }, "loanIds"],
    ["a blank reference", { settlementReference: "" }, "settlementReference"],
    ["a date that does not exist", { settlementDate: "2026-13-01" }, "settlementDate"],
    [
      "an amount for a loan that is not selected",
      { amounts: [{ pipelineLoanId: 2, settlementAmount: "1" }] },
      "amounts",
    ],
  ])("P5.6 refuses a request with %s", async (_what, change, field) => {
    const refusal = await refusalOf(settleLoans(admin(), { loanIds: [1], ...SETTLEMENT, ...change }));
    expect(refusal).toMatchObject({ code: "INVALID_SETTLEMENT", details: [{ field }] });
  });

  it("P5.6 P6.3 is for admins", async () => {
    expect((await refusalOf(settleLoans(operator(), { loanIds: [1], ...SETTLEMENT }))).code).toBe(
      "FORBIDDEN",
    );
  });
});
