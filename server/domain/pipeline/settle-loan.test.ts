import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { cases, refusalOf } from "../testing.ts";
import { getLoan } from "./get-loan.ts";
import { settleLoan } from "./settle-loan.ts";
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
const SETTLEMENT = {
  settlementAmount: "250100.10",
  settlementDate: "2026-03-04",
  settlementReference: "WIRE 77",
};

async function buyOne(...path: string[]): Promise<number> {
  const [loanId = 0] = await buyLoans(tenant.as("exchange"), `T-${++trades}`, 1);
  await move(operator(), [loanId], ...path);
  return loanId;
}
const delivered = () => buyOne("in_transit", "delivered");

describe("settling one loan", () => {
  it("P5.1 records amount, date and reference, and moves the loan", async () => {
    const loanId = await delivered();
    const settled = await settleLoan(admin(), { loanId, ...SETTLEMENT, settlementReference: "  WIRE 77 " });
    expect(settled).toEqual({
      pipelineLoanId: loanId,
      previousStatus: "delivered",
      newStatus: "settled",
      ...SETTLEMENT,
      changedAt: "2026-03-04T15:00:00.000Z",
    });
    const loan = await getLoan(operator(), { loanId });
    expect(loan).toMatchObject({
      ...SETTLEMENT,
      currentStatus: "settled",
      agingAlert: false,
      agingThresholdDays: null,
    });
    expect(loan.statusHistory.at(-1)).toMatchObject({
      newStatus: "settled",
      changedBy: "eve@desk.test",
      notes: "Settled, reference WIRE 77",
    });
    expect(loan.timeline.at(-1)?.changes).toContainEqual({
      field: "settlementAmount",
      from: null,
      to: "250100.10",
    });
  });

  it("P2.2 P5.2 who decides by what is no longer so is told, and settles only after a second look", async () => {
    const loanId = await delivered();
    const { version } = await getLoan(operator(), { loanId });
    await move(operator(), [loanId], "disputed");
    const refusal = await refusalOf(settleLoan(admin(), { loanId, ...SETTLEMENT, version }));
    expect(refusal).toMatchObject({
      code: "CONFLICT",
      facts: { yourVersion: version, currentVersion: version + 1, current: { currentStatus: "disputed" } },
    });
    expect(await getLoan(operator(), { loanId })).toMatchObject({
      currentStatus: "disputed",
      settlementAmount: null,
    });
    const settled = await settleLoan(admin(), { loanId, ...SETTLEMENT, version: version + 1 });
    expect(settled.previousStatus).toBe("disputed");
  });

  it("P5.1 notes of one's own take the place of the standing ones", async () => {
    const loanId = await delivered();
    await settleLoan(admin(), { loanId, ...SETTLEMENT, notes: "Paid late." });
    expect((await getLoan(admin(), { loanId })).statusHistory.at(-1)?.notes).toBe("Paid late.");
  });

  it.each([
    ["a negative amount", { settlementAmount: -1 }, "settlementAmount"],
    ["an amount of 0", { settlementAmount: "0.00" }, "settlementAmount"],
    ["three decimals", { settlementAmount: "1.005" }, "settlementAmount"],
    ["no amount", { settlementAmount: undefined }, "settlementAmount"],
    ["a date that does not exist", { settlementDate: "2026-02-30" }, "settlementDate"],
    ["a date after tomorrow", { settlementDate: "2026-03-06" }, "settlementDate"],
    ["a date before the purchase", { settlementDate: "2026-03-01" }, "settlementDate"],
    ["a blank reference", { settlementReference: " " }, "settlementReference"],
    ["a reference over two lines", { settlementReference: "a\nb" }, "settlementReference"],
    ["no reference", { settlementReference: undefined }, "settlementReference"],
    ["blank notes", { notes: " " }, "notes"],
    ["an id that is none", { loanId: "x" }, "loanId"],
    ["a field too many", { newStatus: "settled" }, "newStatus"],
  ])("P5.1 refuses %s with the detail, and changes nothing", async (_what, change, field) => {
    const loanId = await delivered();
    const before = await getLoan(admin(), { loanId });
    const refusal = await refusalOf(settleLoan(admin(), { loanId, ...SETTLEMENT, ...change }));
    expect(refusal).toMatchObject({ code: "INVALID_SETTLEMENT", details: [{ field }] });
    expect(await getLoan(admin(), { loanId })).toEqual(before);
  });

  it("P5.1 tomorrow is allowed, and tomorrow is the tenant's", async () => {
    const present = tenant.clock.now;
    const loanId = await delivered();
    // 5 March in UTC, still the 4th in New York.
    tenant.clock.now = new Date("2026-03-05T04:00:00Z");
    const onDay = (settlementDate: string) => settleLoan(admin(), { loanId, ...SETTLEMENT, settlementDate });
    expect((await refusalOf(onDay("2026-03-06"))).code).toBe("INVALID_SETTLEMENT");
    expect((await onDay("2026-03-05")).settlementDate).toBe("2026-03-05");
    tenant.clock.now = present;
  });

  it("P5.2 is allowed from every status that leads to settled: delivered and disputed", async () => {
    const loanId = await buyOne("in_transit", "delivered", "disputed");
    expect((await settleLoan(admin(), { loanId, ...SETTLEMENT })).previousStatus).toBe("disputed");
  });

  it.each([
    ["purchased", []],
    ["in_transit", ["in_transit"]],
    ["rejected", ["in_transit", "rejected"]],
    ["returned", ["in_transit", "returned"]],
  ])("P5.2 is refused from %s, naming the moves there are", async (status, path) => {
    const loanId = await buyOne(...path);
    const refusal = await refusalOf(settleLoan(admin(), { loanId, ...SETTLEMENT }));
    expect(refusal.code).toBe("INVALID_TRANSITION");
    expect(refusal.message).toContain(`'${status}' to 'settled'`);
  });

  it("A3 P5.2 a loan settles once, also when 8 settle it at once", async () => {
    for (let round = 0; round < cases(5); round += 1) {
      const loanId = await delivered();
      const attempts = Array.from({ length: 8 }, (_, i) =>
        settleLoan(admin(), { loanId, ...SETTLEMENT, settlementAmount: `${i + 1}.00` }),
      );
      const outcomes = await Promise.allSettled(attempts);
      const [won] = outcomes
        .filter((outcome) => outcome.status === "fulfilled")
        .map((outcome) => outcome.value);
      expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(7);
      const loan = await getLoan(admin(), { loanId });
      expect(loan.settlementAmount).toBe(won?.settlementAmount);
      expect(loan.statusHistory.filter((entry) => entry.newStatus === "settled")).toHaveLength(1);
      expect((await refusalOf(settleLoan(admin(), { loanId, ...SETTLEMENT }))).message).toContain(
        "'settled' is final",
      );
    }
  });

  it("P5.5 shows what it settled for beyond the sale price, or short of it", async () => {
    const [over, short, unknown] = [await delivered(), await delivered(), await delivered()];
    await sell(operator(), [over], "250000.00");
    await sell(operator(), [short], "250100.11");
    for (const loanId of [over, short, unknown]) await settleLoan(admin(), { loanId, ...SETTLEMENT });
    const variance = async (loanId: number) => (await getLoan(admin(), { loanId })).settlementVariance;
    expect([await variance(over), await variance(short), await variance(unknown)]).toEqual([
      "100.10",
      "-0.01",
      null,
    ]);
  });

  it("P6.3 is for admins; P6.2 a loan that is not there is not found", async () => {
    const loanId = await delivered();
    expect((await refusalOf(settleLoan(operator(), { loanId, ...SETTLEMENT }))).code).toBe("FORBIDDEN");
    expect((await refusalOf(settleLoan(admin(), { loanId: 999_999, ...SETTLEMENT }))).code).toBe(
      "LOAN_NOT_FOUND",
    );
  });
});
