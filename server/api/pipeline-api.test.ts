import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { stateOf, tokenOf } from "./testing-callers.ts";
import { type Answer, send } from "./testing-client.ts";

/** P2 to P5 over HTTP: the source's shapes, statuses and errors. The rules themselves are tested beside the verbs. */

let tenant: TestTenant;
let headers: { operator: Record<string, string>; admin: Record<string, string> };
let loans: number[];
let trade: number;

beforeAll(async () => {
  tenant = await testTenant();
  headers = { operator: await tokenOf(tenant, "operator"), admin: await tokenOf(tenant, "admin") };
  loans = await buyLoans(tenant.as("exchange"), "T-API", 120);
  const odd = psxLoan(1, { borrowerName: "=SUM(A1) 50% off_now", propertyState: "CA", loanAmount: "0.10" });
  trade = (await deliver(tenant.as("exchange"), psxTrade("T-ODD", [odd]))).pipelineTradeId;
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const nextLoan = () => loans.pop() ?? expect.fail("no loan is left");

async function deliveredLoan(): Promise<number> {
  const id = nextLoan();
  for (const newStatus of ["in_transit", "delivered"]) {
    await changeStatuses(tenant.as("admin"), { loanIds: [id], newStatus, notes: "on its way" });
  }
  return id;
}

const get = (address: string) => send("GET", `/api/pipeline/${address}`, { headers: headers.operator });
const as = (who: "operator" | "admin", method: string, address: string, body: unknown, more = {}) =>
  send(method, `/api/pipeline/${address}`, { headers: { ...headers[who], ...more }, body });
const putStatus = (id: unknown, body: unknown) => as("operator", "PUT", `loans/${id}/status`, body);
const fieldsOf = ({ json }: Answer) => (json.details as { field: string }[]).map((detail) => detail.field);
const filtersOf = (...filters: unknown[]) => `filters=${encodeURIComponent(JSON.stringify(filters))}`;

/** Refused, in the one form of errors, and nothing changed. */
async function expectRefused(work: () => Promise<Answer>, status: number, code: string): Promise<Answer> {
  const before = await stateOf(tenant);
  const answer = await work();
  expect([answer.status, answer.json.code], answer.text.slice(0, 400)).toEqual([status, code]);
  expect(Object.keys(answer.json).slice(0, 3)).toEqual(["code", "message", "details"]);
  expect(await stateOf(tenant)).toBe(before);
  return answer;
}

const SUMMARY_FIELDS =
  "pipelineLoanId exchangeLoanId loanId dataSource borrowerName loanAmount noteRate propertyState productCode " +
  "currentStatus statusDate purchasePrice salePrice profitSpread purchaseDate buyerName sellerName " +
  "expectedDeliveryDate daysInCurrentStatus agingAlert";

const DETAIL_FIELDS =
  "pipelineLoanId exchangeLoanId exchangeTradeId loanId dataSource loanAmount noteRate borrowerName propertyAddress " +
  "propertyCity propertyState propertyZip creditScore ltv cltv purposeCode occupancyCode propertyType productCode " +
  "buyerId buyerName sellerId sellerName principalId purchasePrice salePrice profitSpread purchaseDate currentStatus " +
  "statusDate expectedDeliveryDate actualDeliveryDate deliveryMethod settlementDate settlementAmount " +
  "settlementReference createdAt updatedAt statusHistory";

const DETAIL_FIELDS_BEYOND =
  "pipelineTradeId daysInCurrentStatus agingAlert settlementVariance version timeline";

const TRADE_FIELDS =
  "pipelineTradeId exchangeTradeId buyerName sellerName tradeDate totalLoanCount totalAmount status createdAt";
const TRADE_DETAIL_FIELDS = `${TRADE_FIELDS} principalId buyerId sellerId statusBreakdown loans updatedAt`;

/** The keys of an answer are those of the source, and those that the requirements add; nothing else leaves. */
function expectKeys(value: unknown, names: string, beyond = "") {
  const wanted = `${names} ${beyond}`.trim().split(" ");
  expect(Object.keys(value as object).sort()).toEqual(wanted.sort());
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

describe("P3 shapes of what is read", () => {
  it("P3.1 the list", async () => {
    const { status, json } = await get("loans?sortBy=pipelineLoanId&pageSize=2");
    expect(status).toBe(200);
    expectKeys(json, "totalRows page pageSize loans");
    expect(json).toMatchObject({ totalRows: 121, page: 1, pageSize: 2 });
    const [first, second, ...more] = json.loans as Record<string, unknown>[];
    expect(more).toEqual([]);
    expectKeys(first, SUMMARY_FIELDS);
    expect(first?.statusDate).toMatch(ISO);
    expect([first?.purchaseDate, first?.expectedDeliveryDate, first?.agingAlert]).toEqual([
      "2026-03-02",
      null,
      true,
    ]);
    expect(Number(second?.pipelineLoanId)).toBeGreaterThan(Number(first?.pipelineLoanId));
    expect((await get("loans")).json).toMatchObject({ page: 1, pageSize: 25 });
  });

  it("P3.3 one loan", async () => {
    const { status, json, text } = await get(`loans/${loans[0]}`);
    expect(status).toBe(200);
    expectKeys(json, DETAIL_FIELDS, DETAIL_FIELDS_BEYOND);
    expectKeys((json.statusHistory as unknown[])[0], "previousStatus newStatus changedAt changedBy notes");
    expect(text).toMatch(/"loanAmount":251000\.00,"noteRate":6\.875,/);
    expect([json.createdAt, json.updatedAt, json.statusDate].every((at) => ISO.test(String(at)))).toBe(true);
  });

  it("P3.4 the summary names every status in order, also the empty ones", async () => {
    const { status, json, text } = await get("loans/summary?propertyState=CA");
    expect(status).toBe(200);
    expectKeys(json, "statusBreakdown totalLoans totalVolume agingAlerts");
    const breakdown = json.statusBreakdown as Record<string, unknown>[];
    expect(breakdown.map((one) => one.status)).toEqual([
      "purchased",
      "in_transit",
      "delivered",
      "settled",
      "rejected",
      "returned",
      "disputed",
    ]);
    for (const one of breakdown) {
      expectKeys(one, "status displayName loanCount totalVolume averageDaysInStatus");
    }
    expect(text).toContain('"loanCount":1,"totalVolume":256000.00,"averageDaysInStatus":');
    expect(text).toContain('"totalVolume":0.00,"averageDaysInStatus":0.0}');
    expect(json.totalLoans).toBe(1);
    for (const alert of json.agingAlerts as unknown[])
      expectKeys(alert, "status thresholdDays loansExceedingThreshold oldestDays");
  });

  it("P3.7 asking for the head of an export holds nothing: after many of them lists answer and exports run", async () => {
    for (let i = 0; i < 12; i += 1) {
      const head = await send("HEAD", "/api/pipeline/loans/export.csv", { headers: headers.operator });
      expect([head.status, head.text]).toEqual([200, ""]);
    }
    expect((await get("loans?pageSize=1")).status).toBe(200);
    expect((await get("loans/export.csv?columns=loanId")).status).toBe(200);
  });

  it("P4.1 trades, and one trade with its loans", async () => {
    const list = await get("trades?exchangeTradeId=T-ODD");
    expectKeys(list.json, "totalRows page pageSize trades");
    expectKeys((list.json.trades as unknown[])[0], TRADE_FIELDS);
    const { status, json } = await get(`trades/${trade}`);
    expect(status).toBe(200);
    expectKeys(json, TRADE_DETAIL_FIELDS, "settlementVariance");
    expectKeys((json.loans as unknown[])[0], SUMMARY_FIELDS);
    expect((json.statusBreakdown as unknown[]).length).toBe(7);
    expect(json).toMatchObject({ totalLoanCount: 1, status: "active", tradeDate: "2026-03-02" });
  });

  it("P3.7 CSV: the columns asked for, in that order, harmless to spreadsheets", async () => {
    const answer = await get("loans/export.csv?columns=loanId,borrowerName,loanAmount&propertyState=CA");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="loans.csv"');
    expect(answer.text).toBe("loanId,borrowerName,loanAmount\n10900000001,'=SUM(A1) 50% off_now,0.10\n");
    const all = await get("loans/export.csv");
    expect(all.text.trimEnd().split("\n")).toHaveLength(122);
    for (const field of DETAIL_FIELDS.split(" ").filter((name) => name !== "statusHistory")) {
      expect(all.text.split("\n")[0]?.split(",")).toContain(field);
    }
  });
});

describe("P3.1 what may be asked", () => {
  const rows = async (query: string) => {
    const { status, json, text } = await get(`loans?${query}`);
    expect(status, text).toBe(200);
    return json.totalRows;
  };

  it("the shorthand and the filters say the same", async () => {
    expect(await rows("propertyState=CA")).toBe(1);
    expect(await rows("propertyState=CA,TX")).toBe(121);
    expect(await rows("propertyState[in]=CA")).toBe(1);
    expect(await rows("loanAmount[lte]=0.10&purchaseDate[gte]=2026-03-01")).toBe(1);
    expect(await rows("propertyState[neq]=CA&purchaseDate[lt]=2026-03-01")).toBe(0);
    expect(await rows(filtersOf({ field: "propertyState", operator: "in", value: ["CA", "NY"] }))).toBe(1);
    expect(
      await rows(`${filtersOf({ field: "loanAmount", operator: "lt", value: 1 })}&dataSource=exchange`),
    ).toBe(1);
    expect(await rows("filters=[]")).toBe(121);
  });

  it("search and contains take % and _ as letters", async () => {
    expect(await rows(`search=${encodeURIComponent("50% OFF")}`)).toBe(1);
    expect(await rows("search=off_now")).toBe(1);
    expect(await rows(`search=${encodeURIComponent("5_%")}`)).toBe(0);
    expect(await rows(filtersOf({ field: "borrowerName", operator: "contains", value: "%" }))).toBe(1);
    expect(await rows("search=T-ODD%20nothing")).toBe(0);
  });

  const REFUSED: [query: string, field: string][] = [
    ["page=0", "page"],
    ["page=-1", "page"],
    ["page=1.5", "page"],
    ["page=abc", "page"],
    ["page=", "page"],
    ["page=1e2", "page"],
    ["page=99999999999999999999", "page"],
    ["pageSize=0", "pageSize"],
    ["pageSize=501", "pageSize"],
    ["sortBy=nothing", "sortBy"],
    ["sortBy=constructor", "sortBy"],
    [`sortBy=${encodeURIComponent("loanId;drop table loan")}`, "sortBy"],
    ["sortBy=", "sortBy"],
    ["sortDirection=up", "sortDirection"],
    ["nothing=1", "nothing"],
    ["constructor=1", "constructor"],
    ["__proto__=1", "__proto__"],
    ["toString=1", "toString"],
    ["loanAmount[like]=1", "loanAmount[like]"],
    ["page=1&page=2", "page"],
    ["propertyState=CA&propertyState=TX", "propertyState"],
    ["filters=", "filters"],
    ["filters={}", "filters"],
    ["filters=[", "filters"],
    [`filters=${"[".repeat(20_000)}`, "filters"],
    ["filters=[5]", "filters[0].field"],
    [filtersOf({ field: "nothing", operator: "eq", value: 1 }), "filters[0].field"],
    [filtersOf({ field: "__proto__", operator: "eq", value: 1 }), "filters[0].field"],
    [filtersOf({ field: "loanAmount", operator: "like", value: 1 }), "filters[0].operator"],
    [filtersOf({ field: "loanAmount", operator: "contains", value: "1" }), "filters[0].operator"],
    [filtersOf({ field: "loanAmount", operator: "eq", value: "much" }), "filters[0].value"],
    [filtersOf({ field: "loanAmount", operator: "eq", value: { a: 1 } }), "filters[0].value"],
    [filtersOf({ field: "loanAmount", operator: "eq" }), "filters[0].value"],
    ['filters=[{"field":"loanAmount","operator":"eq","value":1e400}]', "filters[0].value"],
    [filtersOf({ field: "purchaseDate", operator: "gte", value: "2026-02-30" }), "filters[0].value"],
    [filtersOf({ field: "borrowerName", operator: "eq", value: "\u0000" }), "filters[0].value"],
    [filtersOf({ field: "propertyState", operator: "in", value: [] }), "filters[0].value"],
    [filtersOf({ field: "loanId", operator: "eq", value: "1", or: 1 }), "filters[0].or"],
    ["search=%00", "search"],
    [`search=${"x".repeat(201)}`, "search"],
  ];

  it.each(REFUSED)("P3.1 ?%.60s is refused by name", async (query, field) => {
    const answer = await expectRefused(() => get(`loans?${query}`), 400, "PAYLOAD_VALIDATION");
    expect(fieldsOf(answer)).toContain(field);
  });

  it("the summary, the export and the trades know their own parameters only", async () => {
    await expectRefused(() => get("loans/summary?page=1"), 400, "PAYLOAD_VALIDATION");
    await expectRefused(() => get("loans/export.csv?pageSize=5"), 400, "PAYLOAD_VALIDATION");
    await expectRefused(() => get("loans/export.csv?columns=loanId,nothing"), 400, "PAYLOAD_VALIDATION");
    await expectRefused(() => get("loans/export.csv?columns="), 400, "PAYLOAD_VALIDATION");
    await expectRefused(() => get("trades?search=x"), 400, "PAYLOAD_VALIDATION");
    await expectRefused(() => get("trades?pageSize=101"), 400, "PAYLOAD_VALIDATION");
    expect((await get("trades?pageSize=100&status=active&tradeDate[gte]=2026-03-01")).json.totalRows).toBe(2);
  });
});

const BAD_IDS = [
  "abc",
  "0",
  "-1",
  "1.5",
  "1e3",
  "99999999999999999999",
  "2147483648",
  "%00",
  "null",
  "1;",
  "١",
];

describe("ids that are none", () => {
  const calls: [name: string, call: (id: string) => Promise<Answer>][] = [
    ["P3.3 a loan", (id) => get(`loans/${id}`)],
    ["P2.2 a status", (id) => putStatus(id, { newStatus: "in_transit", notes: "x" })],
    ["P2.9 an edit", (id) => as("operator", "PATCH", `loans/${id}`, { salePrice: 1 })],
    [
      "P5.1 a settlement",
      (id) =>
        as("admin", "POST", `loans/${id}/settle`, {
          settlementAmount: 1,
          settlementDate: "2026-03-05",
          settlementReference: "FW-1",
        }),
    ],
    ["P4.1 a trade", (id) => get(`trades/${id}`)],
    [
      "P5.3 a trade's settlement",
      (id) =>
        as("admin", "POST", `trades/${id}/settle`, {
          settlementDate: "2026-03-05",
          settlementReference: "FW-1",
        }),
    ],
  ];

  it.each(calls)("%s: 400, never 500", async (_name, call) => {
    for (const id of BAD_IDS) await expectRefused(() => call(id), 400, "PAYLOAD_VALIDATION");
  });

  it("P2.3 in a list: 400 naming which", async () => {
    for (const id of ["abc", 0, -1, 1.5, null, {}, true]) {
      const body = { loanIds: [nextLoan(), id], newStatus: "in_transit", notes: "x" };
      const answer = await expectRefused(
        () => as("operator", "POST", "loans/bulk-status", body),
        400,
        "PAYLOAD_VALIDATION",
      );
      expect(fieldsOf(answer)).toEqual(["loanIds[1]"]);
    }
  });
});

describe("P2 moves", () => {
  it("P2.1 answers the five fields of the source", async () => {
    const id = nextLoan();
    const { status, json } = await putStatus(id, { newStatus: "in_transit", notes: "picked up" });
    expect(status).toBe(200);
    expectKeys(json, "pipelineLoanId previousStatus newStatus changedAt changedBy");
    expect(json).toMatchObject({
      pipelineLoanId: id,
      previousStatus: "purchased",
      newStatus: "in_transit",
      changedBy: "client/operator script",
    });
    expect(json.changedAt).toMatch(ISO);
  });

  it("P2.2 a move that the workflow lacks names both statuses and the moves there are", async () => {
    for (const newStatus of ["delivered", "purchased", "nonsense"]) {
      const answer = await expectRefused(
        () => putStatus(nextLoan(), { newStatus, notes: "x" }),
        422,
        "INVALID_TRANSITION",
      );
      for (const name of ["'purchased'", `'${newStatus}'`, "'in_transit'"]) {
        expect(answer.json.message).toContain(name);
      }
    }
  });

  it.each([
    [{ newStatus: "in_transit" }, "notes"],
    [{ newStatus: "in_transit", notes: " \n " }, "notes"],
    [{ newStatus: "in_transit", notes: null }, "notes"],
    [{ newStatus: "in_transit", notes: 5 }, "notes"],
    [{ newStatus: "in_transit", notes: "x".repeat(2_001) }, "notes"],
    [{ newStatus: "in_transit", notes: "a\u0000b" }, "notes"],
    [{ notes: "x" }, "newStatus"],
    [{ newStatus: ["in_transit"], notes: "x" }, "newStatus"],
    [{ newStatus: "in_transit", notes: "x", currentStatus: "settled" }, "currentStatus"],
    [{ newStatus: "in_transit", notes: "x", changedBy: "system/me" }, "changedBy"],
    [{ newStatus: "in_transit", notes: "x", actualDeliveryDate: "2026-13-01" }, "actualDeliveryDate"],
  ])("P2.1 %j is refused by name", async (body, field) => {
    const answer = await expectRefused(() => putStatus(nextLoan(), body), 400, "PAYLOAD_VALIDATION");
    expect(fieldsOf(answer)).toEqual([field]);
  });

  it("P2.5 settled is not a status to move to", async () => {
    const id = await deliveredLoan();
    await expectRefused(() => putStatus(id, { newStatus: "settled", notes: "x" }), 422, "INVALID_SETTLEMENT");
    const bulk = await as("admin", "POST", "loans/bulk-status", {
      loanIds: [id],
      newStatus: "settled",
      notes: "x",
    });
    expect(bulk.status).toBe(200);
    expect(bulk.json).toMatchObject({ successful: 0, failed: 1, results: [{ code: "INVALID_SETTLEMENT" }] });
  });

  it("P2.3 many: per loan, in the order asked, a repeated id once, a dry run changes nothing", async () => {
    const [a, b] = [nextLoan(), nextLoan()];
    const body = { loanIds: [b, 2_000_000_000, a, b], newStatus: "in_transit", notes: "picked up" };
    const before = await stateOf(tenant);
    const dry = await as("operator", "POST", "loans/bulk-status", { ...body, dryRun: true });
    expect(await stateOf(tenant)).toBe(before);
    const { status, json } = await as("operator", "POST", "loans/bulk-status", body);
    expect(status).toBe(200);
    expect(dry.json).toEqual(json);
    expectKeys(json, "totalRequested successful failed results");
    expect(json).toMatchObject({ totalRequested: 3, successful: 2, failed: 1 });
    const results = json.results as Record<string, unknown>[];
    expect(results.map((one) => [one.pipelineLoanId, one.success])).toEqual([
      [b, true],
      [2_000_000_000, false],
      [a, true],
    ]);
    for (const one of results) {
      expectKeys(one, "pipelineLoanId success previousStatus newStatus error", "code message");
    }
    expect(results[1]).toMatchObject({ previousStatus: null, newStatus: null, code: "LOAN_NOT_FOUND" });
    expect(results[1]?.error).toMatch(/^LOAN_NOT_FOUND: /);
  });

  it.each([
    ["no list", undefined],
    ["an empty list", []],
    ["501 ids", Array.from({ length: 501 }, (_, i) => i + 1)],
    ["a text", "1,2"],
  ])("P2.3 %s is refused", async (_what, loanIds) => {
    const body = { loanIds, newStatus: "in_transit", notes: "x" };
    const answer = await expectRefused(
      () => as("operator", "POST", "loans/bulk-status", body),
      400,
      "PAYLOAD_VALIDATION",
    );
    expect(fieldsOf(answer)).toEqual(["loanIds"]);
  });

  it("P2.8 a delivery keeps its day and method", async () => {
    const id = nextLoan();
    await putStatus(id, { newStatus: "in_transit", notes: "x" });
    const facts = { actualDeliveryDate: "2026-03-04", deliveryMethod: "MERS" };
    expect((await putStatus(id, { newStatus: "delivered", notes: "x", ...facts })).status).toBe(200);
    expect((await get(`loans/${id}`)).json).toMatchObject(facts);
  });
});

describe("P2.9 edits", () => {
  it("answer the loan as it is now, with the spread to the cent", async () => {
    const id = nextLoan();
    const body =
      '{"salePrice":9007199254740993.11,"buyerId":"B-9","buyerName":"North","expectedDeliveryDate":"2026-04-01"}';
    const { status, json, text } = await as("operator", "PATCH", `loans/${id}`, body);
    expect(status).toBe(200);
    expectKeys(json, DETAIL_FIELDS, DETAIL_FIELDS_BEYOND);
    expect(text).toMatch(/"salePrice":9007199254740993\.11,"profitSpread":900719925\d{7}\.11,/);
    expect(json).toMatchObject({ buyerId: "B-9", buyerName: "North", version: 2 });
    const [, edit] = json.timeline as Record<string, unknown>[];
    expect(edit).toMatchObject({ kind: "edit", changedBy: "client/operator script" });
    const cleared = await as("operator", "PATCH", `loans/${id}`, { salePrice: null });
    expect(cleared.json).toMatchObject({ salePrice: null, profitSpread: null });
  });

  it("a stale one is a conflict that carries both versions and the present facts", async () => {
    const id = nextLoan();
    await as("operator", "PATCH", `loans/${id}`, { salePrice: 10.1, version: 1 });
    const answer = await expectRefused(
      () => as("operator", "PATCH", `loans/${id}`, { salePrice: 2, version: 1 }),
      409,
      "CONFLICT",
    );
    expect(answer.json).toMatchObject({ pipelineLoanId: id, yourVersion: 1, currentVersion: 2 });
    expect(answer.text).toContain('"salePrice":10.10,');
  });

  it.each([
    [{ currentStatus: "settled" }, "currentStatus"],
    [{ profitSpread: 5 }, "profitSpread"],
    [{ tenantId: "x", salePrice: 1 }, "tenantId"],
    [{ purchasePrice: 1 }, "purchasePrice"],
    [{ settlementAmount: 1 }, "settlementAmount"],
    [{ salePrice: -1 }, "salePrice"],
    [{ salePrice: 1.005 }, "salePrice"],
    [{ salePrice: true }, "salePrice"],
    [{ buyerName: "only the name" }, "buyerId"],
    [{ version: "one", salePrice: 1 }, "version"],
    [{}, ""],
  ])("C27 %j is refused by name", async (body, field) => {
    const answer = await expectRefused(
      () => as("operator", "PATCH", `loans/${loans[0]}`, body),
      400,
      "PAYLOAD_VALIDATION",
    );
    expect(fieldsOf(answer)).toEqual([field]);
  });
});

describe("P5 settlement", () => {
  const facts = { settlementDate: "2026-03-05", settlementReference: "FW-1" };

  it("P5.1 answers the seven fields of the source, once", async () => {
    const id = await deliveredLoan();
    const body =
      '{"settlementAmount":9007199254740993.10,"settlementDate":"2026-03-05","settlementReference":"FW-1"}';
    const { status, json, text } = await as("admin", "POST", `loans/${id}/settle`, body);
    expect(status).toBe(200);
    expectKeys(
      json,
      "pipelineLoanId previousStatus newStatus settlementAmount settlementDate settlementReference changedAt",
    );
    expect(text).toContain('"settlementAmount":9007199254740993.10,');
    expect(json).toMatchObject({ previousStatus: "delivered", newStatus: "settled", ...facts });
    await expectRefused(() => as("admin", "POST", `loans/${id}/settle`, body), 422, "INVALID_TRANSITION");
    await expectRefused(
      () => as("operator", "PATCH", `loans/${id}`, { deliveryMethod: "x" }),
      409,
      "CONFLICT",
    );
  });

  it.each([
    [{ settlementAmount: 0 }, "settlementAmount"],
    [{ settlementAmount: -1 }, "settlementAmount"],
    [{ settlementAmount: 1.001 }, "settlementAmount"],
    [{ settlementAmount: "NaN" }, "settlementAmount"],
    [{ settlementAmount: null }, "settlementAmount"],
    [{ settlementDate: "2026-02-30" }, "settlementDate"],
    [{ settlementDate: "2999-01-01" }, "settlementDate"],
    [{ settlementDate: "2026-03-01" }, "settlementDate"],
    [{ settlementReference: "  " }, "settlementReference"],
    [{ newStatus: "settled" }, "newStatus"],
  ])("P5.1 %j is refused by name", async (wrong, field) => {
    const id = await deliveredLoan();
    const body = { settlementAmount: 1, ...facts, ...wrong };
    const answer = await expectRefused(
      () => as("admin", "POST", `loans/${id}/settle`, body),
      422,
      "INVALID_SETTLEMENT",
    );
    expect(fieldsOf(answer)).toEqual([field]);
  });

  it("P5.2 only from where the workflow lets it", async () => {
    const body = { settlementAmount: 1, ...facts };
    await expectRefused(
      () => as("admin", "POST", `loans/${loans[0]}/settle`, body),
      422,
      "INVALID_TRANSITION",
    );
  });

  it("P5.3 a trade: settles what is ready, names the others, for the sale price or the one given", async () => {
    const ids = await buyLoans(tenant.as("exchange"), "T-SETTLE", 3);
    for (const newStatus of ["in_transit", "delivered"]) {
      await changeStatuses(tenant.as("admin"), { loanIds: ids.slice(0, 2), newStatus, notes: "x" });
    }
    const { json: detail } = await get(`loans/${ids[0]}`);
    const amounts = [{ pipelineLoanId: ids[1], settlementAmount: 7.5 }];
    const address = `trades/${detail.pipelineTradeId}/settle`;
    const { status, json } = await as("admin", "POST", address, { ...facts, amounts });
    expect(status).toBe(200);
    expectKeys(json, "pipelineTradeId totalLoans settled skipped skippedDetails");
    expect(json).toMatchObject({ totalLoans: 3, settled: 2, skipped: 1 });
    expect(json.skippedDetails).toEqual([
      { pipelineLoanId: ids[2], currentStatus: "purchased", reason: "Loan is not in 'delivered' status" },
    ]);
    expect((await get(`loans/${ids[0]}`)).text).toContain('"settlementAmount":256000.00,');
    expect((await get(`loans/${ids[1]}`)).text).toContain('"settlementAmount":7.50,');
  });

  it("P5.6 a selection, per loan", async () => {
    const ids = [await deliveredLoan(), nextLoan(), 2_000_000_000];
    const { status, json } = await as("admin", "POST", "loans/bulk-settle", { loanIds: ids, ...facts });
    expect(status).toBe(200);
    expect(json).toMatchObject({ totalRequested: 3, successful: 1, failed: 2 });
    expect((json.results as { code: unknown }[]).map((one) => one.code)).toEqual([
      null,
      "INVALID_TRANSITION",
      "LOAN_NOT_FOUND",
    ]);
  });
});

describe("bodies", () => {
  const move = { newStatus: "in_transit", notes: "x" };
  const put = (body: unknown, more = {}) => as("operator", "PUT", `loans/${loans[0]}/status`, body, more);

  it.each(["", "{", "[]", "5", "null", '"x"', "{}x", "[".repeat(100_000), "\u0000"])(
    "%.10j is no object",
    async (text) => {
      await expectRefused(() => put(text), 400, "PAYLOAD_VALIDATION");
    },
  );

  it("bytes that are no UTF-8", async () => {
    await expectRefused(() => put(new Uint8Array([0x22, 0xff])), 400, "PAYLOAD_VALIDATION");
  });

  it("another content type", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
      await expectRefused(
        () => put(JSON.stringify(move), { "content-type": type }),
        415,
        "UNSUPPORTED_CONTENT_TYPE",
      );
    }
  });

  it("more than 1 MB", async () => {
    const padded = JSON.stringify(move).padEnd(1_000_001, " ");
    await expectRefused(() => put(padded), 413, "PAYLOAD_TOO_LARGE");
    await expectRefused(
      () => put(JSON.stringify(move), { "content-length": "1000001" }),
      413,
      "PAYLOAD_TOO_LARGE",
    );
    expect((await put(JSON.stringify(move).padEnd(1_000_000, " "))).status).toBe(200);
  });

  it("keys that mean something to JavaScript mean nothing here", async () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const text = `{"${name}":{"role":"admin"},"newStatus":"in_transit","notes":"x"}`;
      const answer = await put(text);
      expect([answer.status, answer.json.code]).toEqual([400, "PAYLOAD_VALIDATION"]);
    }
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});
