import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { changeStatuses } from "./change-statuses.ts";
import { changeStatus } from "./change-status.ts";
import { editLoan } from "./edit-loan.ts";
import { exportLoans } from "./export-loans.ts";
import { getTrade } from "./get-trade.ts";
import { listLoans } from "./list-loans.ts";
import { listTrades } from "./list-trades.ts";
import { recentActivity } from "./recent-activity.ts";
import { settleTrade } from "./settle-trade.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
beforeAll(async () => { tenant = await testTenant(); });
afterAll(() => tenant.close());

it("smoke", async () => {
  const ids = await buyLoans(tenant.as("exchange"), "T1", 5);
  const op = tenant.as("operator"); const admin = tenant.as("admin");
  console.log(await changeStatus(op, { loanId: ids[0], newStatus: "in_transit", notes: "shipped" }));
  console.log(await changeStatuses(op, { loanIds: [...ids, 999], newStatus: "in_transit", notes: "shipped" }));
  console.log(await changeStatuses(op, { loanIds: ids, newStatus: "delivered", notes: "x", deliveryMethod: "eVault" }));
  console.log((await editLoan(op, { loanId: ids[0], salePrice: "260000.5", version: 3 })).timeline);
  console.log(await settleTrade(admin, { tradeId: 1, settlementDate: "2026-03-04", settlementReference: "W" }));
  console.log(await listLoans(op, { pageSize: 2, sortBy: "salePrice", sortDirection: "desc", search: "poplar" }));
  console.log(JSON.stringify(await summarizeLoans(op, {})));
  console.log(JSON.stringify(await summarizeLoans(op, {filters: [{field:"agingAlert",operator:"eq",value:true}]})));
  console.log(await listTrades(op, {filters: [{field:"status",operator:"in",value:["settled"]}]}));
  console.log(JSON.stringify(await getTrade(op, {tradeId: 1})).slice(0,600));
  console.log(await recentActivity(op, {limit: 2}));
  let text = ""; for await (const c of await exportLoans(op, {columns: ["borrowerName","daysInCurrentStatus","agingAlert","salePrice","statusDate"]})) text += c; console.log(text);
  await deliver(tenant.as("exchange"), readFileSync("/work/shared/data/psx-trades/exact-amounts.json","utf8"));
  console.log(await deliver(tenant.as("exchange"), readFileSync("/work/shared/data/psx-trades/exact-amounts.json","utf8")).catch((e)=>e.refusal));
  const big = psxTrade("BIG", Array.from({length: 10000}, (_, i) => psxLoan(i)));
  let t = performance.now(); await deliver(tenant.as("exchange"), big); console.log("10k intake", performance.now()-t);
  for (let i=0;i<3;i++){ t = performance.now(); await deliver(tenant.as("exchange"), {...big, exchangeTradeId:"B"+i, loans:(big.loans as []).slice(0,1000)}); console.log("1k intake", performance.now()-t);}
});
