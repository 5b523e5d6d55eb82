import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { changeStatus } from "./change-status.ts";
import { editLoan } from "./edit-loan.ts";
import { getLoan } from "./get-loan.ts";
import { settleLoan } from "./settle-loan.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 6 });
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator", "ann@desk.test");
const admin = () => tenant.as("admin", "eve@desk.test");
/** A loan bought for 256,000.00. */
async function buyOne(...path: string[]): Promise<number> {
  const [loanId = 0] = await buyLoans(tenant.as("exchange"), `T-${++trades}`, 1);
  await move(operator(), [loanId], ...path);
  return loanId;
}
async function buySettled(): Promise<number> {
  const loanId = await buyOne("in_transit", "delivered");
  const settlement = {
    settlementAmount: "260000.00",
    settlementDate: "2026-03-04",
    settlementReference: "W-1",
  };
  await settleLoan(admin(), { loanId, ...settlement });
  return loanId;
}

describe("editing a loan", () => {
  it("P2.9 records every changed field, old and new, who and when, and shows it in the timeline", async () => {
    const loanId = await buyOne();
    tenant.clock.now = new Date("2026-03-05T12:00:00Z");
    const facts = {
      buyerId: "B-7",
      buyerName: "Second Buyer",
      salePrice: "260000.50",
      expectedDeliveryDate: "2026-03-20",
      deliveryMethod: "Courier",
      actualDeliveryDate: "2026-03-03",
    };
    const loan = await editLoan(operator(), { loanId, version: 1, ...facts });
    expect(loan).toMatchObject({
      ...facts,
      version: 2,
      currentStatus: "purchased",
      updatedAt: "2026-03-05T12:00:00.000Z",
    });
    expect(loan.statusDate).not.toBe(loan.updatedAt);
    expect(loan.statusHistory).toHaveLength(1);
    const entry = loan.timeline.at(-1);
    expect(entry).toMatchObject({
      kind: "edit",
      seq: 2,
      previousStatus: "purchased",
      newStatus: "purchased",
      changedBy: "ann@desk.test",
      changedAt: "2026-03-05T12:00:00.000Z",
      notes: null,
    });
    expect(new Map(entry?.changes.map(({ field, from, to }) => [field, [from, to]]))).toEqual(
      new Map([
        ["buyerId", ["B-104", "B-7"]],
        ["buyerName", ["Cascade Capital Markets", "Second Buyer"]],
        ["salePrice", [null, "260000.50"]],
        ["expectedDeliveryDate", [null, "2026-03-20"]],
        ["deliveryMethod", [null, "Courier"]],
        ["actualDeliveryDate", [null, "2026-03-03"]],
      ]),
    );
  });

  it("P2.9 P3.6 the spread follows the sale price, and is unknown with it", async () => {
    const loanId = await buyOne();
    const spreadAt = async (salePrice: string | null) =>
      (await editLoan(operator(), { loanId, salePrice })).profitSpread;
    expect((await getLoan(operator(), { loanId })).profitSpread).toBeNull();
    expect(await spreadAt("256000.10")).toBe("0.10");
    expect(await spreadAt("255999.99")).toBe("-0.01");
    expect(await spreadAt("256000")).toBe("0.00");
    expect(await spreadAt("9007199254740993.11")).toBe("9007199254484993.11");
    expect(await spreadAt(null)).toBeNull();
  });

  it("P2.9 a field left out stays; null clears it; what is the same is no change", async () => {
    const loanId = await buyOne();
    await editLoan(operator(), { loanId, salePrice: "1.00", deliveryMethod: "Courier" });
    const cleared = await editLoan(operator(), { loanId, salePrice: "1.0", deliveryMethod: null });
    expect(cleared).toMatchObject({ salePrice: "1.00", deliveryMethod: null, version: 3 });
    expect(cleared.timeline.at(-1)?.changes).toEqual([
      { field: "deliveryMethod", from: "Courier", to: null },
    ]);
    const same = await editLoan(operator(), { loanId, salePrice: "1.00", deliveryMethod: null });
    expect(same).toEqual(cleared);
  });

  it("P2.9 a stale version is a conflict that carries both, and what is there now", async () => {
    const loanId = await buyOne();
    await editLoan(operator(), { loanId, version: 1, salePrice: "1.00" });
    const refusal = await refusalOf(editLoan(operator(), { loanId, version: 1, salePrice: "2.00" }));
    expect(refusal).toMatchObject({
      code: "CONFLICT",
      facts: {
        pipelineLoanId: loanId,
        yourVersion: 1,
        currentVersion: 2,
        current: { salePrice: "1.00", buyerId: "B-104" },
      },
    });
    expect((await getLoan(operator(), { loanId })).salePrice).toBe("1.00");
    await changeStatus(operator(), { loanId, newStatus: "in_transit", notes: "x" });
    expect((await refusalOf(editLoan(operator(), { loanId, version: 2, salePrice: "2.00" }))).code).toBe(
      "CONFLICT",
    );
    expect(await editLoan(operator(), { loanId, salePrice: "2.00" })).toMatchObject({ version: 4 });
  });

  it("P2.9 of two who edit the same version at once, one wins", async () => {
    const loanId = await buyOne();
    const attempts = Array.from({ length: 6 }, (_, i) =>
      editLoan(operator(), { loanId, version: 1, salePrice: `${i + 1}.00` }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect((await getLoan(operator(), { loanId })).version).toBe(2);
  });

  it("P2.9 edits without a version at once each leave their entry, each from what the one before left", async () => {
    const loanId = await buyOne();
    await Promise.all(
      Array.from({ length: 6 }, (_, i) => editLoan(operator(), { loanId, salePrice: `${i + 1}.00` })),
    );
    const { timeline } = await getLoan(operator(), { loanId });
    const prices = timeline.slice(1).map(({ changes }) => changes[0]);
    expect(prices).toHaveLength(6);
    for (const [i, change] of prices.entries()) expect(change?.from).toBe(prices[i - 1]?.to ?? null);
  });

  it.each([
    ["nothing", {}, [""]],
    ["an unknown field", { purchasePrice: "1.00" }, ["purchasePrice"]],
    ["the status", { currentStatus: "settled" }, ["currentStatus"]],
    ["the spread", { profitSpread: "1.00" }, ["profitSpread"]],
    ["a buyer without a name", { buyerId: "B-9" }, ["buyerName"]],
    ["a buyer that is cleared", { buyerId: null, buyerName: null }, ["buyerId", "buyerName"]],
    ["a sale price of 0", { salePrice: 0 }, ["salePrice"]],
    ["a sale price of three decimals", { salePrice: "1.005" }, ["salePrice"]],
    ["a day that does not exist", { expectedDeliveryDate: "2026-02-30" }, ["expectedDeliveryDate"]],
    ["a delivery tomorrow", { actualDeliveryDate: "2026-03-06" }, ["actualDeliveryDate"]],
    ["a delivery before the purchase", { actualDeliveryDate: "2026-03-01" }, ["actualDeliveryDate"]],
    ["a blank method", { deliveryMethod: " " }, ["deliveryMethod"]],
    ["a version that is none", { version: 0, salePrice: "1.00" }, ["version"]],
  ])("P2.9 refuses %s and names the field", async (_what, change, fields) => {
    const loanId = await buyOne();
    expect(await refusedFields(editLoan(operator(), { loanId, ...change }))).toEqual(fields);
    expect((await getLoan(operator(), { loanId })).version).toBe(1);
  });

  it("P2.9 a settled loan is frozen", async () => {
    const loanId = await buySettled();
    const before = await getLoan(admin(), { loanId });
    for (const change of [
      { buyerId: "B-9", buyerName: "Nine" },
      { expectedDeliveryDate: "2026-04-01" },
      { deliveryMethod: "Courier" },
      { actualDeliveryDate: null },
      { salePrice: "1.00", deliveryMethod: "Courier" },
    ])
      expect((await refusalOf(editLoan(admin(), { loanId, ...change }))).code).toBe("CONFLICT");
    expect(await getLoan(admin(), { loanId })).toEqual(before);
  });

  it("P2.9 P5.5 an admin may add the sale price that a settled loan lacked, once, on the record", async () => {
    const loanId = await buySettled();
    const sale = { loanId, salePrice: "259000.00" };
    expect((await refusalOf(editLoan(operator(), sale))).code).toBe("FORBIDDEN");
    const loan = await editLoan(admin(), sale);
    expect(loan).toMatchObject({
      profitSpread: "3000.00",
      settlementVariance: "1000.00",
      currentStatus: "settled",
    });
    expect(loan.timeline.at(-1)).toMatchObject({
      kind: "edit",
      changedBy: "eve@desk.test",
      changes: [{ field: "salePrice", from: null, to: "259000.00" }],
    });
    expect((await refusalOf(editLoan(admin(), { loanId, salePrice: "1.00" }))).code).toBe("CONFLICT");
  });

  it("P2.9 a loan that is not there is not found", async () => {
    expect((await refusalOf(editLoan(operator(), { loanId: 999_999, salePrice: "1.00" }))).code).toBe(
      "LOAN_NOT_FOUND",
    );
  });
});
