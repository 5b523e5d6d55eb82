import { randomInt } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey } from "../auth/api-keys.ts";
import { issueClientToken } from "../auth/client-tokens.ts";
import { operatorsOf, testPerson } from "../auth/testing.ts";
import { DEFAULT_POLICY } from "../domain/funding/model/policy.ts";
import { decisionsToDerive, rawReport, reportToUnderwrite } from "../domain/funding/model/testing-reports.ts";
import { client, JUDGED_AT, judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { readyForOffers } from "../domain/funding/testing-offers.ts";
import { fileOf, walked } from "../domain/funding/testing-steps.ts";
import { numberLiteral } from "../domain/json-number.ts";
import { newMortgage } from "../domain/mortgages/testing-mortgages.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { DEFAULT_STATUSES } from "../domain/pipeline/model/status-workflow.ts";
import { buyLoans, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { verifyAudit } from "../domain/tenancy/verify-audit.ts";
import { allEndpoints } from "./endpoints.ts";
import { appRouter } from "./root.ts";
import { stateOf, tokenOf } from "./testing-callers.ts";
import { type Answer, send } from "./testing-client.ts";
import { INTEGRATION_PROCEDURES } from "./testing-integration-doors.ts";
import { MORTGAGE_BODIES, MORTGAGE_INPUTS, MORTGAGE_QUERIES } from "./testing-mortgage-inputs.ts";
import { OFFER_PROCEDURES, offerRequest } from "./testing-offer-doors.ts";
import { ON_PARTNERS, onClientsOf, PARTNER_QUERIES } from "./testing-partner-doors.ts";
import { operatorTerms, STEP_DOORS, STEP_PROCEDURES } from "./testing-step-doors.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** A8: whatever is sent, nothing breaks, and what is refused changes nothing. */

/** `PSSAAS_TEST_PAYLOADS=50000` for a long night. */
const PAYLOADS = Number(process.env.PSSAAS_TEST_PAYLOADS ?? 3_000);

/** `PSSAAS_TEST_SEED=… npx vitest run …` sends the same again. */
const SEED = Number(process.env.PSSAAS_TEST_SEED ?? randomInt(2 ** 31));

let tenant: TestTenant;
let admin: Record<string, string>;
let exchange: Record<string, string>;
let loans: number[];
let userId: string;
let prefix: string;
let tokenId: string;
let serial = 0;
beforeAll(async () => {
  tenant = await testTenant();
  await operatorsOf(tenant, "ann@desk.test");
  admin = await tokenOf(tenant, "admin");
  exchange = { "x-exchange-api-key": (await createApiKey({ tenantId: tenant.id }, new Date())).key };
  loans = await buyLoans(tenant.as("exchange"), "T-1", 40);
  for (let i = 0; i < 3; i += 1) await judged(tenant.as("admin"), OLD_REPORT);
  await filesUnderWay();
  for (let made = 0; made < 4; made += 1) await newMortgage(tenant.as("admin"));
  for (const newStatus of ["in_transit", "delivered"]) {
    await changeStatuses(tenant.as("admin"), { loanIds: loans.slice(0, 20), newStatus, notes: "x" });
  }
  ({ userId } = await testPerson({ roles: { [tenant.id]: "operator" } }));
  ({ prefix } = await createApiKey({ tenantId: tenant.id }, new Date()));
  const client = { tenantId: tenant.id, slug: tenant.slug, role: "operator" as const, name: "old script" };
  ({ tokenId } = await issueClientToken(client, new Date()));
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

/** A client of the Funding Queue. */
let parked = 0;
/** One for whom lenders can be asked. */
let asking = 0;

/** Files 4 to 8: with a plan, at its results, with both tracks open, with an effect that failed, and to be asked offers for. */
async function filesUnderWay(): Promise<void> {
  const { now } = tenant.clock;
  tenant.clock.now = new Date(JUDGED_AT);
  const ctx = tenant.as("admin");
  await walked(ctx, await fileOf(ctx, "cards"), "card_funding", "deliver_funding_plan");
  await walked(ctx, await fileOf(ctx, "cards"), "card_funding", "submit_processing");
  await fileOf(ctx, "everything");
  await walked(ctx, await fileOf(ctx, "cards"), "card_funding", "send_agreement");
  parked = await fileOf(ctx, "thin");
  await tenant.owner.query(
    "update funding_effect set state = 'failed', attempts = 1, next_attempt_at = null, last_error = 'x'",
  );
  asking = await readyForOffers(ctx);
  tenant.clock.now = now;
}

const move = { newStatus: "in_transit", notes: "picked up", deliveryMethod: "MERS" };
const settlement = { settlementDate: "2026-03-05", settlementReference: "FW-1" };
const amounts = () => [{ pipelineLoanId: loans[0], settlementAmount: 1.5 }];
const filters = [
  { field: "loanAmount", operator: "gte", value: 100.1 },
  { field: "currentStatus", operator: "in", value: ["purchased", "in_transit"] },
  { field: "statusDate", operator: "lt", value: "2026-12-01T00:00:00Z" },
  { field: "daysInCurrentStatus", operator: "gt", value: 1 },
];
const list = { page: 1, pageSize: 10, sortBy: "loanAmount", sortDirection: "desc", filters };

/** Edits and revisions raise the version, so that a later one is good for one file or another. */
let versions = 0;
const nextVersion = () => 1 + (++versions % 12);
const fileEdit = () => ({
  version: nextVersion(),
  name: "Ann Client",
  phone: "212 555 0100",
  statedIncome: 50_000.5,
  monthlyRevenue: null,
  businessStartedOn: "2020-01-01",
});
const oldReport = () => rawReport({ ...OLD_REPORT, reportIdentifier: `R-${++serial}` });
const revision = () => ({
  version: nextVersion(),
  reason: "Looked at again",
  applicant: { statedIncome: "60000.00" },
  overrides: {
    reportStatus: "Doesn't Qualify",
    cardDeclineReason: "No Fit",
    mcaEligible: true,
    operatorClosure: { declineReason: "other", declineReasonNotes: "Moved" },
  },
});
const policy = () => ({ ...DEFAULT_POLICY, version: nextVersion() });
const fileList = {
  page: 1,
  pageSize: 10,
  sortBy: "name",
  sortDirection: "desc",
  path: "card_funding",
  search: "a",
};

/** A good input for every operation; what is in none of the tables fails. */
const BODIES: Record<string, () => unknown> = {
  "POST /api/pipeline/trades": () => psxTrade("T-FUZZ", [psxLoan(1), psxLoan(2)]),
  "POST /api/pipeline/trades/{id}/settle": () => ({ ...settlement, amounts: amounts() }),
  "PATCH /api/pipeline/loans/{id}": () => ({
    version: 3,
    buyerId: "B-1",
    buyerName: "North",
    salePrice: 10.5,
    expectedDeliveryDate: "2026-05-01",
    deliveryMethod: null,
  }),
  "PUT /api/pipeline/loans/{id}/status": () => move,
  "POST /api/pipeline/loans/{id}/settle": () => ({ settlementAmount: 1.5, ...settlement }),
  "POST /api/pipeline/loans/bulk-status": () => ({ loanIds: loans.slice(20, 24), ...move, dryRun: false }),
  "POST /api/pipeline/loans/bulk-settle": () => ({
    loanIds: loans.slice(0, 2),
    ...settlement,
    amounts: amounts(),
  }),
  "POST /api/funding/workflow/derive": decisionsToDerive,
  "POST /api/funding/underwrite": reportToUnderwrite,
  "POST /api/funding/files": () => client({ operator: "ann@desk.test" }),
  "PATCH /api/funding/files/{id}": fileEdit,
  "POST /api/funding/files/{id}/credit-reports": () => ({ report: oldReport() }),
  "POST /api/funding/files/{id}/runs": revision,
  "POST /api/funding/files/{id}/offer-requests": () => offerRequest(nextVersion()),
  "POST /api/integrations/engine/postback/{secret}": () => ({
    tag: "pf-0123456789abcdef01234567",
    payout: 10,
  }),
  "POST /api/integrations/documenso/webhook/{secret}": () => ({
    event: "DOCUMENT_COMPLETED",
    payload: { id: 7, envelopeId: "envelope_abcdefghijklmnop", recipients: [] },
  }),
  "POST /api/funding/files/{id}/document-changes": () => ({
    documentId: 1 + (++serial % 3),
    change: "remove",
  }),
  ...Object.fromEntries(
    Object.entries(STEP_DOORS).map(([door, body]) => [
      `POST /api/funding/files/{id}/${door}`,
      () => body(nextVersion()),
    ]),
  ),
  ...MORTGAGE_BODIES,
};

/** Queries: each entry becomes a parameter; `filters` goes as JSON. */
const QUERIES: Record<string, Record<string, unknown>> = {
  "GET /api/pipeline/trades": { ...list, sortBy: "tradeDate", filters: [], "tradeDate[gte]": "2026-01-01" },
  "GET /api/pipeline/trades/{id}": {},
  "GET /api/pipeline/loans": { ...list, search: "borrower", "noteRate[lt]": "7.5", propertyState: "TX,CA" },
  "GET /api/pipeline/loans/summary": { filters, search: "borrower" },
  "GET /api/pipeline/loans/export.csv": { filters, columns: "loanId,loanAmount", sortBy: "loanId" },
  "GET /api/pipeline/loans/{id}": {},
  "GET /api/funding/files": fileList,
  "GET /api/funding/files/{id}": {},
  "GET /api/funding/files/{id}/progress": {},
  ...PARTNER_QUERIES,
  "GET /api/funding/files/{id}/offers": {},
  "GET /api/integrations/engine/postback/{secret}": { sub: "pf-0123456789abcdef01234567" },
  "GET /api/funding/files/{id}/documents": {},
  "GET /api/funding/files/{id}/documents/{documentId}": {},
  "POST /api/funding/files/{id}/documents": { name: "a.pdf", kind: "bank_statement", covers: "2" },
  ...MORTGAGE_QUERIES,
  "GET /api/live": {},
  "GET /api/health": {},
  "GET /api/ready": {},
  "GET /api/openapi.json": {},
  "GET /api/cron/outbox": {},
};

const view = () =>
  serial % 2 === 0
    ? { list: "mortgages", search: "borrower", status: ["active"], borrowerId: 1, maturesFrom: "2026-01-01" }
    : { list: "loans", filters, search: "borrower", sortBy: "loanAmount", columns: ["loanId", "loanAmount"] };
const calendar = (timeZone = "America/Chicago") => ({ timeZone, holidayCalendar: "us-federal" });

const PROCEDURES: Record<string, () => unknown> = {
  "session.me": () => undefined,
  "session.people": () => undefined,
  "desk.settings": () => undefined,
  "desk.saveSetting": () => ({ key: "loanColumns", value: ["loanId", "loanAmount"] }),
  "desk.views": () => ({ list: "loans" }),
  "desk.saveView": () => ({ name: `View ${++serial}`, isShared: true, definition: view() }),
  "desk.deleteView": () => ({ viewId: serial }),
  ...Object.fromEntries(
    Object.entries(INTEGRATION_PROCEDURES).map(([name, { input }]) => [name, input ?? (() => undefined)]),
  ),
  "admin.keys": () => undefined,
  "admin.createKey": () => undefined,
  "admin.rotateKey": () => ({ prefix, overlapHours: 1 }),
  "admin.revokeKey": () => ({ prefix }),
  "admin.tokens": () => undefined,
  "admin.issueToken": () => ({ name: `new script ${++serial}`, role: "operator", days: 30 }),
  "admin.revokeToken": () => ({ tokenId }),
  "admin.users": () => undefined,
  "admin.addUser": () => ({ email: `new-${++serial}@${tenant.slug}.test`, name: "New", role: "operator" }),
  "admin.changeRole": () => ({ userId, role: "admin" }),
  "admin.changeAccess": () => ({ userId, mayEnter: false }),
  "admin.renewPassPhrase": () => ({ userId }),
  "admin.endSessions": () => ({ userId }),
  "admin.calendar": () => undefined,
  "admin.timeZones": () => undefined,
  "admin.previewCalendar": () => calendar(),
  "admin.saveCalendar": () => ({
    ...calendar(serial % 2 ? "America/New_York" : "America/Chicago"),
    seen: calendar(),
  }),
  "admin.accessLog": () => ({
    page: 1,
    pageSize: 10,
    search: "desk",
    kind: "changes",
    from: "2026-01-01",
    to: "2026-12-31",
  }),
  "funding.files": () => fileList,
  "funding.file": () => ({ fileId: 1 }),
  "funding.openFile": () => client({ operator: "ann@desk.test" }),
  "funding.editFile": () => ({ fileId: 1, ...fileEdit() }),
  "funding.creditReport": () => ({ fileId: 1, reportId: 1 }),
  "funding.receiveCreditReport": () => ({ fileId: 2, report: oldReport() }),
  "funding.revise": () => ({ fileId: 1, ...revision() }),
  "funding.progress": () => ({ fileId: 4 }),
  ...Object.fromEntries(
    Object.entries(STEP_DOORS).map(([door, body], index) => [
      STEP_PROCEDURES[door],
      () => ({ fileId: 4 + (index % 4), ...body(nextVersion()) }),
    ]),
  ),
  ...Object.fromEntries(onClientsOf(() => parked)),
  ...Object.fromEntries(Object.entries(ON_PARTNERS).map(([name, input]) => [name, () => input(1)])),
  ...Object.fromEntries(
    Object.entries(OFFER_PROCEDURES).map(([name, { input }]) => [
      name,
      () => ({ fileId: asking, ...input?.(nextVersion()) }),
    ]),
  ),
  "funding.offers.postback": () => undefined,
  "funding.offers.signingWebhook": () => undefined,
  "funding.operator": () => ({ operator: "ann@desk.test" }),
  "funding.saveOperator": () => operatorTerms(nextVersion() - 1),
  "funding.documents": () => ({ fileId: 1 }),
  "funding.changeDocument": () => ({ fileId: 1, documentId: 1 + (++serial % 3), change: "restore" }),
  ...MORTGAGE_INPUTS,
  "funding.policies": () => ({ before: 3 }),
  "funding.documentRules": () => undefined,
  "funding.saveDocumentRules": () => ({
    version: nextVersion(),
    mca: [{ kind: "bank_statement", least: 3, most: 6 }],
    sba: [{ kind: "tax_return", least: 2, most: 3 }],
  }),
  "funding.policy": () => undefined,
  "funding.previewPolicy": () => policy(),
  "funding.savePolicy": () => policy(),
  "pipeline.workflow": () => undefined,
  "pipeline.previewWorkflow": () => ({ version: 1, statuses: DEFAULT_STATUSES }),
  "pipeline.workflowVersions": () => ({ before: 3 }),
  "pipeline.saveWorkflow": () => ({ version: 1, statuses: DEFAULT_STATUSES }),
  "pipeline.summary": () => ({ filters, search: "borrower" }),
  "pipeline.loans": () => ({ ...list, search: "borrower" }),
  "pipeline.gridLoans": () => ({ offset: 5, limit: 10, sortBy: "loanAmount", filters, search: "borrower" }),
  "pipeline.gridTrades": () => ({ offset: 0, limit: 10, sortDirection: "asc", filters, open: [1] }),
  "pipeline.selection": () => ({ filters, search: "borrower", sortBy: "loanAmount", sortDirection: "desc" }),
  "pipeline.loan": () => ({ loanId: loans[0] }),
  "pipeline.changeStatus": () => ({ loanId: loans[25], ...move }),
  "pipeline.changeStatuses": () => ({ loanIds: loans.slice(26, 30), ...move, dryRun: true }),
  "pipeline.editLoan": () => ({
    loanId: loans[1],
    version: 3,
    salePrice: "10.50",
    buyerId: "B",
    buyerName: "N",
  }),
  "pipeline.settleLoan": () => ({ loanId: loans[2], settlementAmount: "1.50", ...settlement }),
  "pipeline.settleLoans": () => ({
    loanIds: loans.slice(3, 5),
    ...settlement,
    amounts: amounts(),
    dryRun: true,
  }),
  "pipeline.trades": () => ({ ...list, sortBy: "tradeDate", filters: [] }),
  "pipeline.trade": () => ({ tradeId: 1 }),
  "pipeline.tradeCards": () => ({ ...list, sortBy: "tradeDate", filters: [] }),
  "pipeline.purchaseAdvice": () => ({ tradeId: 1 }),
  "pipeline.tradeSettlementPreview": () => ({ tradeId: 1 }),
  "pipeline.settleTrade": () => ({ tradeId: 1, ...settlement, amounts: amounts() }),
  "pipeline.search": () => ({ text: "borrower" }),
  "pipeline.recentActivity": () => ({ limit: 5 }),
  "pipeline.deliveries": () => ({ page: 1, pageSize: 5, outcomes: ["rejected"], from: "2026-01-01" }),
  "pipeline.delivery": () => ({ deliveryId: 1 }),
  "pipeline.deliveryPayload": () => ({ deliveryId: 1 }),
  "pipeline.wholePayload": () => ({ deliveryId: 1 }),
  "pipeline.deliveryDifference": () => ({ deliveryId: 1 }),
  "pipeline.reprocessDelivery": () => ({ deliveryId: 1 }),
};

/** A number that is written as these very digits. */
class Digits {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
  toJSON(): unknown {
    return numberLiteral(this.digits);
  }
}

const copyOf = (value: unknown) => (value instanceof Digits ? value : structuredClone(value));
const deep = (depth: number): unknown => (depth === 0 ? [] : [deep(depth - 1)]);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    "",
    " ",
    "NaN",
    "-Infinity",
    "1e999",
    "0x10",
    "1,000.00",
    "\u0000",
    "\ud800",
    "\u202e\ufeff",
    "🦓".repeat(60),
    "x".repeat(5_000),
    "%_\\'\";--",
    "__proto__",
    "constructor",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31T23:59:59+14:59",
    "settled",
    [],
    {},
    [[]],
    [null],
    { source: "5" },
    { toString: 1, valueOf: 1, length: -1 },
    JSON.parse('{"__proto__":{"role":"admin"}}'),
    deep(400),
    Array.from({ length: 600 }, (_, i) => i),
  ),
  fc
    .constantFrom(
      "0",
      "-0",
      "-1",
      "0.1",
      "1.5",
      "1e400",
      "1E+5",
      "1e-400",
      "2147483647",
      "2147483648",
      "9223372036854775808",
      "9007199254740993.11",
      "0.0000000000000000000000001",
      "9".repeat(400),
    )
    .map((digits) => new Digits(digits)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const change = fc.record({
  kind: fc.constantFrom("replace", "replace", "replace", "remove", "add", "wrap"),
  where: fc.nat(),
  value: hostile,
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** The input with the changes made at some of its places. */
function changed(input: unknown, changes: Change[]): unknown {
  let result = structuredClone(input);
  for (const { kind, where, value: given } of changes) {
    const value = copyOf(given);
    const places = placesIn(result);
    const place = places[where % Math.max(1, places.length)];
    if (!place) result = kind === "wrap" ? [result] : value;
    else if (kind === "remove") delete place.holder[place.key];
    else if (kind === "add") place.holder[typeof value === "string" ? value : "surplus"] = value;
    else place.holder[place.key] = kind === "wrap" ? [place.holder[place.key]] : value;
  }
  return result;
}

function placesIn(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== "object" || value === null || value instanceof Digits) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

const text = (value: unknown): string => JSON.stringify(value) ?? "";

/** Names the first field a second time, with a value of its own. */
const withRepeatedKey = (body: string) => body.replace(/^\{("[^"]*"):/, "{$1:null,$1:");

const ids = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 45 }).map(String) },
  fc.constantFrom("0", "-1", "1e3", "%00", "..%2f1", "9".repeat(30), "1%20", "NaN", "[id]"),
);

/** What stays in use after everything that is let go of has been collected, from when every operation has been loaded. */
function watchedMemory() {
  const inUse = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1_000_000;
  };
  let [calls, before] = [0, 0];
  return {
    look: () => {
      calls += 1;
      if (calls === Math.ceil(PAYLOADS / 3)) before = inUse();
    },
    megabytes: () => Math.round(inUse() - before),
  };
}

const operation = fc.constantFrom(
  ...Object.keys(BODIES),
  ...Object.keys(QUERIES),
  ...Object.keys(PROCEDURES),
);

/** As most send it, and as none should. */
const types = fc.oneof(
  { weight: 9, arbitrary: fc.constant("application/json") },
  fc.constantFrom(
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/octet-stream",
    "application/json; charset=utf-16",
    "application/json/../x",
  ),
);

interface Odd {
  repeatsKey: boolean;
  type: string;
}

async function call(name: string, id: string, changes: Change[], { repeatsKey, type }: Odd): Promise<Answer> {
  const [method = "", path = ""] = name.split(" ");
  const address = path.replace("{id}", id).replace("{documentId}", id).replace("{templateId}", id);
  if (Object.hasOwn(BODIES, name)) {
    const body = text(changed(BODIES[name]?.(), changes));
    const headers = { ...(path === "/api/pipeline/trades" ? exchange : admin), "content-type": type };
    return send(method, address, { headers, body: repeatsKey ? withRepeatedKey(body) : body });
  }
  if (Object.hasOwn(QUERIES, name)) {
    const query = changed(QUERIES[name], changes);
    const parts = Object.entries(typeof query === "object" && query !== null ? query : { odd: query });
    const asked = parts.map(([key, value]): [string, string] => [
      key,
      typeof value === "string" ? value : text(value),
    ]);
    if (repeatsKey && asked[0]) asked.push(asked[0]);
    const file = {
      headers: { ...admin, "content-type": "application/octet-stream" },
      body: `%PDF-${++serial}`,
    };
    const sending = method === "POST" ? file : { headers: admin };
    return send(method, `${address}?${new URLSearchParams(asked)}`, sending);
  }
  const input = text(changed(PROCEDURES[name]?.(), changes));
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  if (procedures[name]?._def.type === "mutation") {
    const body = repeatsKey ? withRepeatedKey(input) : input;
    return send("POST", `/api/trpc/${name}`, { headers: { ...admin, "content-type": type }, body });
  }
  return send("GET", `/api/trpc/${name}?input=${encodeURIComponent(input.toWellFormed())}`, {
    headers: admin,
  });
}

it("A8 every operation and procedure is among those that are tried", () => {
  const endpoints = allEndpoints().map(({ method, path }) => `${method} ${path}`);
  expect([...Object.keys(BODIES), ...Object.keys(QUERIES)].sort()).toEqual(endpoints.sort());
  expect(Object.keys(PROCEDURES).sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
});

it(`A8 ${PAYLOADS} hostile payloads, seed ${SEED}`, { timeout: 100 * PAYLOADS }, async () => {
  const logged = vi.spyOn(console, "error");
  const tally = { carriedOut: 0, refused: 0 };
  let state = await stateOf(tenant);
  const memory = watchedMemory();
  await fc.assert(
    fc.asyncProperty(
      operation,
      ids,
      fc.array(change, { minLength: 0, maxLength: 3 }),
      fc.record({ repeatsKey: fc.boolean(), type: types }),
      async (name, id, changes, odd) => {
        const answer = await call(name, id, changes, odd);
        const told = `${name} ${answer.status} ${answer.text.slice(0, 500)}`;
        expect(answer.status, told).toBeLessThan(500);
        expect(logged, told).not.toHaveBeenCalled();
        const after = await stateOf(tenant);
        if (answer.status >= 400) {
          expect(after, told).toBe(state);
          expect(answer.text.length, told).toBeLessThan(1_000_000);
          expect(answer.text, told).toMatch(/"code":"[A-Z_]+"/);
          tally.refused += 1;
        } else tally.carriedOut += 1;
        state = after;
        memory.look();
      },
    ),
    // What was sent before is part of a failure, so it is told as it came and not made smaller.
    { numRuns: PAYLOADS, seed: SEED, endOnFailure: true },
  );
  // Both kinds must be there, or the payloads are too hostile or too tame to tell anything.
  expect(tally.refused).toBeGreaterThan(PAYLOADS / 3);
  expect(tally.carriedOut).toBeGreaterThan(PAYLOADS / 10);
  expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
  const megabytes = memory.megabytes();
  process.stdout.write(`A8 ${JSON.stringify({ payloads: PAYLOADS, seed: SEED, ...tally, megabytes })}\n`);
  expect(megabytes).toBeLessThan(100);
});
