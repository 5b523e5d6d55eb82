import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { listLoans } from "./list-loans.ts";
import { selectLoans } from "./select-loans.ts";
import { move, sell } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let ids: number[];
beforeAll(async () => {
  tenant = await testTenant();
  ids = await buyLoans(tenant.as("exchange"), "T-1", 620);
  await move(operator(), ids.slice(0, 40), "in_transit");
  await sell(operator(), ids.slice(0, 1), "300000.10");
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const idsOf = (loans: { pipelineLoanId: number }[]) => loans.map((loan) => loan.pipelineLoanId);

describe("all loans that match", () => {
  it.each([
    [{}],
    [{ sortBy: "purchasePrice", sortDirection: "desc" }],
    [{ sortBy: "borrowerName", search: "borrower" }],
    [{ filters: [{ field: "currentStatus", operator: "in", value: ["in_transit"] }], sortBy: "loanAmount" }],
    [{ search: "nobody has this name" }],
  ])(
    "P7.5 %j are the first 500 of the list in its own order, and are counted to the last",
    async (question) => {
      const { totalRows, loans } = await selectLoans(operator(), question);
      const page = await listLoans(operator(), { ...question, pageSize: 500 });
      expect(totalRows).toBe(page.totalRows);
      expect(idsOf(loans)).toEqual(idsOf(page.loans));
    },
  );

  it("P7.5 come with what acting on them needs to know, money to the cent", async () => {
    const [loanId = 0] = ids;
    const filters = [{ field: "pipelineLoanId", operator: "in", value: [loanId] }];
    const { totalRows, loans } = await selectLoans(operator(), { filters });
    const [row] = (await listLoans(operator(), { filters })).loans;
    expect(totalRows).toBe(1);
    expect(loans).toEqual([
      {
        pipelineLoanId: loanId,
        loanId: row?.loanId,
        borrowerName: row?.borrowerName,
        currentStatus: "in_transit",
        version: 3,
        purchasePrice: row?.purchasePrice,
        purchaseDate: row?.purchaseDate,
        salePrice: "300000.10",
      },
    ]);
  });

  it("P7.5 500 of them can be named, one of another tenant is just not among them", async () => {
    const value = [...ids.slice(0, 499), 2_000_000_000];
    const filters = [{ field: "pipelineLoanId", operator: "in", value }];
    expect(idsOf((await selectLoans(operator(), { filters })).loans).toSorted((a, b) => a - b)).toEqual(
      ids.slice(0, 499),
    );
  });

  it.each([
    [{ sortBy: "nothing" }, ["sortBy"]],
    [{ filters: [{ field: "nothing", operator: "eq", value: "x" }] }, ["filters[0].field"]],
    [{ page: 2 }, ["page"]],
  ])("P7.5 %j is refused and names the fault", async (question, fields) => {
    expect(await refusedFields(selectLoans(operator(), question))).toEqual(fields);
  });

  it("P6.3 nobody without a role selects loans", async () => {
    expect((await refusalOf(selectLoans(tenant.as("exchange"), {}))).code).toBe("FORBIDDEN");
  });
});
