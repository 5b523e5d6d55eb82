import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { changeStatuses } from "./change-statuses.ts";
import { editLoan } from "./edit-loan.ts";
import { exportLoans } from "./export-loans.ts";
import { getLoan } from "./get-loan.ts";
import { getPurchaseAdvice } from "./get-purchase-advice.ts";
import { getTrade } from "./get-trade.ts";
import { gridLoans } from "./grid-loans.ts";
import { gridTrades } from "./grid-trades.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { listLoans } from "./list-loans.ts";
import { listTradeCards } from "./list-trade-cards.ts";
import { listTrades } from "./list-trades.ts";
import { listWorkflowVersions } from "./list-workflow-versions.ts";
import { DEFAULT_STATUSES } from "./model/status-workflow.ts";
import { previewTradeSettlement } from "./preview-trade-settlement.ts";
import { previewWorkflow } from "./preview-workflow.ts";
import { recentActivity } from "./recent-activity.ts";
import { selectLoans } from "./select-loans.ts";
import { settleLoans } from "./settle-loans.ts";
import { settleTrade } from "./settle-trade.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { move } from "./testing-moves.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

interface Bought {
  tradeId: number;
  ids: number[];
}

async function buy(count: number, ...path: string[]): Promise<Bought> {
  const ids = await buyLoans(tenant.as("exchange"), `T-${++trades}`, count);
  await move(tenant.as("operator"), ids, ...path);
  const { pipelineTradeId: tradeId } = await getLoan(tenant.as("operator"), { loanId: ids[0] });
  return { tradeId, ids };
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const before = tenant.statements.count;
  await work();
  return tenant.statements.count - before;
}

const operator = () => tenant.as("operator");
const admin = () => tenant.as("admin");
const SETTLEMENT = { settlementDate: "2026-03-04", settlementReference: "W" };
const DELIVERED = ["in_transit", "delivered"];
const notes = "x";

/** What is done with how many loans, after which moves. */
const VERBS: [
  what: string,
  sizes: [number, number],
  path: string[],
  most: number,
  verb: (bought: Bought) => Promise<unknown>,
][] = [
  [
    "a bulk move",
    [2, 500],
    [],
    4,
    ({ ids: loanIds }) => changeStatuses(operator(), { loanIds, newStatus: "in_transit", notes }),
  ],
  [
    "a bulk move that changes its trade's counts",
    [2, 500],
    ["in_transit"],
    4,
    ({ ids: loanIds }) => changeStatuses(operator(), { loanIds, newStatus: "rejected", notes }),
  ],
  [
    "a bulk move that nobody may make",
    [2, 500],
    [],
    2,
    ({ ids: loanIds }) => changeStatuses(operator(), { loanIds, newStatus: "disputed", notes }),
  ],
  [
    "a dry run",
    [2, 500],
    [],
    2,
    ({ ids: loanIds }) =>
      changeStatuses(operator(), { loanIds, newStatus: "in_transit", notes, dryRun: true }),
  ],
  [
    "a bulk settlement",
    [2, 500],
    DELIVERED,
    4,
    ({ ids: loanIds }) => settleLoans(admin(), { loanIds, ...SETTLEMENT }),
  ],
  [
    "a settlement's dry run",
    [2, 500],
    DELIVERED,
    2,
    ({ ids: loanIds }) => settleLoans(admin(), { loanIds, ...SETTLEMENT, dryRun: true }),
  ],
  [
    "a selection of all that match",
    [1, 500],
    [],
    3,
    () => selectLoans(operator(), { search: "borrower", sortBy: "loanAmount" }),
  ],
  [
    "a trade's settlement",
    [1, 1_000],
    DELIVERED,
    5,
    ({ tradeId }) => settleTrade(admin(), { tradeId, ...SETTLEMENT }),
  ],
  ["a trade", [1, 1_000], [], 3, ({ tradeId }) => getTrade(operator(), { tradeId })],
  ["a list", [1, 500], [], 3, () => listLoans(operator(), { pageSize: 500 })],
  [
    "a filtered list",
    [1, 500],
    [],
    3,
    () =>
      listLoans(operator(), {
        pageSize: 500,
        search: "borrower",
        filters: [{ field: "agingAlert", operator: "eq", value: false }],
      }),
  ],
  ["the grid", [1, 500], [], 3, () => gridLoans(operator(), { limit: 500 })],
  [
    "an open trade in the grid",
    [1, 500],
    [],
    2,
    ({ tradeId }) => gridTrades(operator(), { open: [tradeId] }),
  ],
  ["the summary", [1, 500], [], 2, () => summarizeLoans(operator(), {})],
  ["a filtered summary", [1, 500], [], 2, () => summarizeLoans(operator(), { search: "borrower" })],
  ["a list of trades", [1, 500], [], 2, () => listTrades(operator(), { pageSize: 100 })],
  ["a page of trade cards", [1, 500], [], 3, () => listTradeCards(operator(), { pageSize: 100 })],
  [
    "the preview of a trade's settlement",
    [1, 1_000],
    DELIVERED,
    3,
    ({ tradeId }) => previewTradeSettlement(admin(), { tradeId }),
  ],
  ["a purchase advice", [1, 1_000], [], 1, ({ tradeId }) => getPurchaseAdvice(operator(), { tradeId })],
  ["an export", [1, 500], [], 3, async () => (await exportLoans(operator(), {})).toArray()],
  ["recent activity", [1, 500], [], 1, () => recentActivity(operator(), { limit: 100 })],
  [
    "the preview of a workflow",
    [1, 500],
    [],
    2,
    () => previewWorkflow(admin(), { statuses: DEFAULT_STATUSES }),
  ],
  ["the versions of the workflow", [1, 500], [], 1, () => listWorkflowVersions(admin(), {})],
  ["the delivery log", [1, 500], [], 2, () => listDeliveries(admin(), {})],
  ["one loan", [1, 500], [], 3, ({ ids }) => getLoan(operator(), { loanId: ids[0] })],
  ["one edit", [1, 500], [], 6, ({ ids }) => editLoan(operator(), { loanId: ids[0], salePrice: "1.00" })],
];

describe("each verb sends a constant number of statements", () => {
  it.each(VERBS)("P2.3 P10 %s, for %j loans", async (_what, [few, many], path, most, verb) => {
    const small = await buy(few, ...path);
    const big = await buy(many, ...path);
    const forFew = await statementsOf(() => verb(small));
    const forMany = await statementsOf(() => verb(big));
    expect(forMany).toBe(forFew);
    expect(forMany).toBeLessThanOrEqual(most);
  });

  it("P1.9 P10 intake of 1 loan and of 1,000", async () => {
    const intake = (count: number) => {
      const loans = Array.from({ length: count }, (_, i) => psxLoan(i));
      return statementsOf(() => deliver(tenant.as("exchange"), psxTrade(`T-${++trades}`, loans)));
    };
    const forOne = await intake(1);
    expect(await intake(1_000)).toBe(forOne);
    expect(forOne).toBeLessThanOrEqual(6);
  });
});
