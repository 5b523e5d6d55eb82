import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { dayIn } from "../business-days.ts";
import { JsonNumber } from "../json-number.ts";
import { averageToTenth, sumMoney } from "../money.ts";
import { cases, refusalOf, refusedFields } from "../testing.ts";
import { exportLoans } from "./export-loans.ts";
import { listLoans } from "./list-loans.ts";
import { LOAN_FIELDS } from "./model/loan-fields.ts";
import { DEFAULT_STATUSES } from "./model/status-workflow.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { type Asked, ageIn, type Clock, fits, found, inOrder, type Row } from "./testing-oracle.ts";
import { randomPortfolio } from "./testing-portfolio.ts";

let tenant: TestTenant;
let loans: Row[];
let clock: Clock;
beforeAll(async () => {
  tenant = await testTenant({
    now: "2026-02-11T03:00:00Z",
    holidayCalendar: "us-federal",
    maxConnections: 8,
  });
  loans = (await randomPortfolio(tenant, 8, 50, 2026)) as unknown as Row[];
  clock = {
    today: dayIn("America/New_York", tenant.clock.now),
    timeZone: "America/New_York",
    calendar: "us-federal",
  };
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");

const ORDERED = ["eq", "neq", "gt", "gte", "lt", "lte"];
const OPERATORS: Record<string, string[]> = {
  text: ["eq", "neq", "in", "contains"],
  age: [...ORDERED, "in"],
  alert: ["eq", "neq"],
};

/** A condition whose value mostly comes from the loans, so that it has something to find. */
function anyCondition(): fc.Arbitrary<Asked> {
  const fields = Object.keys(LOAN_FIELDS) as (keyof typeof LOAN_FIELDS)[];
  return fc.constantFrom(...fields).chain((field) => {
    const kind = LOAN_FIELDS[field];
    const operator = fc.constantFrom(...(OPERATORS[kind] ?? [...ORDERED, "in"]));
    const value = anyValue(field, kind);
    return operator.chain((chosen) => {
      const given =
        chosen === "in"
          ? fc.array(value, { minLength: 1, maxLength: 4 })
          : chosen === "contains"
            ? fc
                .tuple(value, fc.nat({ max: 4 }), fc.nat({ max: 4 }))
                .map(([v, from, n]) => String(v).slice(from, from + n))
            : value;
      return given.map((v) => ({ field, operator: chosen, value: v }));
    });
  });
}

function anyValue(field: string, kind: string): fc.Arbitrary<unknown> {
  if (kind === "alert") return fc.boolean();
  if (kind === "age") return fc.integer({ min: -1, max: 25 });
  const known = [...new Set(loans.map((loan) => loan[field]).filter((value) => value !== null))];
  const seen = fc.constantFrom(...(known.length > 0 ? known : ["0"]));
  switch (kind) {
    case "integer":
      return seen.map((v) => new JsonNumber(String(v)));
    case "decimal":
      return fc.oneof(
        seen,
        seen.map((v) => new JsonNumber(String(v))),
        fc.constantFrom("-5", "0.005", "99999999999"),
      );
    case "day":
      return fc.oneof(seen, fc.constantFrom("1999-12-31", "2026-03-15", "9999-12-31"));
    case "instant":
      return fc.oneof(
        seen,
        seen.map((v) => String(v).slice(0, 10)),
        fc.constantFrom("9999-12-31", "1900-01-01"),
      );
    default:
      return fc.oneof(seen, fc.constantFrom("", "%", "_", "\\", "' or 1=1 --", "a", "ÅNG"));
  }
}

const plain = (value: unknown): unknown =>
  value instanceof JsonNumber ? value.source : Array.isArray(value) ? value.map(plain) : value;

function anyQuestion() {
  const filters = fc.array(anyCondition(), { maxLength: 3 });
  const words = fc.constantFrom(
    undefined,
    undefined,
    undefined,
    "ann",
    "50%",
    "_",
    "\\",
    "x-1",
    "MAIN",
    "ö",
    "10",
    "zz",
  );
  const sortBy = fc.constantFrom(undefined, ...Object.keys(LOAN_FIELDS));
  return fc.record({
    filters,
    search: words,
    sortBy,
    sortDirection: fc.constantFrom(undefined, "asc" as const, "desc" as const),
  });
}

function expected({
  filters,
  search,
  sortBy,
  sortDirection,
}: ReturnType<typeof anyQuestion> extends fc.Arbitrary<infer Q> ? Q : never): Row[] {
  const asked = filters.map((one) => ({ ...one, value: plain(one.value) }));
  const matching = loans.filter(
    (loan) => asked.every((one) => fits(clock, loan, one)) && (search === undefined || found(loan, search)),
  );
  const direction = sortDirection ?? (sortBy === undefined ? "desc" : "asc");
  return inOrder(matching, sortBy ?? "pipelineLoanId", direction === "desc");
}

describe("the list of loans", () => {
  it("A6 P3.1 P3.2 P3.5 answers any filters, sorting and page as a recount in memory does", async () => {
    let matched = 0;
    const slice = fc.record({
      page: fc.integer({ min: 1, max: 9 }),
      pageSize: fc.constantFrom(1, 7, 25, 60, 500),
    });
    await fc.assert(
      fc.asyncProperty(anyQuestion(), slice, async (question, { page, pageSize }) => {
        const rows = expected(question);
        const answer = await listLoans(operator(), { ...question, page, pageSize });
        expect(answer.totalRows).toBe(rows.length);
        const wanted = rows.slice((page - 1) * pageSize, page * pageSize);
        expect(answer.loans.map((loan) => loan.pipelineLoanId)).toEqual(
          wanted.map((row) => row.pipelineLoanId),
        );
        for (const [i, loan] of answer.loans.entries()) expect(wanted[i]).toMatchObject(loan);
        if (rows.length > 0 && rows.length < loans.length) matched += 1;
      }),
      { numRuns: cases(800) },
    );
    // Otherwise the questions were all too wide or too narrow to show anything.
    expect(matched).toBeGreaterThan(200);
  });

  it("A6 P3.1 the pages of any list put together are the list, without gap or repeat, to the last page", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion(), fc.constantFrom(37, 90), async (question, pageSize) => {
        const rows = expected({ ...question, filters: question.filters.slice(0, 1) });
        const ids: number[] = [];
        for (let page = 1; page <= Math.ceil(rows.length / pageSize) + 1; page += 1) {
          const filters = question.filters.slice(0, 1);
          const answer = await listLoans(operator(), { ...question, filters, page, pageSize });
          ids.push(...answer.loans.map((loan) => loan.pipelineLoanId));
        }
        expect(ids).toEqual(rows.map((row) => row.pipelineLoanId));
      }),
      { numRuns: cases(60) },
    );
  });

  it.each(Object.keys(LOAN_FIELDS))(
    "P3.1 sorts by %s in both directions, unknown values last",
    async (sortBy) => {
      for (const sortDirection of ["asc", "desc"] as const) {
        const answer = await listLoans(operator(), { sortBy, sortDirection, pageSize: 500 });
        const rows = inOrder(loans, sortBy, sortDirection === "desc");
        expect(answer.loans.map((loan) => loan.pipelineLoanId)).toEqual(
          rows.map((row) => row.pipelineLoanId),
        );
      }
    },
  );

  it("P3.1 without a question gives the newest 25", async () => {
    const answer = await listLoans(operator(), {});
    expect(answer).toMatchObject({ totalRows: 400, page: 1, pageSize: 25 });
    const ids = loans.map((loan) => loan.pipelineLoanId).toSorted((a, b) => b - a);
    expect(answer.loans.map((loan) => loan.pipelineLoanId)).toEqual(ids.slice(0, 25));
  });

  it("P3.1 a page beyond the end is empty and still knows how many there are", async () => {
    expect(await listLoans(operator(), { page: 1_000_000, pageSize: 500 })).toMatchObject({
      totalRows: 400,
      loans: [],
    });
  });

  it.each([
    ["page 0", { page: 0 }, ["page"]],
    ["a page that is no number", { page: "one" }, ["page"]],
    ["a page size of 0", { pageSize: 0 }, ["pageSize"]],
    ["a page size of 501", { pageSize: 501 }, ["pageSize"]],
    ["an unknown sort", { sortBy: "ssn" }, ["sortBy"]],
    [
      "a sort by a column's name in the database",
      { sortBy: "loan_amount; drop table pipeline_loan" },
      ["sortBy"],
    ],
    ["a sort by a member of Object", { sortBy: "__proto__" }, ["sortBy"]],
    ["a direction that is none", { sortDirection: "up" }, ["sortDirection"]],
    ["an unknown field", { filters: [{ field: "ssn", operator: "eq", value: "x" }] }, ["filters[0].field"]],
    [
      "an unknown operator",
      { filters: [{ field: "buyerId", operator: "like", value: "x" }] },
      ["filters[0].operator"],
    ],
    [
      "an operator that does not fit",
      { filters: [{ field: "buyerId", operator: "gt", value: "x" }] },
      ["filters[0].operator"],
    ],
    [
      "a value of the wrong type",
      { filters: [{ field: "loanAmount", operator: "gt", value: "x" }] },
      ["filters[0].value"],
    ],
    ["filters that are no list", { filters: { field: "buyerId" } }, ["filters"]],
    [
      "51 filters",
      { filters: Array(51).fill({ field: "buyerId", operator: "eq", value: "x" }) },
      ["filters"],
    ],
    ["a NUL in the search", { search: "a\u0000b" }, ["search"]],
    ["half a surrogate pair in the search", { search: "\ud800" }, ["search"]],
    ["a search of 201 characters", { search: "x".repeat(201) }, ["search"]],
    ["an unknown question", { limit: 5 }, ["limit"]],
    [
      "several faults at once",
      { sortBy: "ssn", filters: [{ field: "ssn", operator: "eq", value: 1 }], search: "\u0001" },
      ["filters[0].field", "search", "sortBy"],
    ],
  ])("P3.1 %s is refused and named, nothing is clamped", async (_what, question, fields) => {
    expect(await refusedFields(listLoans(operator(), question))).toEqual(fields);
  });

  it("P3.2 finds by borrower, loan ID, PSX loan ID and address, whatever the case; % _ \\ are letters", async () => {
    for (const [search, least] of [
      ["ANN ARCH", 1],
      ["x-3-7", 1],
      ["50% off", 1],
      ["under_", 1],
      ["c:\\lane", 1],
      ["österb", 1],
    ] as const) {
      const ids = loans.filter((loan) => found(loan, search)).map((loan) => loan.pipelineLoanId);
      expect(ids.length).toBeGreaterThanOrEqual(least);
      const answer = await listLoans(operator(), { search, sortBy: "pipelineLoanId", pageSize: 500 });
      expect(answer.loans.map((loan) => loan.pipelineLoanId)).toEqual(ids.toSorted((a, b) => a - b));
    }
    expect((await listLoans(operator(), { search: "  " })).totalRows).toBe(400);
  });

  it("P3.2 P3.5 on any day the alerts are the loans over their threshold, and none that is just at it", async () => {
    const present = tenant.clock.now;
    const thresholds = new Map(
      DEFAULT_STATUSES.map((status) => [status.statusCode, status.agingThresholdDays]),
    );
    let atThreshold = 0;
    for (let day = 0; day < 12; day += 1) {
      tenant.clock.now = new Date(present.getTime() + day * 86_400_000);
      const then = { ...clock, today: dayIn(clock.timeZone, tenant.clock.now) };
      const over = loans.filter((loan) => {
        const threshold = thresholds.get(loan.currentStatus) ?? null;
        if (ageIn(then, loan) === threshold) atThreshold += 1;
        return threshold !== null && ageIn(then, loan) > threshold;
      });
      const alert = (value: boolean) =>
        listLoans(operator(), {
          filters: [{ field: "agingAlert", operator: "eq", value }],
          sortBy: "pipelineLoanId",
          pageSize: 500,
        });
      const [alerted, quiet] = await Promise.all([alert(true), alert(false)]);
      expect(alerted.loans.map((loan) => loan.pipelineLoanId)).toEqual(
        over.map((loan) => loan.pipelineLoanId),
      );
      expect(alerted.loans.every((loan) => loan.agingAlert)).toBe(true);
      expect(quiet.totalRows).toBe(400 - over.length);
      const { agingAlerts } = await summarizeLoans(operator(), {});
      expect(agingAlerts.reduce((sum, one) => sum + one.loansExceedingThreshold, 0)).toBe(over.length);
    }
    expect(atThreshold).toBeGreaterThan(0);
    tenant.clock.now = present;
  });

  it("P6.3 nobody without a role reads it", async () => {
    for (const attempt of [listLoans, summarizeLoans, exportLoans])
      expect((await refusalOf(attempt(tenant.as("exchange"), {}) as Promise<unknown>)).code).toBe(
        "FORBIDDEN",
      );
  });
});

describe("the summary", () => {
  function recount(rows: Row[]) {
    const thresholds = new Map(
      DEFAULT_STATUSES.map((status) => [status.statusCode, status.agingThresholdDays]),
    );
    const statusBreakdown = DEFAULT_STATUSES.map(({ statusCode, displayName }) => {
      const among = rows.filter((row) => row.currentStatus === statusCode);
      const ages = among.map((row) => ageIn(clock, row));
      return {
        status: statusCode,
        displayName,
        loanCount: among.length,
        totalVolume: sumMoney(among.map((row) => row.purchasePrice)),
        averageDaysInStatus: averageToTenth(
          ages.reduce((sum, age) => sum + age, 0),
          ages.length,
        ),
      };
    });
    const agingAlerts = DEFAULT_STATUSES.flatMap(({ statusCode }) => {
      const thresholdDays = thresholds.get(statusCode) ?? null;
      const ages = rows.filter((row) => row.currentStatus === statusCode).map((row) => ageIn(clock, row));
      const over = ages.filter((age) => thresholdDays !== null && age > thresholdDays);
      if (over.length === 0) return [];
      return [
        {
          status: statusCode,
          thresholdDays,
          loansExceedingThreshold: over.length,
          oldestDays: Math.max(...ages),
        },
      ];
    });
    return {
      statusBreakdown,
      totalLoans: rows.length,
      totalVolume: sumMoney(rows.map((row) => row.purchasePrice)),
      agingAlerts,
    };
  }

  it("P3.4 P3.5 without filters is a recount of the loans, every status in order", async () => {
    const summary = await summarizeLoans(operator(), {});
    expect(summary).toMatchObject(recount(loans));
    expect(summary.statusBreakdown).toHaveLength(7);
    expect(summary.agingAlerts.length).toBeGreaterThan(0);
  });

  it("P3.4 takes the filters of the list", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion(), async ({ filters, search }) => {
        const rows = expected({ filters, search, sortBy: undefined, sortDirection: undefined });
        expect(await summarizeLoans(operator(), { filters, search })).toMatchObject(recount(rows));
      }),
      { numRuns: cases(200) },
    );
  });

  it("P3.4 the buckets of every status add up to its loans", async () => {
    for (const { loanCount, ageBuckets } of (await summarizeLoans(operator(), {})).statusBreakdown)
      expect(ageBuckets.fresh + ageBuckets.aging + ageBuckets.overdue).toBe(loanCount);
  });

  it("P3.4 names the fault of a bad filter", async () => {
    const filters = [{ field: "ssn", operator: "eq", value: 1 }];
    expect(await refusedFields(summarizeLoans(operator(), { filters }))).toEqual(["filters[0].field"]);
    expect(await refusedFields(summarizeLoans(operator(), { page: 1 }))).toEqual(["page"]);
  });
});

/** RFC 4180, read by hand. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [cell, row, quoted]: [string, string[], boolean] = ["", [], false];
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n")) {
      row.push(cell);
      cell = "";
      if (c === "\n") {
        rows.push(row);
        row = [];
      }
    } else cell += c;
  }
  return rows;
}

async function csvOf(question: unknown): Promise<string[][]> {
  const stream = await exportLoans(operator(), question);
  return readCsv(Buffer.concat(await stream.toArray()).toString());
}

describe("the export", () => {
  const harmless = (text: string) => (/^[-=+@\t\r\n]/.test(text) ? `'${text}` : text);

  it("P3.7 without columns has every field, in the list's order, with the list's values", async () => {
    const [header, ...rows] = await csvOf({});
    const fields = Object.keys(LOAN_FIELDS);
    expect(header).toEqual(fields);
    const wanted = inOrder(loans, "pipelineLoanId", true).map((loan) =>
      fields.map((field) => {
        const value = loan[field] ?? "";
        return LOAN_FIELDS[field as keyof typeof LOAN_FIELDS] === "text"
          ? harmless(String(value))
          : String(value);
      }),
    );
    expect(rows).toEqual(wanted);
  });

  it("A6 P3.7 any filters, search, sorting and columns give the rows of the list", async () => {
    const columns = fc.shuffledSubarray(Object.keys(LOAN_FIELDS), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyQuestion(), columns, async (question, some) => {
        const [header, ...rows] = await csvOf({
          ...question,
          columns: ["pipelineLoanId", ...some.filter((c) => c !== "pipelineLoanId")],
        });
        expect(header?.slice(1)).toEqual(some.filter((c) => c !== "pipelineLoanId"));
        expect(rows.map((row) => Number(row[0]))).toEqual(
          expected(question).map((row) => row.pipelineLoanId),
        );
      }),
      { numRuns: cases(120) },
    );
  });

  it("P3.7 makes cells harmless that a spreadsheet would take for a formula; negative numbers stay numbers", async () => {
    const [, ...rows] = await csvOf({ columns: ["borrowerName", "profitSpread"] });
    const names = new Set(rows.map((row) => row[0]));
    for (const name of ["'=SUM(A1)", "'-Minus", "'+Plus", "'@At", 'O\'Brien, "Pat"'])
      expect(names).toContain(name);
    const negative = rows.map((row) => row[1] ?? "").filter((cell) => cell.includes("-"));
    expect(negative.length).toBeGreaterThan(0);
    for (const cell of negative) expect(cell).toMatch(/^-\d+\.\d{2}$/);
  });

  it.each([
    ["an unknown column", { columns: ["loanId", "ssn"] }, ["columns"]],
    ["a column twice", { columns: ["loanId", "loanId"] }, ["columns"]],
    ["no column", { columns: [] }, ["columns"]],
    ["an unknown sort", { sortBy: "ssn" }, ["sortBy"]],
    ["an unknown field", { filters: [{ field: "ssn", operator: "eq", value: "x" }] }, ["filters[0].field"]],
    ["a page", { page: 2 }, ["page"]],
  ])("P3.7 refuses %s by name, before anything is sent", async (_what, question, fields) => {
    expect(await refusedFields(exportLoans(operator(), question))).toEqual(fields);
  });

  it("P3.7 a reader that goes away gives the connection back, again and again", async () => {
    for (let i = 0; i < 20; i += 1) {
      const stream = await exportLoans(operator(), {});
      stream.on("error", () => undefined);
      if (i % 2) await new Promise((resolve) => stream.once("data", resolve));
      // It may have come to its end by itself meanwhile.
      if (!stream.closed) await new Promise((resolve) => stream.once("close", resolve).destroy());
    }
    expect(tenant.pool.waitingCount).toBe(0);
    expect(tenant.pool.totalCount - tenant.pool.idleCount).toBe(0);
    expect((await csvOf({ columns: ["loanId"] })).length).toBe(401);
  });
});
