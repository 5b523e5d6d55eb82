import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { sumMoney } from "../money.ts";
import { refusalOf } from "../testing.ts";
import { editLoan } from "./edit-loan.ts";
import { getLoan } from "./get-loan.ts";
import { getPurchaseAdvice } from "./get-purchase-advice.ts";
import { getTrade } from "./get-trade.ts";
import { listLoans } from "./list-loans.ts";
import { listTradeCards } from "./list-trade-cards.ts";
import { previewTradeSettlement } from "./preview-trade-settlement.ts";
import { settleTrade } from "./settle-trade.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const admin = () => tenant.as("admin");
const SETTLEMENT = { settlementDate: "2026-03-04", settlementReference: "WIRE 1" };

/** Five loans: three delivered, of which two have a sale price, one rejected, one purchased. */
async function tradeOnItsWay(): Promise<{ tradeId: number; exchangeTradeId: string; ids: number[] }> {
  trades += 1;
  const exchangeTradeId = `VIEW-${trades}`;
  const ids = await buyLoans(tenant.as("exchange"), exchangeTradeId, 5, { purchasePrice: "100.10" });
  const [one, two, three, rejected] = ids as [number, number, number, number];
  await move(operator(), [one, two, three], "in_transit", "delivered");
  await move(operator(), [rejected], "in_transit", "rejected");
  await editLoan(operator(), { loanId: one, salePrice: "103.30" });
  await editLoan(operator(), { loanId: two, salePrice: "99.95" });
  const { pipelineTradeId: tradeId } = await getLoan(operator(), { loanId: one });
  return { tradeId, exchangeTradeId, ids };
}

async function cardOf(tradeId: number) {
  const filters = [{ field: "pipelineTradeId", operator: "eq", value: tradeId }];
  const { trades: cards } = await listTradeCards(operator(), { filters });
  return cards[0] ?? expect.fail("no card");
}

describe("a trade's card", () => {
  it("P7.6 P5.5 says where its loans stand and what its settlements came to, as the trade itself does", async () => {
    const { tradeId, ids } = await tradeOnItsWay();
    const before = await cardOf(tradeId);
    expect(before).toMatchObject({ settlementTotal: "0.00", settlementVariance: null, comparedLoans: 0 });
    const amounts = [{ pipelineLoanId: ids[1], settlementAmount: "90.00" }];
    await settleTrade(admin(), { tradeId, ...SETTLEMENT, amounts });
    const card = await cardOf(tradeId);
    const trade = await getTrade(operator(), { tradeId });
    const ofTrade = trade.statusBreakdown.filter((one) => one.loanCount > 0);
    expect(card.breakdown.toSorted((a, b) => (a.status < b.status ? -1 : 1))).toEqual(
      ofTrade
        .map(({ status, loanCount, totalVolume }) => ({ status, loans: loanCount, volume: totalVolume }))
        .sort((a, b) => (a.status < b.status ? -1 : 1)),
    );
    // 103.30 as expected, 90.00 instead of 99.95; the third has no sale price to compare with.
    expect(card).toMatchObject({
      settlementVariance: "-9.95",
      comparedLoans: 2,
      settlementTotal: "293.40",
      status: "active",
    });
    expect(trade.settlementVariance).toBe("-9.95");
  });

  it("P5.5 each loan of the list carries its settlement and its variance", async () => {
    const { tradeId, ids } = await tradeOnItsWay();
    await settleTrade(admin(), {
      tradeId,
      ...SETTLEMENT,
      amounts: [{ pipelineLoanId: ids[0], settlementAmount: "104.00" }],
    });
    const filters = [{ field: "pipelineTradeId", operator: "eq" as const, value: tradeId }];
    const { loans } = await listLoans(operator(), { filters, sortBy: "pipelineLoanId" });
    expect(loans.map((loan) => [loan.settlementAmount, loan.settlementVariance])).toEqual([
      ["104.00", "0.70"],
      ["99.95", "0.00"],
      ["100.10", null],
      [null, null],
      [null, null],
    ]);
  });
});

describe("the preview of a trade's settlement", () => {
  it("P5.3 names what would be settled for how much, what not and why; and that is what then happens", async () => {
    const { tradeId, ids } = await tradeOnItsWay();
    const preview = await previewTradeSettlement(admin(), { tradeId });
    expect(preview.ready.map((loan) => [loan.pipelineLoanId, loan.expectedAmount])).toEqual([
      [ids[0], "103.30"],
      [ids[1], "99.95"],
      [ids[2], "100.10"],
    ]);
    expect(preview.expectedTotal).toBe("303.35");
    expect(preview.skipped.map((loan) => [loan.pipelineLoanId, loan.reason])).toEqual([
      [ids[3], "Loan is not in 'delivered' status"],
      [ids[4], "Loan is not in 'delivered' status"],
    ]);
    const result = await settleTrade(admin(), { tradeId, ...SETTLEMENT, version: preview.version });
    expect(result.settled).toBe(3);
    expect(result.skippedDetails).toEqual(
      preview.skipped.map(({ loanId, borrowerName, ...skipped }) => skipped),
    );
    expect((await cardOf(tradeId)).settlementTotal).toBe(preview.expectedTotal);
    expect((await previewTradeSettlement(admin(), { tradeId })).ready).toEqual([]);
  });

  it.each<[string, (ids: number[]) => Promise<unknown>]>([
    ["a sale price", (ids) => editLoan(operator(), { loanId: ids[0], salePrice: "50.00" })],
    ["a status", (ids) => move(operator(), [ids[0] ?? 0], "disputed")],
    ["a loan that is not ready", (ids) => move(operator(), [ids[4] ?? 0], "in_transit")],
  ])("P5.3 when %s changes after it, nothing is settled", async (_what, change) => {
    const { tradeId, ids } = await tradeOnItsWay();
    const { version } = await previewTradeSettlement(admin(), { tradeId });
    await change(ids);
    const refusal = await refusalOf(settleTrade(admin(), { tradeId, ...SETTLEMENT, version }));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.message).toContain("Nothing was settled");
    expect((await cardOf(tradeId)).settlementTotal).toBe("0.00");
    const again = await previewTradeSettlement(admin(), { tradeId });
    const settled = await settleTrade(admin(), { tradeId, ...SETTLEMENT, version: again.version });
    expect(settled.settled).toBe(again.ready.length);
  });
});

it("P5.3 P2.7 when another workflow came into force after it, nothing is settled", async () => {
  const { tradeId } = await tradeOnItsWay();
  const { version, workflowVersion } = await previewTradeSettlement(admin(), { tradeId });
  const seen = { tradeId, ...SETTLEMENT, version };
  const later = await refusalOf(settleTrade(admin(), { ...seen, workflowVersion: workflowVersion + 1 }));
  expect(later).toMatchObject({ code: "CONFLICT", details: [{ field: "workflowVersion" }] });
  expect((await cardOf(tradeId)).settlementTotal).toBe("0.00");
  expect((await settleTrade(admin(), { ...seen, workflowVersion })).settled).toBe(3);
});

describe("the purchase advice", () => {
  it("P5.5 P7.6 has every loan on a line and totals that are the sums of the lines, to the cent", async () => {
    const { tradeId, exchangeTradeId, ids } = await tradeOnItsWay();
    await settleTrade(admin(), {
      tradeId,
      ...SETTLEMENT,
      amounts: [{ pipelineLoanId: ids[1], settlementAmount: "90.00" }],
    });
    const advice = await getPurchaseAdvice(operator(), { tradeId });
    expect(advice).toMatchObject({ exchangeTradeId, status: "active", asOf: tenant.clock.now.toISOString() });
    expect(advice.lines.map((line) => line.pipelineLoanId)).toEqual(ids);
    expect(advice.lines[1]).toMatchObject({
      settlementAmount: "90.00",
      settlementDate: "2026-03-04",
      settlementReference: "WIRE 1",
      settlementVariance: "-9.95",
    });
    const { totals } = advice;
    expect(totals.purchasePrice).toEqual({ amount: "500.50", loans: 5 });
    expect(totals.salePrice).toEqual({ amount: "203.25", loans: 2 });
    expect(totals.settlementAmount).toEqual({ amount: "293.40", loans: 3 });
    expect(totals.settlementVariance).toEqual({ amount: "-9.95", loans: 2 });
    expect(totals.loanAmount.amount).toBe(sumMoney(advice.lines.map((line) => line.loanAmount)));
  });
});
