import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { search } from "./search.ts";
import { deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
let first = 0;
beforeAll(async () => {
  tenant = await testTenant();
  const loans = [
    psxLoan(1, { borrowerName: "Ada Oakley", loanId: "WT-2001", exchangeLoanId: "PSX-A-1" }),
    psxLoan(2, { borrowerName: "Bruno Sandoval", loanId: "WT-2002", propertyAddress: "12 Oakley Lane" }),
    psxLoan(3, { borrowerName: "100% Fine_Name", loanId: "WT-20011" }),
    ...Array.from({ length: 20 }, (_, i) => psxLoan(10 + i, { borrowerName: `Common Borrower ${i}` })),
  ];
  await deliver(tenant.as("exchange"), psxTrade("PSX-2026-0042", loans));
  await deliver(tenant.as("exchange"), psxTrade("PSX-2026-00421", [psxLoan(99)]));
  const { rows } = await tenant.owner.query<{ id: number }>(
    "select pipeline_loan_id as id from pipeline_loan where loan_id = 'WT-2001'",
  );
  first = rows[0]?.id ?? 0;
});
afterAll(() => tenant.close());

const find = (text: string) => search(tenant.as("operator"), { text });
const names = async (text: string) => (await find(text)).loans.map((loan) => loan.borrowerName);

describe("P9.2 search", () => {
  it.each([
    ["a borrower, whatever the case", "ada oak", ["Ada Oakley"]],
    ["a PSX loan id", "psx-a-1", ["Ada Oakley"]],
    ["an address", "12 oakley", ["Bruno Sandoval"]],
    ["letters that mean something to SQL", "100% fine_", ["100% Fine_Name"]],
    ["nothing that there is", "zzzz", []],
  ])("finds %s", async (_, text, expected) => {
    expect(await names(text)).toEqual(expected);
  });

  it("puts the loan whose id it is before those that only contain it", async () => {
    expect(await names("WT-2001")).toEqual(["Ada Oakley", "100% Fine_Name"]);
  });

  it("puts names that begin so before addresses that contain it", async () => {
    const loans = await names("common borrower");
    expect(loans).toHaveLength(8);
    expect(loans[0]).toBe("Common Borrower 19");
    expect((await find("common borrower")).hasMore).toEqual({ loans: true, trades: false });
    expect((await find("ada oak")).hasMore).toEqual({ loans: false, trades: false });
  });

  it("finds the loan whose id it is among more than are ranked", async () => {
    const many = await testTenant();
    const crowd = Array.from({ length: 600 }, (_, i) =>
      psxLoan(i, { loanId: `LN-77${String(i).padStart(3, "0")}` }),
    );
    crowd.splice(450, 0, psxLoan(700, { borrowerName: "The one", loanId: "LN-77" }));
    await deliver(many.as("exchange"), psxTrade("PSX-CROWD", crowd));
    const { loans } = await search(many.as("operator"), { text: "ln-77" });
    expect(loans[0]?.borrowerName).toBe("The one");
    await many.close();
  });

  it("finds a trade by its id, the exact one first", async () => {
    const { trades } = await find("psx-2026-0042");
    expect(trades.map((trade) => trade.exchangeTradeId)).toEqual(["PSX-2026-0042", "PSX-2026-00421"]);
  });

  it("finds a loan by its number, also a short one, and nothing else by one or two letters", async () => {
    expect((await find(String(first))).loans.map((loan) => loan.pipelineLoanId)).toContain(first);
    expect(await find("ad")).toMatchObject({ loans: [], trades: [] });
    expect(await find("")).toMatchObject({ loans: [], trades: [] });
  });

  it("costs two statements and sees no other tenant", async () => {
    const before = tenant.statements.count;
    await find("oakley");
    expect(tenant.statements.count - before).toBe(2);
    const other = await testTenant();
    expect(await search(other.as("admin"), { text: "oakley" })).toMatchObject({ loans: [], trades: [] });
    await other.close();
  });

  it("refuses control characters by name", async () => {
    await expect(find("a\u0000bc")).rejects.toMatchObject({
      refusal: { code: "PAYLOAD_VALIDATION", details: [expect.objectContaining({ field: "search" })] },
    });
  });
});
