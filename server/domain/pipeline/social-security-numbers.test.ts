import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { saveView } from "../desk/save-view.ts";
import { verifyNumbers } from "../tenancy/verify-numbers.ts";
import { changeStatus } from "./change-status.ts";
import { changeStatuses } from "./change-statuses.ts";
import { editLoan } from "./edit-loan.ts";
import { receiveTrade } from "./receive-trade.ts";
import { settleLoan } from "./settle-loan.ts";
import { buyLoans, psxLoan, psxTrade } from "./testing-trades.ts";

const NUMBER = "078-05-1120";
const REFUSED = /must not hold a social security number/;

let tenant: TestTenant;
let loanId = 0;
beforeAll(async () => {
  tenant = await testTenant();
  [loanId = 0] = await buyLoans(tenant.as("exchange"), "T-1", 1);
});
afterAll(() => tenant.close());

const deliver = (body: Record<string, unknown>) =>
  receiveTrade(tenant.as("exchange"), { keyPrefix: "test", body: Buffer.from(JSON.stringify(body)) });

describe("I29 the doors of the pipeline", () => {
  it.each(["borrowerName", "propertyAddress", "propertyCity", "propertyType", "productCode"])(
    "I29 P1.2 a trade whose loan has a social security number as its %s is refused",
    async (field) => {
      await expect(deliver(psxTrade("T-2", [psxLoan(1, { [field]: NUMBER })]))).rejects.toMatchObject(
        REFUSED,
      );
    },
  );

  it.each(["buyerName", "sellerName"])("I29 P1.2 a trade with one as its %s is refused", async (field) => {
    await expect(deliver(psxTrade("T-2", [psxLoan(1)], { [field]: NUMBER }))).rejects.toThrow(REFUSED);
  });

  it("I29 P2.2 P2.9 what people write of a loan or a view is refused with one", async () => {
    const operator = tenant.as("admin");
    const notes = `Borrower ${NUMBER} called`;
    const settlement = { loanId, settlementAmount: "1.00", settlementDate: "2026-03-02" };
    const definition = { list: "loans" as const };
    for (const refused of [
      () => changeStatus(operator, { loanId, newStatus: "in_transit", notes }),
      () => changeStatuses(operator, { loanIds: [loanId], newStatus: "in_transit", notes }),
      () => editLoan(operator, { loanId, deliveryMethod: NUMBER }),
      () => editLoan(operator, { loanId, buyerName: NUMBER }),
      () => settleLoan(operator, { ...settlement, settlementReference: NUMBER }),
      () => saveView(operator, { name: NUMBER, isShared: false, definition }),
    ])
      await expect(refused()).rejects.toThrow(REFUSED);
  });

  it("I29 what is no such number is taken: a wire's nine digits, and numbers of the exchange", async () => {
    const notes = "Wired from ABA 021000021";
    await changeStatus(tenant.as("operator"), { loanId, newStatus: "in_transit", notes });
    await deliver(psxTrade("100-20-3000", [psxLoan(1, { loanId: "100-20-3001", [NUMBER]: "x" })]));
    const { rows } = await tenant.owner.query(
      "select ignored_fields from pipeline_delivery where exchange_trade_id = '100-20-3000'",
    );
    expect(rows).toEqual([{ ignored_fields: ["(a number)"] }]);
    const client = await tenant.owner.connect();
    expect(await verifyNumbers(client).finally(() => client.release())).toEqual([]);
  });
});
