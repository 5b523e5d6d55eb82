import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { changeStatuses } from "./change-statuses.ts";
import { getTrade } from "./get-trade.ts";
import { listTrades } from "./list-trades.ts";
import { DEFAULT_STATUSES } from "./model/status-workflow.ts";
import { saveStatusWorkflow } from "./save-status-workflow.ts";
import { settleLoans } from "./settle-loans.ts";
import { move } from "./testing-moves.ts";
import { deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 8 });
  await saveStatusWorkflow(tenant.as("admin"), { statuses: STATUSES });
});
afterAll(() => tenant.close());

/** The default ones, a custom exception on the way, a custom status that is none, and an end that is no settlement. */
const EXTRA = { isTerminal: false, isException: false, sequenceOrder: 8, agingThresholdDays: null };
const STATUSES = [
  ...DEFAULT_STATUSES.map((one) =>
    one.statusCode === "in_transit"
      ? { ...one, allowedTransitions: [...one.allowedTransitions, "on_hold", "in_review", "repurchased"] }
      : one,
  ),
  {
    ...EXTRA,
    statusCode: "on_hold",
    displayName: "On hold",
    allowedTransitions: ["in_transit"],
    isException: true,
  },
  { ...EXTRA, statusCode: "in_review", displayName: "In review", allowedTransitions: ["delivered"] },
  {
    ...EXTRA,
    statusCode: "repurchased",
    displayName: "Repurchased",
    allowedTransitions: [],
    isException: true,
    isTerminal: true,
  },
];

const SETTLEMENT = { settlementDate: "2026-03-04", settlementReference: "W" };
const operator = () => tenant.as("operator");
const admin = () => tenant.as("admin");

async function buyTrade(count: number, price: (i: number) => string = () => "100.10") {
  const loans = Array.from({ length: count }, (_, i) => psxLoan(i, { purchasePrice: price(i) }));
  const { pipelineTradeId: tradeId } = await deliver(tenant.as("exchange"), psxTrade(`T-${++trades}`, loans));
  const { loans: bought } = await getTrade(operator(), { tradeId });
  return { tradeId, ids: bought.map((loan) => loan.pipelineLoanId) };
}

const PATHS: Record<string, string[]> = {
  purchased: [],
  in_transit: ["in_transit"],
  delivered: ["in_transit", "delivered"],
  rejected: ["in_transit", "rejected"],
  returned: ["in_transit", "returned"],
  disputed: ["in_transit", "delivered", "disputed"],
  on_hold: ["in_transit", "on_hold"],
  in_review: ["in_transit", "in_review"],
  repurchased: ["in_transit", "repurchased"],
  settled: ["in_transit", "delivered"],
};

async function bring(loanId: number, status: string): Promise<void> {
  await move(operator(), [loanId], ...(PATHS[status] ?? []));
  if (status === "settled") await settleLoans(admin(), { loanIds: [loanId], ...SETTLEMENT });
}

describe("the status of a trade", () => {
  it.each([
    ["purchased", "active"],
    ["settled", "settled"],
    ["settled settled", "settled"],
    ["settled delivered", "active"],
    ["settled purchased rejected", "active"],
    ["settled rejected", "partial"],
    ["settled returned disputed", "partial"],
    ["settled on_hold", "partial"],
    ["settled in_review", "active"],
    ["settled repurchased", "partial"],
    ["settled on_hold in_transit", "active"],
    ["rejected", "active"],
    ["rejected returned disputed on_hold", "active"],
    ["repurchased", "partial"],
    ["repurchased repurchased", "partial"],
    ["repurchased rejected", "active"],
    ["repurchased in_transit", "active"],
  ])("P4.2 with loans in %s is %s", async (statuses, expected) => {
    const wanted = statuses.split(" ");
    const { tradeId, ids } = await buyTrade(wanted.length);
    for (const [i, status] of wanted.entries()) await bring(ids[i] ?? 0, status);
    const trade = await getTrade(operator(), { tradeId });
    expect(trade.loans.map((loan) => loan.currentStatus)).toEqual(wanted);
    expect(trade.status).toBe(expected);
  });

  it("P4.2 a loan that leaves an exception state takes its trade back to active", async () => {
    const { tradeId, ids } = await buyTrade(2);
    await bring(ids[0] ?? 0, "settled");
    await bring(ids[1] ?? 0, "on_hold");
    const status = async () => (await getTrade(operator(), { tradeId })).status;
    expect(await status()).toBe("partial");
    await move(operator(), ids.slice(1), "in_transit");
    expect(await status()).toBe("active");
  });

  it("P4.1 P4.2 can be filtered by", async () => {
    const { totalRows, trades: found } = await listTrades(operator(), {
      filters: [{ field: "status", operator: "in", value: ["settled", "partial"] }],
      pageSize: 100,
    });
    expect(totalRows).toBeGreaterThan(0);
    expect(new Set(found.map((trade) => trade.status))).toEqual(new Set(["settled", "partial"]));
  });
});

describe("the counts of a trade", () => {
  const codes = STATUSES.map((status) => status.statusCode);
  const step = fc.record({
    status: fc.constantFrom(...codes),
    loans: fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1 }),
  });

  it("P4.2 P4.3 equal its loans after any moves, made two at a time", async () => {
    const steps = fc.array(step, { minLength: 10, maxLength: 20 });
    const cents = fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, cents, async (path, prices) => {
        const price = (i: number) => ((prices[i] ?? 1) / 100).toFixed(2);
        const { tradeId, ids } = await buyTrade(12, price);
        const make = ({ status, loans }: { status: string; loans: number[] }) => {
          const loanIds = loans.map((i) => ids[i] ?? 0);
          return status === "settled"
            ? settleLoans(admin(), { loanIds, ...SETTLEMENT })
            : changeStatuses(operator(), { loanIds, newStatus: status, notes: "x" });
        };
        // Everything first leaves for the buyer, so that the moves have somewhere to go.
        await move(operator(), ids, "in_transit");
        for (let i = 0; i < path.length; i += 2) await Promise.all(path.slice(i, i + 2).map(make));
        const trade = await getTrade(operator(), { tradeId });
        const { rows } = await tenant.owner.query(
          "select settled_count, exception_count, terminal_count from pipeline_trade where pipeline_trade_id = $1",
          [tradeId],
        );
        const among = (fits: (status: (typeof STATUSES)[number]) => boolean) => {
          const fitting = new Set(STATUSES.filter(fits).map((status) => status.statusCode));
          return trade.loans.filter((loan) => fitting.has(loan.currentStatus)).length;
        };
        const settled = among((status) => status.statusCode === "settled");
        const exceptions = among((status) => status.isException);
        const terminal = among((status) => status.isTerminal);
        expect(rows).toEqual([
          { settled_count: settled, exception_count: exceptions, terminal_count: terminal },
        ]);
        const derived =
          settled === 12
            ? "settled"
            : (settled > 0 && settled + exceptions === 12) || terminal === 12
              ? "partial"
              : "active";
        expect(trade.status).toBe(derived);
        const total = prices.reduce((sum, one) => sum + one, 0);
        expect(trade).toMatchObject({ totalLoanCount: 12, totalAmount: (total / 100).toFixed(2) });
        for (const { status, loanCount } of trade.statusBreakdown)
          expect(loanCount).toBe(trade.loans.filter((loan) => loan.currentStatus === status).length);
      }),
      { numRuns: 15 },
    );
  });
});
