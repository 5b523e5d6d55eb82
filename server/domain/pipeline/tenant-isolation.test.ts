import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeTenants, openTenant } from "../../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import { refusalOf } from "../testing.ts";
import { changeStatus } from "./change-status.ts";
import { editLoan } from "./edit-loan.ts";
import { getLoan } from "./get-loan.ts";
import { getPurchaseAdvice } from "./get-purchase-advice.ts";
import { getTrade } from "./get-trade.ts";
import { getWorkflow } from "./get-workflow.ts";
import { listLoans } from "./list-loans.ts";
import { listTradeCards } from "./list-trade-cards.ts";
import { listTrades } from "./list-trades.ts";
import { previewTradeSettlement } from "./preview-trade-settlement.ts";
import { recentActivity } from "./recent-activity.ts";
import { settleLoan } from "./settle-loan.ts";
import { settleTrade } from "./settle-trade.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let ours: TestTenant;
let theirs: TestTenant;
const THEIR_LOAN = 5;
const THEIR_TRADE = 2;
const NOBODYS = 2_000_000_000;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([testTenant(), testTenant({ principalId: "THEM" })]);
  await buyLoans(ours.as("exchange"), "T-1", 2);
  const secret = (i: number) => psxLoan(i, { borrowerName: "Canary Bird" });
  for (const id of ["T-1", "T-2"]) {
    const body = psxTrade(id, [secret(1), secret(2), secret(3)], { principalId: "THEM" });
    await deliver(theirs.as("exchange"), body);
  }
});
afterAll(async () => {
  await Promise.all([ours.close(), theirs.close(), closeTenants()]);
});

const SETTLEMENT = { settlementDate: "2026-03-04", settlementReference: "W" };

const BY_ID: [what: string, verb: (ctx: Context, loanId: number, tradeId: number) => Promise<unknown>][] = [
  ["reads a loan", (ctx, loanId) => getLoan(ctx, { loanId })],
  ["moves a loan", (ctx, loanId) => changeStatus(ctx, { loanId, newStatus: "in_transit", notes: "x" })],
  ["edits a loan", (ctx, loanId) => editLoan(ctx, { loanId, salePrice: "1.00" })],
  ["settles a loan", (ctx, loanId) => settleLoan(ctx, { loanId, settlementAmount: "1.00", ...SETTLEMENT })],
  ["reads a trade", (ctx, _loanId, tradeId) => getTrade(ctx, { tradeId })],
  ["reads a purchase advice", (ctx, _loanId, tradeId) => getPurchaseAdvice(ctx, { tradeId })],
  ["settles a trade in a preview", (ctx, _loanId, tradeId) => previewTradeSettlement(ctx, { tradeId })],
  ["settles a trade", (ctx, _loanId, tradeId) => settleTrade(ctx, { tradeId, ...SETTLEMENT })],
];

describe("another tenant's data", () => {
  it.each(BY_ID)("P6.1 P6.2 who %s gets for theirs what one gets for none", async (_what, verb) => {
    const admin = ours.as("admin");
    const refusal = await refusalOf(verb(admin, THEIR_LOAN, THEIR_TRADE));
    expect(refusal.code).toMatch(/^(LOAN|TRADE)_NOT_FOUND$/);
    expect(refusal).toEqual(await refusalOf(verb(admin, NOBODYS, NOBODYS)));
    const { timeline } = await getLoan(theirs.as("admin"), { loanId: THEIR_LOAN });
    expect(timeline).toHaveLength(1);
  });

  it("P6.1 is in no list, sum, search or feed", async () => {
    const admin = ours.as("admin");
    expect((await listLoans(admin, { search: "canary" })).totalRows).toBe(0);
    const everything = await Promise.all([
      listLoans(admin, {}),
      listTrades(admin, {}),
      listTradeCards(admin, {}),
      summarizeLoans(admin, {}),
      recentActivity(admin, {}),
    ]);
    expect(JSON.stringify(everything)).not.toContain("Canary");
    expect(everything[3].totalLoans).toBe(2);
    expect((await summarizeLoans(theirs.as("admin"), {})).totalLoans).toBe(6);
  });

  it("P1.7 P6.1 a trade for their principal is not taken in here", async () => {
    const body = psxTrade("T-9", [psxLoan(1)], { principalId: "THEM" });
    expect((await refusalOf(deliver(ours.as("exchange"), body))).details?.[0]?.field).toBe("principalId");
  });

  it("P6.1 the same exchange trade id is another trade in each tenant", async () => {
    const mine = await getTrade(ours.as("admin"), { tradeId: 1 });
    const other = await getTrade(theirs.as("admin"), { tradeId: 1 });
    expect([mine.exchangeTradeId, other.exchangeTradeId]).toEqual(["T-1", "T-1"]);
    expect(mine.loans).not.toEqual(other.loans);
  });

  it("P6.1 a database that says it is another tenant's is not opened", async () => {
    expect(await openTenant(ours.id, ours.databaseName)).toMatchObject({ timeZone: "America/New_York" });
    await expect(openTenant(ours.id, theirs.databaseName)).rejects.toThrow("database identity mismatch");
  });
});

const READS: [what: string, verb: (ctx: Context) => Promise<unknown>][] = [
  ["a loan", (ctx) => getLoan(ctx, { loanId: 1 })],
  ["a trade", (ctx) => getTrade(ctx, { tradeId: 1 })],
  ["loans", (ctx) => listLoans(ctx, {})],
  ["trades", (ctx) => listTrades(ctx, {})],
  ["trade cards", (ctx) => listTradeCards(ctx, {})],
  ["a purchase advice", (ctx) => getPurchaseAdvice(ctx, { tradeId: 1 })],
  ["the summary", (ctx) => summarizeLoans(ctx, {})],
  ["recent activity", (ctx) => recentActivity(ctx, {})],
  ["the workflow", async (ctx) => getWorkflow(ctx)],
];

describe("roles", () => {
  it.each(READS)("P6.3 operators and admins read %s, the exchange's key does not", async (_what, verb) => {
    for (const role of ["operator", "admin"] as const)
      await expect(verb(ours.as(role))).resolves.toBeDefined();
    expect((await refusalOf(verb(ours.as("exchange")))).code).toBe("FORBIDDEN");
  });

  it.each(BY_ID.filter(([what]) => what.startsWith("settles")))(
    "P6.3 an operator who %s is refused before anything is looked up",
    async (_what, verb) => {
      for (const id of [1, NOBODYS])
        expect((await refusalOf(verb(ours.as("operator"), id, id))).code).toBe("FORBIDDEN");
    },
  );
});
