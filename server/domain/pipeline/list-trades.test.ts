import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { getTrade } from "./get-trade.ts";
import { listTrades, type TradeSummary } from "./list-trades.ts";
import { TRADE_FIELDS } from "./model/loan-fields.ts";
import { settleTrade } from "./settle-trade.ts";
import { move } from "./testing-moves.ts";
import { dice } from "./testing-random.ts";
import { deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
let trades: Record<string, unknown>[];
beforeAll(async () => {
  tenant = await testTenant();
  const { below, pick } = dice(7);
  for (let t = 0; t < 60; t += 1) {
    tenant.clock.now = new Date(tenant.clock.now.getTime() + below(40) * 3_600_000);
    const loans = Array.from({ length: 1 + below(4) }, (_, i) =>
      psxLoan(i, { purchasePrice: `${1 + below(9)}.10` }),
    );
    const facts = {
      buyerId: pick("B-1", "B-2"),
      buyerName: pick("Cascade", "100% Capital", "under_score"),
      sellerId: pick("S-1", "S-2"),
      tradeDate: pick("2026-03-01", "2026-03-02", "2026-03-03"),
    };
    const created = await deliver(tenant.as("exchange"), psxTrade(`PSX-${t}`, loans, facts));
    if (t % 6) continue;
    const { loans: bought } = await getTrade(tenant.as("operator"), { tradeId: created.pipelineTradeId });
    const ids = bought.map((loan) => loan.pipelineLoanId);
    await move(tenant.as("operator"), ids, "in_transit", "delivered");
    const settlement = { settlementDate: "2026-03-05", settlementReference: "W" };
    await settleTrade(tenant.as("admin"), { tradeId: created.pipelineTradeId, ...settlement });
  }
  const columns = Object.keys(TRADE_FIELDS).map((field) => {
    const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return field.endsWith("At")
      ? `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${field}"`
      : `${column}${/int|Id$|Count/.test(field) ? "" : "::text"} as "${field}"`;
  });
  ({ rows: trades } = await tenant.owner.query(`select ${columns.join(", ")} from pipeline_trade`));
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const ids = (rows: { pipelineTradeId?: unknown }[]) => rows.map((row) => row.pipelineTradeId);

function inOrder(field: string, descending: boolean): Record<string, unknown>[] {
  const kind = TRADE_FIELDS[field as keyof typeof TRADE_FIELDS];
  const key = (row: Record<string, unknown>) =>
    kind === "integer" || kind === "decimal" ? Number(row[field]) : String(row[field]);
  const sign = descending ? -1 : 1;
  const by = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  return trades.toSorted(
    (a, b) => sign * (by(key(a), key(b)) || Number(a.pipelineTradeId) - Number(b.pipelineTradeId)),
  );
}

describe("the list of trades", () => {
  it("P4.1 without a question gives the newest 25", async () => {
    const answer = await listTrades(operator(), {});
    expect(answer).toMatchObject({ totalRows: 60, page: 1, pageSize: 25 });
    expect(ids(answer.trades)).toEqual(ids(inOrder("pipelineTradeId", true)).slice(0, 25));
    const [first] = answer.trades as [TradeSummary];
    expect(trades.find((trade) => trade.pipelineTradeId === first.pipelineTradeId)).toMatchObject(first);
  });

  it("P4.1 sorts and pages by any field, without gap or repeat", async () => {
    const fields = fc.constantFrom(...Object.keys(TRADE_FIELDS));
    await fc.assert(
      fc.asyncProperty(
        fields,
        fc.constantFrom("asc" as const, "desc" as const),
        async (sortBy, sortDirection) => {
          const found: unknown[] = [];
          for (let page = 1; page <= 4; page += 1) {
            const answer = await listTrades(operator(), { sortBy, sortDirection, page, pageSize: 17 });
            found.push(...ids(answer.trades));
          }
          expect(found).toEqual(ids(inOrder(sortBy, sortDirection === "desc")));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each<[string, object, (trade: Record<string, unknown>) => boolean]>([
    ["status", { field: "status", operator: "eq", value: "settled" }, (t) => t.status === "settled"],
    ["buyer", { field: "buyerId", operator: "eq", value: "B-1" }, (t) => t.buyerId === "B-1"],
    [
      "part of the buyer's name",
      { field: "buyerName", operator: "contains", value: "0% c" },
      (t) => t.buyerName === "100% Capital",
    ],
    [
      "a letter that is a wildcard elsewhere",
      { field: "buyerName", operator: "contains", value: "_" },
      (t) => t.buyerName === "under_score",
    ],
    ["seller", { field: "sellerId", operator: "in", value: ["S-2"] }, (t) => t.sellerId === "S-2"],
    [
      "date",
      { field: "tradeDate", operator: "gte", value: "2026-03-02" },
      (t) => String(t.tradeDate) >= "2026-03-02",
    ],
    [
      "exchange trade id",
      { field: "exchangeTradeId", operator: "contains", value: "psx-1" },
      (t) => String(t.exchangeTradeId).startsWith("PSX-1"),
    ],
    ["amount", { field: "totalAmount", operator: "gt", value: "10" }, (t) => Number(t.totalAmount) > 10],
    [
      "the day it came, in the tenant's zone",
      { field: "createdAt", operator: "lte", value: "2026-03-10" },
      (t) => Date.parse(String(t.createdAt)) < Date.parse("2026-03-11T04:00:00Z"),
    ],
  ])("P4.1 filters by %s", async (_what, filter, fits) => {
    const answer = await listTrades(operator(), {
      filters: [filter],
      pageSize: 100,
      sortBy: "pipelineTradeId",
    });
    const wanted = ids(inOrder("pipelineTradeId", false).filter(fits));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(60);
    expect(ids(answer.trades)).toEqual(wanted);
    expect(answer.totalRows).toBe(wanted.length);
  });

  it.each([
    ["a page size of 101", { pageSize: 101 }, ["pageSize"]],
    ["page 0", { page: 0 }, ["page"]],
    [
      "a field of loans",
      { filters: [{ field: "borrowerName", operator: "eq", value: "x" }] },
      ["filters[0].field"],
    ],
    ["a sort by a field of loans", { sortBy: "borrowerName" }, ["sortBy"]],
    ["free text", { search: "x" }, ["search"]],
  ])("P4.1 refuses %s by name", async (_what, question, fields) => {
    expect(await refusedFields(listTrades(operator(), question))).toEqual(fields);
  });
});

describe("one trade", () => {
  it("P4.1 P4.3 has its facts, its loans in order, and a breakdown that adds up", async () => {
    for (const facts of trades.slice(0, 15)) {
      const trade = await getTrade(operator(), { tradeId: facts.pipelineTradeId });
      expect(trade).toMatchObject(facts);
      expect(trade.loans).toHaveLength(Number(facts.totalLoanCount));
      const cents = trade.loans.reduce((sum, loan) => sum + BigInt(loan.purchasePrice.replace(".", "")), 0n);
      expect(BigInt(trade.totalAmount.replace(".", ""))).toBe(cents);
      const counts = trade.statusBreakdown.map((one) => one.loanCount);
      expect(counts).toHaveLength(7);
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(trade.loans.length);
    }
  });

  it.each([
    ["nobody's", 2_147_483_647, "TRADE_NOT_FOUND"],
    ["no id", "x", "PAYLOAD_VALIDATION"],
  ])("P4.1 P6.2 that is %s is refused", async (_what, tradeId, code) => {
    expect((await refusalOf(getTrade(operator(), { tradeId }))).code).toBe(code);
  });
});
