import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { dayIn } from "../business-days.ts";
import { sumMoney } from "../money.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { gridLoans } from "./grid-loans.ts";
import { gridTrades } from "./grid-trades.ts";
import { listLoans } from "./list-loans.ts";
import { listTrades } from "./list-trades.ts";
import { LOAN_FIELDS } from "./model/loan-fields.ts";
import { type Asked, type Clock, fits, found, inOrder, type Row } from "./testing-oracle.ts";
import { randomPortfolio } from "./testing-portfolio.ts";

let tenant: TestTenant;
let loans: Row[];
let trades: { pipelineTradeId: number; tradeDate: string; exchangeTradeId: string }[];
let clock: Clock;
beforeAll(async () => {
  tenant = await testTenant({ now: "2026-02-11T03:00:00Z", holidayCalendar: "us-federal" });
  loans = (await randomPortfolio(tenant, 6, 30, 808)) as unknown as Row[];
  trades = (await listTrades(operator(), { pageSize: 100 })).trades;
  clock = {
    today: dayIn("America/New_York", tenant.clock.now),
    timeZone: "America/New_York",
    calendar: "us-federal",
  };
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const FIELDS = Object.keys(LOAN_FIELDS);

const CONDITIONS: Asked[] = [
  { field: "currentStatus", operator: "in", value: ["purchased", "settled"] },
  { field: "currentStatus", operator: "neq", value: "purchased" },
  { field: "agingAlert", operator: "eq", value: true },
  { field: "daysInCurrentStatus", operator: "gte", value: 4 },
  { field: "propertyState", operator: "in", value: ["TX", "PR"] },
  { field: "borrowerName", operator: "contains", value: "ar" },
  { field: "loanAmount", operator: "gte", value: "250000.10" },
  { field: "salePrice", operator: "lt", value: "200000" },
  { field: "exchangeTradeId", operator: "eq", value: "T-3" },
  { field: "loanId", operator: "eq", value: "nobody" },
];

const anyQuestion = fc.record({
  filters: fc.subarray(CONDITIONS, { maxLength: 2 }),
  search: fc.constantFrom(undefined, undefined, "main", "100%"),
  sortBy: fc.constantFrom(...FIELDS),
  sortDirection: fc.constantFrom("asc" as const, "desc" as const),
  offset: fc.constantFrom(0, 1, 5, 30, 31, 60, 150, 500),
  limit: fc.constantFrom(1, 10, 37, 100, 500),
});
type Question = typeof anyQuestion extends fc.Arbitrary<infer Q> ? Q : never;

function matching({ filters, search, sortBy, sortDirection }: Question): Row[] {
  const rows = loans.filter(
    (loan) => filters.every((one) => fits(clock, loan, one)) && (search === undefined || found(loan, search)),
  );
  return inOrder(rows, sortBy, sortDirection === "desc");
}

describe("the rows of the power grid", () => {
  it("P8.1 are the slice asked for of what the list has, with every field of each loan", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (question) => {
        const wanted = matching(question);
        const answer = await gridLoans(operator(), question);
        expect(answer.totalRows).toBe(wanted.length);
        const { offset, limit } = question;
        expect(answer.rows.map((row) => row.pipelineLoanId)).toEqual(
          wanted.slice(offset, offset + limit).map((row) => row.pipelineLoanId),
        );
        for (const [i, row] of answer.rows.entries()) {
          expect(Object.keys(row)).toEqual(expect.arrayContaining([...FIELDS, "version"]));
          expect(wanted[offset + i]).toMatchObject(row);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("P8.1 without a question are the first hundred of the list, and the hash of a history stays inside", async () => {
    const { rows, totalRows } = await gridLoans(operator(), {});
    const list = await listLoans(operator(), { pageSize: 100 });
    expect(totalRows).toBe(180);
    expect(rows.map((row) => row.pipelineLoanId)).toEqual(list.loans.map((row) => row.pipelineLoanId));
    expect(rows[0]).not.toHaveProperty("historyHash");
  });

  it.each([
    ["a negative offset", { offset: -1 }, ["offset"]],
    ["a limit of 501", { limit: 501 }, ["limit"]],
    ["a page", { page: 1 }, ["page"]],
    [
      "an unknown sort and an unknown field",
      { sortBy: "ssn", filters: [{ field: "ssn", operator: "eq", value: 1 }] },
      ["filters[0].field", "sortBy"],
    ],
  ])("P8.1 P8.4 %s is refused and named", async (_what, question, fields) => {
    expect(await refusedFields(gridLoans(operator(), question))).toEqual(fields);
    expect(await refusedFields(gridTrades(operator(), question))).toEqual(fields);
  });

  it("P8.4 51 open trades are refused", async () => {
    const open = Array.from({ length: 51 }, (_, i) => i + 1);
    expect(await refusedFields(gridTrades(operator(), { open }))).toEqual(["open"]);
  });

  it("P6.3 nobody without a role reads them", async () => {
    for (const verb of [gridLoans, gridTrades])
      expect((await refusalOf(verb(tenant.as("exchange"), {}) as Promise<unknown>)).code).toBe("FORBIDDEN");
  });
});

/** A trade's row as `trade 3: 12 loans, 3400.00`, a loan's as its id. */
function told(rows: object[]): string[] {
  return rows.map((row) =>
    "pipelineLoanId" in row
      ? String(row.pipelineLoanId)
      : "pipelineTradeId" in row && "loanCount" in row && "volume" in row
        ? `trade ${row.pipelineTradeId}: ${row.loanCount} loans, ${row.volume}`
        : "neither",
  );
}

/** The run of rows, worked out in memory: trades newest first, the open ones with their loans below them. */
function run(question: Question, open: number[]): string[] {
  const rows = matching(question);
  return trades
    .toSorted((a, b) =>
      a.tradeDate === b.tradeDate
        ? b.pipelineTradeId - a.pipelineTradeId
        : a.tradeDate < b.tradeDate
          ? 1
          : -1,
    )
    .flatMap(({ pipelineTradeId: id }) => {
      const inside = rows.filter((row) => row.pipelineTradeId === id);
      if (inside.length === 0) return [];
      const volume = sumMoney(inside.map((row) => row.purchasePrice));
      const below = open.includes(id) ? inside.map((row) => String(row.pipelineLoanId)) : [];
      return [`trade ${id}: ${inside.length} loans, ${volume}`, ...below];
    });
}

describe("the rows of the power grid grouped by trade", () => {
  it("P8.4 are the trades with matching loans, their count and volume, and below the open ones their loans", async () => {
    const ids = trades.map((trade) => trade.pipelineTradeId);
    await fc.assert(
      fc.asyncProperty(anyQuestion, fc.subarray([...ids, 999_999]), async (question, open) => {
        const wanted = run(question, open);
        const answer = await gridTrades(operator(), { ...question, open });
        expect(answer.totalRows).toBe(wanted.length);
        expect(answer.totalTrades).toBe(wanted.filter((row) => row.startsWith("trade")).length);
        const { offset, limit } = question;
        expect(told(answer.rows)).toEqual(wanted.slice(offset, offset + limit));
      }),
      { numRuns: 200 },
    );
  });

  it("P8.4 a trade's row says who, when and how far, and how many of its loans match", async () => {
    const filters = [{ field: "exchangeTradeId", operator: "eq", value: "T-3" }];
    const known = trades.find((trade) => trade.exchangeTradeId === "T-3");
    const { rows } = await gridTrades(operator(), { filters });
    expect(rows).toMatchObject([
      {
        exchangeTradeId: "T-3",
        tradeDate: known?.tradeDate,
        status: "active",
        totalLoanCount: 30,
        loanCount: 30,
      },
    ]);
  });
});
