import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey, revokeApiKey } from "../auth/api-keys.ts";
import { issueClientToken } from "../auth/client-tokens.ts";
import { operatorsOf, testPerson } from "../auth/testing.ts";
import { saveView } from "../domain/desk/save-view.ts";
import { DEFAULT_POLICY } from "../domain/funding/model/policy.ts";
import { decisionsToDerive, rawReport, reportToUnderwrite } from "../domain/funding/model/testing-reports.ts";
import { client, judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { DEFAULT_STATUSES } from "../domain/pipeline/model/status-workflow.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { appRouter } from "./root.ts";
import {
  adminReads,
  adminWrites,
  always,
  CALLERS,
  type Caller,
  callersOf,
  created,
  type Expected,
  type Row,
  reads,
  stateOf,
  writes,
} from "./testing-callers.ts";
import { routeFiles, routeModule, send } from "./testing-client.ts";
import { rejectedDelivery, repeatedDelivery } from "./testing-deliveries.ts";
import { addPaper, documentProcedures, documentRoutes } from "./testing-document-doors.ts";
import { INTEGRATION_PROCEDURES } from "./testing-integration-doors.ts";
import {
  type MortgagesToCall,
  mortgageProcedures,
  mortgageRoutes,
  mortgagesOf,
} from "./testing-mortgage-doors.ts";
import { offerInputs, offerProcedures, offerRoutes } from "./testing-offer-doors.ts";
import { onClientsOf, PARTNER_ROUTES, partnerProcedures } from "./testing-partner-doors.ts";
import { operatorTerms, STEP_DOORS, STEP_PROCEDURES, stepsBy } from "./testing-step-doors.ts";

/**
 * Who may call what (A7): every address with every method that it has, and every procedure, for every kind of caller.
 * What is not in the tables fails.
 */

const MARK = "Zebra Canary";
const ABSENT = 2_000_000_000;

let one: TestTenant;
let other: TestTenant;
let headersOf: Record<Caller, Record<string, string>>;
let purchased: number[];
let delivered: number[];
let trade = 0;
let file = 0;
let mortgages: MortgagesToCall;
let serial = 0;

beforeAll(async () => {
  one = await testTenant();
  other = await testTenant({ principalId: "HARB" });
  for (const tenant of [one, other]) await operatorsOf(tenant, "ann@desk.test");
  headersOf = await callersOf(one, other);
  purchased = await buyLoans(one.as("exchange"), "T-CANARY", 200, { borrowerName: MARK });
  delivered = purchased.splice(0, 60);
  for (const newStatus of ["in_transit", "delivered"]) {
    await changeStatuses(one.as("admin"), { loanIds: delivered, newStatus, notes: "on its way" });
  }
  const created = await deliver(
    one.as("exchange"),
    psxTrade("T-ONE", [psxLoan(1)], { buyerName: `${MARK} Capital` }),
  );
  trade = created.pipelineTradeId;
  // The other tenant opens files of its own in these tests; none has this one's id.
  await one.owner.query("select setval('funding_file_file_id_seq', 1000)");
  file = (await judged(one.as("admin"), OLD_REPORT, { name: MARK })).fileId;
  await addPaper(one.as("admin"), file, MARK);
  mortgages = await mortgagesOf(one, MARK, 60);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), closeTenants(), closeControlDatabase()]);
});

const nextPurchased = () => purchased.pop() ?? expect.fail("no loan is left");
const nextDelivered = () => delivered.pop() ?? expect.fail("no loan is left");
const move = () => ({ newStatus: "in_transit", notes: "picked up" });
const settlement = () => ({ settlementDate: "2026-03-05", settlementReference: "FW-1" });

const ROUTES: Record<string, Row> = {
  "POST /api/pipeline/trades": { expected: always(401), body: () => psxTrade("T-NEW", [psxLoan(1)]) },
  "GET /api/pipeline/trades": { expected: reads(200) },
  "GET /api/pipeline/trades/[id]": { expected: reads(404), id: () => trade },
  "POST /api/pipeline/trades/[id]/settle": { expected: adminWrites(404), id: () => trade, body: settlement },
  "GET /api/pipeline/loans": { expected: reads(200) },
  "GET /api/pipeline/loans/summary": { expected: reads(200) },
  "GET /api/pipeline/loans/export.csv": { expected: reads(200) },
  "GET /api/pipeline/loans/[id]": { expected: reads(404), id: nextPurchased },
  "PATCH /api/pipeline/loans/[id]": {
    expected: writes(404),
    id: nextPurchased,
    body: () => ({ salePrice: 1.5 }),
  },
  "PUT /api/pipeline/loans/[id]/status": { expected: writes(404), id: nextPurchased, body: move },
  "POST /api/pipeline/loans/bulk-status": {
    expected: writes(200),
    body: () => ({ loanIds: [nextPurchased()], ...move() }),
  },
  "POST /api/pipeline/loans/[id]/settle": {
    expected: adminWrites(404),
    id: nextDelivered,
    body: () => ({ settlementAmount: 2.5, ...settlement() }),
  },
  "POST /api/pipeline/loans/bulk-settle": {
    expected: adminWrites(200),
    body: () => ({ loanIds: [nextDelivered()], ...settlement() }),
  },
  // They keep nothing, but a page elsewhere may not send a body with somebody's cookie.
  "POST /api/funding/workflow/derive": { expected: writes(200), body: () => decisionsToDerive() },
  "POST /api/funding/underwrite": { expected: writes(200), body: () => reportToUnderwrite() },
  "GET /api/funding/files": { expected: reads(200) },
  "POST /api/funding/files": { expected: created(writes(200)), body: newClient },
  "GET /api/funding/files/[id]": { expected: reads(404), id: () => file },
  "PATCH /api/funding/files/[id]": { expected: writes(404), id: () => file, body: editOf },
  "POST /api/funding/files/[id]/credit-reports": {
    expected: writes(404),
    id: () => file,
    body: () => ({ report: newReport() }),
  },
  ...documentRoutes(() => file, MARK),
  ...mortgageRoutes(() => mortgages, MARK),
  "POST /api/funding/files/[id]/runs": { expected: created(writes(404)), id: () => file, body: revisionOf },
  "GET /api/funding/files/[id]/progress": { expected: reads(404), id: () => file },
  ...Object.fromEntries(
    Object.entries(STEP_DOORS).map(([door, body]): [string, Row] => [
      `POST /api/funding/files/[id]/${door}`,
      { expected: stepsBy(door), id: () => file, body: async () => body(await versionOf()) },
    ]),
  ),
  ...PARTNER_ROUTES,
  ...offerRoutes(() => file, versionOf),
  "GET /api/live": { expected: reads(200) },
  "GET /api/health": { expected: always(200) },
  "GET /api/ready": { expected: always(200) },
  "GET /api/openapi.json": { expected: always(200) },
  // Nobody's but a scheduler's (`cron-outbox.test.ts`), and here is none.
  "GET /api/cron/outbox": { expected: always(404) },
  "GET /api/[...unknown]": { expected: always(404) },
  "POST /api/[...unknown]": { expected: always(404) },
  "PUT /api/[...unknown]": { expected: always(404) },
  "PATCH /api/[...unknown]": { expected: always(404) },
  "DELETE /api/[...unknown]": { expected: always(404) },
  "GET /api/auth/[...nextauth]": { expected: always(200), query: "session" },
  // Without the page's token nobody is signed out; from another site, or from none, it is not even asked.
  "POST /api/auth/[...nextauth]": {
    expected: { ...always(200), ...sentByScripts(403), "admin's cookie from another site": 403 },
    query: "signout",
    body: () => ({ json: "true" }),
  },
  // Their procedures have a table of their own below.
  "GET /api/trpc/[trpc]": { expected: always(404), query: "nothing" },
  "POST /api/trpc/[trpc]": { expected: always(404), query: "nothing", body: () => ({}) },
};

function sentByScripts(status: number): Partial<Expected> {
  return { operator: status, admin: status, "revoked token": status, "other tenant's admin": status };
}

const someUser = async () => ({ userId: (await testPerson({ roles: { [one.id]: "operator" } })).userId });
const someKey = async () => ({ prefix: (await createApiKey({ tenantId: one.id }, new Date())).prefix });
const sameCalendar = { timeZone: "America/New_York", holidayCalendar: null };

/** A procedure's row: its input, and the statuses. */
const PROCEDURES: Record<string, { expected: Expected; input?: () => unknown }> = {
  "session.me": { expected: reads(200) },
  "session.people": { expected: reads(200) },
  "desk.settings": { expected: reads(200) },
  "desk.saveSetting": { expected: writes(200), input: () => ({ key: "mode", value: "power" }) },
  "desk.views": { expected: reads(200), input: () => ({ list: "mortgages" }) },
  "desk.saveView": {
    expected: writes(200),
    input: () => ({ name: `View ${++serial}`, isShared: false, definition: { list: "loans" } }),
  },
  "desk.deleteView": { expected: adminWrites(404), input: sharedView },
  "pipeline.workflow": { expected: reads(200) },
  "pipeline.previewWorkflow": { expected: adminWrites(200), input: () => ({ statuses: DEFAULT_STATUSES }) },
  "pipeline.workflowVersions": { expected: adminReads(200), input: () => ({}) },
  "pipeline.saveWorkflow": { expected: adminWrites(200), input: () => ({ statuses: DEFAULT_STATUSES }) },
  "pipeline.summary": { expected: reads(200), input: () => ({}) },
  "pipeline.loans": { expected: reads(200), input: () => ({}) },
  "pipeline.gridLoans": { expected: reads(200), input: () => ({}) },
  "pipeline.gridTrades": { expected: reads(200), input: () => ({ open: [trade] }) },
  "pipeline.selection": { expected: reads(200), input: () => ({}) },
  "pipeline.loan": { expected: reads(404), input: () => ({ loanId: nextPurchased() }) },
  "pipeline.changeStatus": {
    expected: writes(404),
    input: () => ({ loanId: nextPurchased(), ...move() }),
  },
  "pipeline.changeStatuses": {
    expected: writes(200),
    input: () => ({ loanIds: [nextPurchased()], ...move() }),
  },
  "pipeline.editLoan": {
    expected: writes(404),
    input: () => ({ loanId: nextPurchased(), salePrice: "1.50" }),
  },
  "pipeline.settleLoan": {
    expected: adminWrites(404),
    input: () => ({ loanId: nextDelivered(), settlementAmount: "2.50", ...settlement() }),
  },
  "pipeline.settleLoans": {
    expected: adminWrites(200),
    input: () => ({ loanIds: [nextDelivered()], ...settlement() }),
  },
  "pipeline.trades": { expected: reads(200), input: () => ({}) },
  "pipeline.trade": { expected: reads(404), input: () => ({ tradeId: trade }) },
  "pipeline.tradeCards": { expected: reads(200), input: () => ({}) },
  "pipeline.purchaseAdvice": { expected: reads(404), input: () => ({ tradeId: trade }) },
  "pipeline.tradeSettlementPreview": { expected: adminReads(404), input: () => ({ tradeId: trade }) },
  "pipeline.settleTrade": { expected: adminWrites(404), input: () => ({ tradeId: trade, ...settlement() }) },
  "pipeline.search": { expected: reads(200), input: () => ({ text: "zebra" }) },
  "pipeline.recentActivity": { expected: reads(200), input: () => ({}) },
  "pipeline.deliveries": { expected: adminReads(200), input: () => ({}) },
  "pipeline.delivery": { expected: adminReads(404), input: () => rejectedDelivery(one) },
  "pipeline.deliveryPayload": { expected: adminReads(404), input: () => rejectedDelivery(one) },
  "pipeline.wholePayload": { expected: adminReads(404), input: () => rejectedDelivery(one) },
  "pipeline.deliveryDifference": { expected: adminReads(404), input: () => repeatedDelivery(one) },
  "pipeline.reprocessDelivery": { expected: adminWrites(404), input: () => rejectedDelivery(one) },
  "funding.files": { expected: reads(200), input: () => ({}) },
  "funding.file": { expected: reads(404), input: () => ({ fileId: file }) },
  "funding.openFile": { expected: writes(200), input: newClient },
  "funding.editFile": {
    expected: writes(404),
    input: async () => ({ fileId: file, ...(await editOf()) }),
  },
  "funding.creditReport": { expected: reads(404), input: () => ({ fileId: file, reportId: 1 }) },
  "funding.receiveCreditReport": {
    expected: writes(404),
    input: () => ({ fileId: file, report: newReport() }),
  },
  "funding.revise": {
    expected: writes(404),
    input: async () => ({ fileId: file, ...(await revisionOf()) }),
  },
  "funding.progress": { expected: reads(404), input: () => ({ fileId: file }) },
  ...Object.fromEntries(
    Object.entries(STEP_DOORS).map(([door, body]) => [
      STEP_PROCEDURES[door],
      { expected: stepsBy(door), input: async () => ({ fileId: file, ...body(await versionOf()) }) },
    ]),
  ),
  ...partnerProcedures(() => one),
  ...offerProcedures(() => file, versionOf),
  "funding.operator": { expected: reads(200), input: () => ({ operator: "ann@desk.test" }) },
  "funding.saveOperator": {
    expected: adminWrites(200),
    input: () => operatorTerms(0, `ann-${++serial}@desk.test`),
  },
  ...documentProcedures(() => file),
  ...mortgageProcedures(() => mortgages),
  "funding.policy": { expected: reads(200) },
  "funding.previewPolicy": { expected: adminWrites(200), input: () => DEFAULT_POLICY },
  "funding.savePolicy": { expected: adminWrites(200), input: () => DEFAULT_POLICY },
  ...INTEGRATION_PROCEDURES,
  "admin.keys": { expected: adminReads(200) },
  "admin.createKey": { expected: adminWrites(200), input: () => ({}) },
  "admin.rotateKey": { expected: adminWrites(409), input: someKey },
  "admin.revokeKey": { expected: adminWrites(409), input: someKey },
  "admin.tokens": { expected: adminReads(200) },
  "admin.issueToken": {
    expected: adminWrites(200),
    input: () => ({ name: `new script ${++serial}`, role: "operator", days: 1 }),
  },
  "admin.revokeToken": { expected: adminWrites(409), input: someToken },
  "admin.users": { expected: adminReads(200) },
  "admin.addUser": {
    expected: adminWrites(200),
    input: () => ({
      email: `new-${randomBytes(5).toString("hex")}@desk.test`,
      name: "New",
      role: "operator",
    }),
  },
  "admin.changeRole": {
    expected: adminWrites(404),
    input: async () => ({ ...(await someUser()), role: "admin" }),
  },
  "admin.changeAccess": {
    expected: adminWrites(404),
    input: async () => ({ ...(await someUser()), mayEnter: false }),
  },
  "admin.renewPassPhrase": { expected: adminWrites(404), input: someUser },
  "admin.endSessions": { expected: adminWrites(404), input: someUser },
  "admin.calendar": { expected: adminReads(200) },
  "admin.timeZones": { expected: adminReads(200) },
  "admin.previewCalendar": { expected: adminReads(200), input: () => sameCalendar },
  "admin.saveCalendar": {
    expected: adminWrites(200),
    input: () => ({ ...sameCalendar, seen: sameCalendar }),
  },
  "admin.accessLog": { expected: adminReads(200), input: () => ({}) },
};

/** Whoever opens it: a client of the API has no address of its own. */
function newClient() {
  return client({ operator: "ann@desk.test" });
}

/** A report that has not come before. */
function newReport() {
  return rawReport({ ...OLD_REPORT, reportIdentifier: `R-${++serial}` });
}

async function versionOf(): Promise<number> {
  const { rows } = await one.owner.query<{ version: number }>(
    "select version from funding_file where file_id = $1",
    [file],
  );
  return rows[0]?.version ?? 0;
}

async function editOf() {
  return { version: await versionOf(), phone: null };
}

async function revisionOf() {
  return { version: await versionOf(), reason: "Looked at again" };
}

/** A shared view of somebody else: an administrator may delete it, an operator not. */
async function sharedView(): Promise<{ viewId: number }> {
  serial += 1;
  const mary = one.as("operator", "mary@desk.test");
  const { viewId } = await saveView(mary, {
    name: `Shared ${serial}`,
    isShared: true,
    definition: { list: "loans" },
  });
  return { viewId };
}

async function someToken(): Promise<{ tokenId: string }> {
  const request = { tenantId: one.id, slug: one.slug, role: "operator" as const, name: `script ${++serial}` };
  return { tokenId: (await issueClientToken(request, new Date())).tokenId };
}

const cells = <T>(table: Record<string, T>) =>
  Object.entries(table).flatMap(([name, row]) => CALLERS.map((caller) => [name, caller, row] as const));

function addressOf(name: string, row: Row, id: number): [method: string, address: string] {
  const [method = "", path = ""] = name.split(" ");
  const address = path.replace("[id]", String(id)).replace(/\[.*?\]/, row.query ?? "no-such-thing");
  return [method, address + (row.more ?? "")];
}

async function call(name: string, row: Row, caller: Caller, id = row.id?.() ?? 0) {
  const body = await row.body?.(id);
  return send(...addressOf(name, row, id), {
    headers: { ...headersOf[caller], ...(row.type ? { "content-type": row.type } : {}) },
    ...(body === undefined ? {} : { body }),
  });
}

async function ask(name: string, caller: Caller, input: unknown) {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const [headers, address] = [headersOf[caller], `/api/trpc/${name}`];
  if (procedures[name]?._def.type === "mutation")
    return send("POST", address, { headers, body: input ?? {} });
  const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return send("GET", address + query, { headers });
}

/** What every refused call has in common: nothing changed, and nothing of the tenant's left. */
async function expectNothingHappened(work: () => Promise<{ status: number; text: string }>) {
  const before = await stateOf(one);
  const { status, text } = await work();
  if (status >= 400) {
    expect(text).not.toContain(MARK);
    expect(await stateOf(one)).toBe(before);
  }
  return { status, text };
}

describe("P6.1 P6.3 P6.4 P6.5 every address", () => {
  it("is in the table, with every method that it has", async () => {
    const found: string[] = [];
    for (const route of routeFiles()) {
      const handlers = await routeModule(route);
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const handler = handlers[method];
        if (handler && !(await isNotAllowed(route.path, method))) found.push(`${method} ${route.path}`);
      }
    }
    expect(found.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  async function isNotAllowed(path: string, method: string): Promise<boolean> {
    const address = path.replace(/\[.*?\]/g, "1");
    const answer = await send(method, address.replace("/auth/1", "/auth/_log"), {
      ...(method === "GET" ? {} : { body: {} }),
    });
    if (answer.status !== 405 || answer.json.code !== "METHOD_NOT_ALLOWED") return false;
    expect(answer.headers.get("allow")).not.toContain(method);
    return true;
  }

  it.each(cells(ROUTES))("%s by %s", async (name, caller, row) => {
    const answer = await expectNothingHappened(() => call(name, row, caller));
    expect(answer.status, answer.text).toBe(row.expected[caller]);
    if (caller === "other tenant's admin") expect(answer.text).not.toContain(MARK);
  });

  it.each(cells(ROUTES).filter(([name]) => name.startsWith("GET /api/pipeline")))(
    "HEAD lets in whom %s lets in: %s",
    async (name, caller, row) => {
      const answer = await call(name.replace("GET", "HEAD"), row, caller);
      expect(answer.status).toBe(row.expected[caller]);
      expect(answer.text).toBe("");
    },
  );

  it("P6.4 says the same to everybody whom it does not let in", async () => {
    const said = new Set<string>();
    for (const [name, row] of Object.entries(ROUTES)) {
      for (const caller of CALLERS) {
        if (row.expected[caller] === 401) said.add((await call(name, row, caller, 1)).text);
      }
    }
    expect([...said].map((text) => JSON.parse(text).code)).toEqual(["UNAUTHORIZED"]);
  });
});

describe("P6.1 P6.3 P6.4 P6.5 every procedure", () => {
  it("is in the table", () => {
    expect(Object.keys(appRouter._def.procedures).sort()).toEqual(Object.keys(PROCEDURES).sort());
  });

  it.each(cells(PROCEDURES))("%s by %s", async (name, caller, { expected, input }) => {
    const given = await input?.();
    const answer = await expectNothingHappened(() => ask(name, caller, given));
    expect(answer.status, answer.text).toBe(expected[caller]);
    if (caller === "other tenant's admin") expect(answer.text).not.toContain(MARK);
  });
});

describe("P6.2 another tenant's record is one that does not exist", () => {
  const withId = Object.entries(ROUTES).filter(([, row]) => row.id);

  it.each(withId)("%s", async (name, row) => {
    const foreign = row.id?.() ?? 0;
    const answers = [
      await call(name, row, "other tenant's admin", foreign),
      await call(name, row, "other tenant's admin", ABSENT),
      await call(name, row, "admin", ABSENT),
    ];
    const told = answers.map(({ status, text, headers }) => {
      headers.delete("x-request-id");
      return { status, text, headers: [...headers] };
    });
    expect(told[0]?.status).toBe(404);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it.each([
    ["pipeline.loan", () => ({ loanId: nextPurchased() })],
    ["pipeline.changeStatus", () => ({ loanId: nextPurchased(), ...move() })],
    ["pipeline.editLoan", () => ({ loanId: nextPurchased(), salePrice: "1.50" })],
    ["pipeline.settleLoan", () => ({ loanId: nextDelivered(), settlementAmount: "2.50", ...settlement() })],
    ["pipeline.trade", () => ({ tradeId: trade })],
    ["pipeline.settleTrade", () => ({ tradeId: trade, ...settlement() })],
    ["funding.file", () => ({ fileId: file })],
    ["funding.editFile", () => ({ fileId: file, version: 1, name: "X" })],
    ["funding.creditReport", () => ({ fileId: file, reportId: 1 })],
    ["funding.receiveCreditReport", () => ({ fileId: file, report: rawReport(OLD_REPORT) })],
    ["funding.revise", () => ({ fileId: file, version: 1, reason: "x" })],
    ["funding.progress", () => ({ fileId: file })],
    ...onClientsOf(() => file),
    ...offerInputs(() => file),
    ...Object.entries(STEP_DOORS).map(([door, body]): [string, () => Record<string, unknown>] => [
      STEP_PROCEDURES[door] ?? "",
      () => ({ fileId: file, ...body(1) }),
    ]),
  ])("%s", async (name, input) => {
    const foreign = input();
    const id = ["loanId", "tradeId", "fileId"].find((name) => name in foreign) ?? "";
    const absent = { ...foreign, [id]: ABSENT };
    const said = [];
    for (const given of [foreign, absent]) {
      const answer = await ask(name, "other tenant's admin", given);
      said.push([answer.status, answer.text.replace(/"requestId":"[^"]*"/, "")]);
    }
    expect(said[0]?.[0]).toBe(404);
    expect(said[1]).toEqual(said[0]);
  });

  it.each(["bulk-status", "bulk-settle"])("P2.3 %s fails foreign and unknown ids alike", async (name) => {
    const body = (id: number) =>
      name === "bulk-status" ? { loanIds: [id], ...move() } : { loanIds: [id], ...settlement() };
    const [foreign, absent] = [nextDelivered(), ABSENT];
    const said = [];
    for (const id of [foreign, absent]) {
      const { status, text } = await send("POST", `/api/pipeline/loans/${name}`, {
        headers: headersOf["other tenant's admin"],
        body: body(id),
      });
      said.push([status, text.replace(String(id), "ID")]);
    }
    expect(said[1]).toEqual(said[0]);
    expect(said[0]?.[1]).toContain('"code":"LOAN_NOT_FOUND"');
  });
});

describe("P6.1 the tenant comes from the credential and nothing else", () => {
  const pushy = () => ({
    "x-tenant": other.slug,
    "x-tenant-id": other.id,
    "x-forwarded-host": `${other.slug}.desk.example`,
    cookie: `tenant=${other.slug}; pssaas.tenant=${other.id}`,
  });

  it.each(["/api/pipeline/loans", "/api/pipeline/trades", "/api/pipeline/loans/summary"])(
    "%s answers the same whatever the headers claim",
    async (address) => {
      const plain = await send("GET", address, { headers: headersOf.operator });
      const pushed = await send("GET", address, { headers: { ...headersOf.operator, ...pushy() } });
      expect(pushed.text).toBe(plain.text);
      expect(plain.status).toBe(200);
      const asked = await send("GET", `${address}?tenant=${other.slug}`, { headers: headersOf.operator });
      expect(asked.status).toBe(400);
    },
  );

  it("P1.1 P1.7 a key delivers to its own tenant, for that tenant's principals only", async () => {
    const { key } = await createApiKey({ tenantId: other.id }, new Date());
    const before = await stateOf(one);
    const headers = { "x-exchange-api-key": key, ...pushy() };
    const foreign = await send("POST", "/api/pipeline/trades", {
      headers,
      body: psxTrade("T-KEY", [psxLoan(1)]),
    });
    expect([foreign.status, foreign.json.code]).toEqual([400, "PAYLOAD_VALIDATION"]);
    expect(foreign.json.details).toEqual([expect.objectContaining({ field: "principalId" })]);
    const own = psxTrade("T-KEY", [psxLoan(1)], { principalId: "HARB" });
    expect((await send("POST", "/api/pipeline/trades", { headers, body: own })).status).toBe(201);
    expect(await stateOf(one)).toBe(before);
  });

  it("P1.1 neither a session nor a token is a key, and a revoked key is none any more", async () => {
    const { key, prefix } = await createApiKey({ tenantId: one.id }, new Date());
    const post = (headers: Record<string, string>, id: string) =>
      send("POST", "/api/pipeline/trades", { headers, body: psxTrade(id, [psxLoan(1)]) });
    expect((await post({ "x-exchange-api-key": key }, "T-K1")).status).toBe(201);
    expect((await post({ authorization: `Bearer ${key}` }, "T-K2")).status).toBe(401);
    const token = headersOf.admin.authorization?.replace("Bearer ", "") ?? "";
    expect((await post({ "x-exchange-api-key": token }, "T-K2")).status).toBe(401);
    await revokeApiKey(one.id, prefix, new Date());
    expect((await post({ "x-exchange-api-key": key }, "T-K2")).status).toBe(401);
    const listed = await send("GET", "/api/pipeline/loans", { headers: { "x-exchange-api-key": key } });
    expect(listed.status).toBe(401);
  });
});

describe("P6.5 another site", () => {
  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "same-site" },
    { origin: "http://localhost:3000.evil.example" },
    {},
  ])("cannot write with a cookie: %j", async (from) => {
    const { cookie = "" } = headersOf["admin in the browser"];
    const id = nextPurchased();
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
      const headers: Record<string, string> = { cookie, ...(from as object), "content-type": type };
      const answer = await send("PUT", `/api/pipeline/loans/${id}/status`, { headers, body: move() });
      expect([answer.status, answer.json.code]).toEqual([403, "CROSS_SITE_REQUEST"]);
      const asked = await send("POST", "/api/trpc/pipeline.changeStatus", {
        headers,
        body: { loanId: id, ...move() },
      });
      expect(asked.status).toBe(type === "application/json" ? 403 : 415);
    }
  });

  it("cannot make a GET write", async () => {
    const { cookie = "" } = headersOf["admin in the browser"];
    const before = await stateOf(one);
    const input = encodeURIComponent(JSON.stringify({ loanId: nextPurchased(), ...move() }));
    const answer = await send("GET", `/api/trpc/pipeline.changeStatus?input=${input}`, {
      headers: { cookie },
    });
    expect(answer.status).toBe(405);
    expect(await stateOf(one)).toBe(before);
  });
});
