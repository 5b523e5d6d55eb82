import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey } from "../auth/api-keys.ts";
import { postbackSecretOf } from "../auth/postback-address.ts";
import { operatorsOf } from "../auth/testing.ts";
import { logCall } from "../domain/funding/log-call.ts";
import { decisionsToDerive, rawReport, reportToUnderwrite } from "../domain/funding/model/testing-reports.ts";
import { client, JUDGED_AT, judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { readyForOffers } from "../domain/funding/testing-offers.ts";
import { effectsOf, fileOf, walked } from "../domain/funding/testing-steps.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { buyLoans, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import type { Operation } from "./openapi.ts";
import { tokenOf } from "./testing-callers.ts";
import { type Answer, routeFiles, routeModule, send } from "./testing-client.ts";
import { type MortgagesToCall, mortgageCalls, mortgagesOf } from "./testing-mortgage-doors.ts";
import { offerRequest } from "./testing-offer-doors.ts";

/** P9.4: the document says what the API does, no more and no less. */

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  format?: string;
  multipleOf?: number;
  maximum?: number;
};

let document: Document;
let tenant: TestTenant;
let operator: Record<string, string>;
let admin: Record<string, string>;
let exchange: Record<string, string>;
let loans: number[];
let file = 0;
let mortgages: MortgagesToCall;
/** With nothing begun, with a plan that is waited for, with both tracks open, and of which lenders can be asked. */
let [cards, planned, both, loan, failed] = [0, 0, 0, 0, 0];
const SEEN = { state: "failed", attempts: 1 };

beforeAll(async () => {
  document = (await send("GET", "/api/openapi.json")).json as unknown as Document;
  tenant = await testTenant();
  await operatorsOf(tenant, "ann@desk.test");
  [operator, admin] = [await tokenOf(tenant, "operator"), await tokenOf(tenant, "admin")];
  exchange = { "x-exchange-api-key": (await createApiKey({ tenantId: tenant.id }, new Date())).key };
  loans = await buyLoans(tenant.as("exchange"), "T-DOC", 6);
  file = (await judged(tenant.as("admin"), OLD_REPORT, { businessStartedOn: null })).fileId;
  mortgages = await mortgagesOf(tenant, "Zebra", 3);
  tenant.clock.now = new Date(JUDGED_AT);
  cards = await fileOf(tenant.as("admin"), "cards");
  both = await fileOf(tenant.as("admin"), "everything");
  planned = await fileOf(tenant.as("admin"), "cards");
  const called = await fileOf(tenant.as("admin"), "thin");
  await logCall(tenant.as("admin"), { fileId: called, version: 1, outcome: "no_answer" });
  await walked(tenant.as("admin"), planned, "card_funding", "deliver_funding_plan");
  await tenant.owner.query(
    "update funding_effect set state = 'failed', attempts = 1, next_attempt_at = null, last_error = 'x'",
  );
  failed = (await effectsOf(tenant, planned))[0]?.effectId ?? 0;
  loan = await readyForOffers(tenant.as("admin"));
  for (const newStatus of ["in_transit", "delivered"]) {
    await changeStatuses(tenant.as("admin"), { loanIds: loans.slice(0, 3), newStatus, notes: "x" });
  }
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

/** Doors that are not part of the REST API. */
const OTHER_DOORS: Record<string, string> = {
  "/api/[...unknown]": "no address at all",
  "/api/auth/[...nextauth]": "the sign-in of the browser",
  "/api/trpc/[trpc]": "the browser's own calls",
};

function schemaOf(path: string, method: string, part: "body" | number): Schema {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const content =
    part === "body" ? operation?.requestBody?.content : operation?.responses[String(part)]?.content;
  return (content?.["application/json"]?.schema ?? expect.fail(`${method} ${path} ${part}`)) as Schema;
}

describe("P9.4 the document", () => {
  it("is OpenAPI 3.1 in structure", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document).sort()).toEqual(["components", "info", "openapi", "paths"]);
    expect([document.info.title, document.info.version]).toEqual([expect.any(String), expect.any(String)]);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations()) {
      expect(path).toMatch(/^\/api(\/[\w.-]+|\/\{\w+\})+$/);
      expect(operation.summary).not.toBe("");
      expect(Object.keys(operation.responses).every((status) => /^[2-5]\d\d$/.test(status))).toBe(true);
      expect(Object.values(operation.responses).every((response) => response.description !== "")).toBe(true);
      for (const scheme of operation.security.flatMap((one) => Object.keys(one))) {
        expect(document.components.securitySchemes).toHaveProperty(scheme);
      }
      for (const parameter of operation.parameters) {
        expect(["path", "query"]).toContain(parameter.in);
        expect(parameter.schema).toBeTypeOf("object");
      }
      const names = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(names).size).toBe(names.length);
    }
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(refs.length).toBeGreaterThan(10);
    for (const [, name] of refs) expect(document.components.schemas).toHaveProperty(name ?? "");
    expect(JSON.stringify(document)).not.toMatch(/"kind":"|"\$schema":|9007199254740991/);
  });

  it("lists every address and method that there is, and nothing else", async () => {
    const found: string[] = [];
    for (const route of routeFiles().filter(({ path }) => !Object.hasOwn(OTHER_DOORS, path))) {
      const handlers = await routeModule(route);
      // HEAD goes without saying wherever there is a GET; a route has settings beside its methods.
      for (const method of Object.keys(handlers).filter((name) =>
        /^(GET|POST|PUT|PATCH|DELETE)$/.test(name),
      )) {
        const address = route.path.replace("[id]", "1");
        const answer = await send(method, address, method === "GET" ? {} : { body: {} });
        if (answer.status !== 405) found.push(`${method} ${route.path.replace(/\[(\w+)\]/g, "{$1}")}`);
      }
    }
    expect(
      operations()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(found.sort());
    expect(Object.keys(OTHER_DOORS).filter((path) => !routeFiles().some((r) => r.path === path))).toEqual([]);
  });

  it("names the parts of a path as the folders do, each once and required", () => {
    for (const { path, operation } of operations()) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map((parameter) => parameter.name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
      );
      expect(inPath.every((parameter) => parameter.required === true)).toBe(true);
    }
  });

  it("says who may call", () => {
    for (const { path, method, operation } of operations()) {
      const isOfAdministrators =
        /(settle|reopenings|reconciliation\.csv|mortgages\/audit|deletion-plan|template-choices)$/.test(
          path,
        ) ||
        (path.startsWith("/api/mortgages") && method !== "GET");
      expect(operation["x-role"], path).toBe(isOfAdministrators ? "admin" : undefined);
      expect(Object.hasOwn(operation.responses, "403"), `${method} ${path}`).toBe(
        isOfAdministrators || (path === "/api/pipeline/loans/{id}" && method === "PATCH"),
      );
      const isOpen = operation.security.length === 0;
      expect(isOpen).toBe(!/^\/api\/(pipeline|funding|mortgages|live|cron)/.test(path));
      expect(Object.hasOwn(operation.responses, "401")).toBe(!isOpen);
      if (operation.requestBody) {
        expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["400", "413", "415"]));
      }
    }
    expect(document.paths["/api/pipeline/trades"]?.post?.security).toEqual([{ exchangeKey: [] }]);
  });

  it("marks what is required, and what each field holds", () => {
    const trade = schemaOf("/api/pipeline/trades", "POST", "body");
    expect(trade.required?.toSorted()).toEqual(Object.keys(psxTrade("T", [])).sort());
    const loan = trade.properties?.loans?.items;
    expect(loan?.required?.toSorted()).toEqual(Object.keys(psxLoan(1)).sort());
    expect(loan?.properties?.loanAmount?.type).toEqual(["number", "string"]);
    expect(loan?.properties?.creditScore?.type).toEqual(["integer", "string"]);
    expect(trade.properties?.tradeDate).toMatchObject({ type: "string", format: "date" });
    expect(schemaOf("/api/pipeline/loans/{id}/status", "PUT", "body").required).toEqual([
      "newStatus",
      "notes",
    ]);
    expect(schemaOf("/api/pipeline/loans/bulk-status", "POST", "body").required).toEqual([
      "loanIds",
      "newStatus",
      "notes",
    ]);
    expect(schemaOf("/api/pipeline/loans/{id}", "PATCH", "body").required ?? []).toEqual([]);
    expect(schemaOf("/api/pipeline/loans/{id}/settle", "POST", "body").required).toEqual([
      "settlementAmount",
      "settlementDate",
      "settlementReference",
    ]);
    const derive = schemaOf("/api/funding/workflow/derive", "POST", "body");
    expect(derive.required?.toSorted()).toEqual(Object.keys(decisionsToDerive()).sort());
    expect(derive.properties?.now).toMatchObject({ type: "string", format: "date-time" });
    const report = schemaOf("/api/funding/underwrite", "POST", "body").properties?.report;
    expect(report?.properties?.tradelines?.items?.required).toEqual([
      "bureau",
      "creditorName",
      "accountType",
    ]);
    const detail = schemaOf("/api/pipeline/loans/{id}", "GET", 200);
    expect(detail.required?.length).toBe(Object.keys(detail.properties ?? {}).length);
    expect(detail.properties?.loanAmount).toMatchObject({ type: "number", multipleOf: 0.01 });
    expect(detail.properties?.creditScore?.type).toBe("integer");
    expect(detail.properties?.salePrice?.anyOf?.map((one) => one.type)).toEqual(["number", "null"]);
    const sizes = ["loans", "trades"].map(
      (list) =>
        document.paths[`/api/pipeline/${list}`]?.get?.parameters.find((one) => one.name === "pageSize")
          ?.schema,
    );
    expect(sizes.map((schema) => (schema as Schema).maximum)).toEqual([500, 100]);
  });
});

describe("P9.4 answers are as documented", () => {
  const facts = { settlementDate: "2026-03-05", settlementReference: "FW-1" };
  const move = { newStatus: "in_transit", notes: "x" };

  /** The documented schema of the answer's status accepts it, to the last key. */
  function expectDocumented(path: string, method: string, answer: Answer) {
    const inlined = JSON.parse(
      JSON.stringify(schemaOf(path, method, answer.status)).replaceAll(
        '{"$ref":"#/components/schemas/Error"}',
        JSON.stringify(document.components.schemas.Error),
      ),
    ) as Parameters<typeof z.fromJSONSchema>[0];
    const result = z.fromJSONSchema(inlined).safeParse(answer.json);
    expect(result.error?.issues ?? [], `${method} ${path} ${answer.text.slice(0, 300)}`).toEqual([]);
  }

  const WEBHOOK = "/api/integrations/documenso/webhook/{secret}";
  const POSTBACK = "/api/integrations/engine/postback/{secret}";
  const calls: [path: string, method: string, status: number, call: () => Promise<Answer>][] = [
    ["/api/pipeline/trades", "POST", 201, () => postTrade(psxTrade("T-NEW", [psxLoan(1)]))],
    ["/api/pipeline/trades", "POST", 409, () => postTrade(psxTrade("T-NEW", [psxLoan(1)]))],
    ["/api/pipeline/trades", "POST", 400, () => postTrade({})],
    ["/api/pipeline/trades", "GET", 200, () => read("/api/pipeline/trades")],
    ["/api/pipeline/trades", "GET", 400, () => read("/api/pipeline/trades?page=0")],
    ["/api/pipeline/trades/{id}", "GET", 200, () => read("/api/pipeline/trades/1")],
    ["/api/pipeline/trades/{id}", "GET", 404, () => read("/api/pipeline/trades/99999")],
    ["/api/pipeline/loans", "GET", 200, () => read("/api/pipeline/loans")],
    ["/api/pipeline/loans", "GET", 401, () => send("GET", "/api/pipeline/loans")],
    ["/api/pipeline/loans/summary", "GET", 200, () => read("/api/pipeline/loans/summary")],
    ["/api/pipeline/loans/{id}", "GET", 200, () => read(`/api/pipeline/loans/${loans[0]}`)],
    ["/api/pipeline/loans/{id}", "PATCH", 200, () => write("PATCH", `loans/${loans[0]}`, { salePrice: 1.5 })],
    [
      "/api/pipeline/loans/{id}",
      "PATCH",
      409,
      () => write("PATCH", `loans/${loans[0]}`, { salePrice: 2, version: 1 }),
    ],
    ["/api/pipeline/loans/{id}/status", "PUT", 200, () => write("PUT", `loans/${loans[3]}/status`, move)],
    ["/api/pipeline/loans/{id}/status", "PUT", 422, () => write("PUT", `loans/${loans[3]}/status`, move)],
    [
      "/api/pipeline/loans/{id}/status",
      "PUT",
      415,
      () =>
        send("PUT", `/api/pipeline/loans/${loans[3]}/status`, {
          headers: { ...operator, "content-type": "x" },
          body: "{}",
        }),
    ],
    [
      "/api/pipeline/loans/bulk-status",
      "POST",
      200,
      () => write("POST", "loans/bulk-status", { loanIds: [loans[4], 99_999], ...move }),
    ],
    [
      "/api/pipeline/loans/{id}/settle",
      "POST",
      200,
      () => write("POST", `loans/${loans[0]}/settle`, { settlementAmount: 1, ...facts }),
    ],
    [
      "/api/pipeline/loans/{id}/settle",
      "POST",
      403,
      () =>
        send("POST", `/api/pipeline/loans/${loans[0]}/settle`, {
          headers: operator,
          body: { settlementAmount: 1, ...facts },
        }),
    ],
    [
      "/api/pipeline/loans/bulk-settle",
      "POST",
      200,
      () => write("POST", "loans/bulk-settle", { loanIds: [loans[1], 99_999], ...facts }),
    ],
    ["/api/pipeline/trades/{id}/settle", "POST", 200, () => write("POST", "trades/1/settle", facts)],
    ["/api/funding/workflow/derive", "POST", 200, () => fund("workflow/derive", decisionsToDerive())],
    ["/api/funding/workflow/derive", "POST", 400, () => fund("workflow/derive", { now: "soon" })],
    [
      "/api/funding/workflow/derive",
      "POST",
      401,
      () => send("POST", "/api/funding/workflow/derive", { body: {} }),
    ],
    ["/api/funding/underwrite", "POST", 200, () => fund("underwrite", reportToUnderwrite())],
    ["/api/funding/underwrite", "POST", 400, () => fund("underwrite", { ssn: "x" })],
    ["/api/funding/files", "POST", 201, () => fund("files", client({ operator: "ann@desk.test" }))],
    ["/api/funding/files", "POST", 400, () => fund("files", {})],
    ["/api/funding/files", "GET", 200, () => read("/api/funding/files")],
    ["/api/funding/files", "GET", 400, () => read("/api/funding/files?path=nowhere")],
    ["/api/funding/files/{id}", "GET", 200, () => read(`/api/funding/files/${file}`)],
    ["/api/funding/files/{id}", "GET", 404, () => read("/api/funding/files/99999")],
    [
      "/api/funding/files/{id}/credit-reports",
      "POST",
      200,
      () => fund(`files/${file}/credit-reports`, report),
    ],
    ["/api/funding/files/{id}/credit-reports", "POST", 400, () => fund(`files/${file}/credit-reports`, {})],
    ["/api/funding/files/{id}/documents", "POST", 200, () => paper("a.pdf", "%PDF-1.7")],
    ["/api/funding/files/{id}/documents", "POST", 422, () => paper("a.exe", "MZ")],
    ["/api/funding/files/{id}/documents", "POST", 400, () => paper("", "%PDF-1.7")],
    [
      "/api/funding/files/{id}/documents",
      "POST",
      415,
      () => fund(`files/${file}/documents?name=a.pdf&kind=other`, {}),
    ],
    ["/api/funding/files/{id}/documents", "GET", 200, () => read(`/api/funding/files/${file}/documents`)],
    [
      "/api/funding/files/{id}/documents/{documentId}",
      "GET",
      404,
      () => read(`/api/funding/files/${file}/documents/99`),
    ],
    [
      "/api/funding/files/{id}/document-changes",
      "POST",
      200,
      () => fund(`files/${file}/document-changes`, removal),
    ],
    [
      "/api/funding/files/{id}/document-changes",
      "POST",
      404,
      () => fund(`files/${file}/document-changes`, { ...removal, documentId: 99 }),
    ],
    [
      "/api/funding/files/{id}/runs",
      "POST",
      201,
      () => fund(`files/${file}/runs`, { version: 3, reason: "x", overrides: closure }),
    ],
    [
      "/api/funding/files/{id}/runs",
      "POST",
      409,
      () => fund(`files/${file}/runs`, { version: 1, reason: "x" }),
    ],
    [
      "/api/funding/files/{id}/runs",
      "POST",
      422,
      async () => fund(`files/${(await opened()).fileId}/runs`, { version: 1, reason: "x" }),
    ],
    ["/api/funding/files/{id}", "PATCH", 200, () => patch(`files/${file}`, { version: 4, phone: null })],
    ["/api/funding/files/{id}", "PATCH", 409, () => patch(`files/${file}`, { version: 4, phone: null })],
    ["/api/funding/files/{id}/progress", "GET", 200, () => read(`/api/funding/files/${planned}/progress`)],
    ["/api/funding/files/{id}/progress", "GET", 404, () => read("/api/funding/files/99999/progress")],
    ["/api/funding/files/{id}/tracks", "POST", 200, () => fund(`files/${both}/tracks`, creative)],
    ["/api/funding/files/{id}/tracks", "POST", 409, () => fund(`files/${both}/tracks`, creative)],
    ["/api/funding/files/{id}/steps", "POST", 200, () => fund(`files/${cards}/steps`, approval)],
    ["/api/funding/files/{id}/steps", "POST", 400, () => fund(`files/${cards}/steps`, { version: 1 })],
    ["/api/funding/files/{id}/steps", "POST", 409, () => fund(`files/${cards}/steps`, approval)],
    [
      "/api/funding/files/{id}/steps",
      "POST",
      422,
      () => fund(`files/${cards}/steps`, { version: 3, path: "card_funding", step: "collect_invoice" }),
    ],
    [
      "/api/funding/files/{id}/endings",
      "POST",
      200,
      () => fund(`files/${both}/endings`, { version: 3, path: "term_loan", reason: "no_offers", notes: "x" }),
    ],
    [
      "/api/funding/files/{id}/reopenings",
      "POST",
      200,
      () => send("POST", `/api/funding/files/${both}/reopenings`, { headers: admin, body: resumption }),
    ],
    ["/api/funding/files/{id}/reopenings", "POST", 403, () => fund(`files/${both}/reopenings`, resumption)],
    [
      "/api/funding/files/{id}/waits",
      "POST",
      200,
      async () => fund(`files/${planned}/waits`, { version: await versionOf(planned) }),
    ],
    [
      "/api/funding/files/{id}/card-updates",
      "POST",
      200,
      () => fund(`files/${planned}/card-updates`, change),
    ],
    [
      "/api/funding/files/{id}/card-updates",
      "POST",
      409,
      () => fund(`files/${planned}/card-updates`, { ...change, status: "pending" }),
    ],
    [
      "/api/funding/files/{id}/effect-decisions",
      "POST",
      200,
      () =>
        fund(`files/${planned}/effect-decisions`, { effectId: failed, decision: "send_again", seen: SEEN }),
    ],
    [
      "/api/funding/files/{id}/effect-decisions",
      "POST",
      404,
      () => fund(`files/${planned}/effect-decisions`, { effectId: 999, decision: "send_again", seen: SEEN }),
    ],
    ["/api/funding/queue", "GET", 200, () => read("/api/funding/queue?part=upcoming")],
    ["/api/funding/lenders", "GET", 200, () => read("/api/funding/lenders?product=sba&withRetired=true")],
    ["/api/funding/lenders", "GET", 400, () => read("/api/funding/lenders?withRetired=yes")],
    ["/api/funding/queue", "GET", 400, () => read("/api/funding/queue?part=all")],
    [
      "/api/funding/files/{id}/offer-requests",
      "POST",
      200,
      async () => fund(`files/${loan}/offer-requests`, offerRequest(await versionOf(loan))),
    ],
    [
      "/api/funding/files/{id}/offer-requests",
      "POST",
      409,
      async () =>
        fund(`files/${loan}/offer-requests`, { ...offerRequest(1), requestId: "r-9", again: false }),
    ],
    ["/api/funding/files/{id}/offers", "GET", 200, () => read(`/api/funding/files/${loan}/offers`)],
    ["/api/funding/files/{id}/offers", "GET", 404, () => read("/api/funding/files/99999/offers")],
    [POSTBACK, "GET", 200, () => send("GET", postback())],
    [POSTBACK, "POST", 200, () => send("POST", postback(), { body: "anything" })],
    [POSTBACK, "POST", 404, () => send("POST", `${postback()}x`, { body: "anything" })],
    [WEBHOOK, "POST", 200, () => send("POST", webhook(), { body: "anything" })],
    [WEBHOOK, "POST", 404, () => send("POST", `${webhook()}x`, { body: "anything" })],
    ...mortgageCalls(
      () => mortgages,
      called(() => admin),
      called(() => operator),
    ),
    ["/api/health", "GET", 200, () => send("GET", "/api/health")],
    ["/api/ready", "GET", 200, () => send("GET", "/api/ready")],
    ["/api/cron/outbox", "GET", 404, () => send("GET", "/api/cron/outbox")],
  ];

  function called(by: () => Record<string, string>) {
    return (method: string, address: string, body?: unknown, type?: string) =>
      send(method, address, {
        headers: { ...by(), ...(type === undefined ? {} : { "content-type": type }) },
        ...(body === undefined ? {} : { body }),
      });
  }
  const webhook = () => WEBHOOK.replace("{secret}", postbackSecretOf(tenant.id, undefined, "documenso"));
  const postback = () => POSTBACK.replace("{secret}", postbackSecretOf(tenant.id));
  const read = (address: string) => send("GET", address, { headers: operator });
  const write = (method: string, address: string, body: unknown) =>
    send(method, `/api/pipeline/${address}`, { headers: admin, body });
  const fund = (door: string, body: unknown) =>
    send("POST", `/api/funding/${door}`, { headers: operator, body });
  const patch = (door: string, body: unknown) =>
    send("PATCH", `/api/funding/${door}`, { headers: operator, body });
  const opened = async () =>
    (await fund("files", client({ operator: "ann@desk.test" }))).json as { fileId: number };
  const report = { report: rawReport({ ...OLD_REPORT, vendor: "Array" }) };
  const paper = (name: string, body: string) =>
    send("POST", `/api/funding/files/${file}/documents?name=${name}&kind=other`, {
      headers: { ...operator, "content-type": "application/octet-stream" },
      body,
    });
  const removal = { documentId: 1, change: "remove" };
  const creative = { version: 2, track: "creative" };
  const approval = { version: 2, path: "card_funding", step: "approve_underwriting" };
  const resumption = { version: 4, path: "term_loan", reason: "One came" };
  const change = { planNo: 1, cardNo: 3, seen: 1, status: "approved", amount: 1500.5 };
  const versionOf = async (id: number) =>
    ((await read(`/api/funding/files/${id}/progress`)).json as { version: number }).version;
  const closure = { operatorClosure: { declineReason: "other", declineReasonNotes: "Moved abroad" } };
  const postTrade = (body: unknown) => send("POST", "/api/pipeline/trades", { headers: exchange, body });

  it.each(calls)("%s %s %i", async (path, method, status, call) => {
    const answer = await call();
    expect(answer.status, answer.text).toBe(status);
    expectDocumented(path, method, answer);
  });

  it("every operation with an answer of its own is called here", () => {
    const called = new Set(calls.map(([path, method]) => `${method} ${path}`));
    const missing = operations()
      .filter(({ operation }) => {
        const done = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))?.[1];
        return done?.content["application/json"]?.schema !== undefined;
      })
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => !called.has(name));
    expect(missing).toEqual([]);
  });

  it("an answer that is not as documented fails here", () => {
    const text = JSON.stringify({ status: "well" });
    const wrong = { status: 200, headers: new Headers(), text, json: { status: "well" } };
    expect(() => expectDocumented("/api/health", "GET", wrong)).toThrow();
    const more = { ...wrong, json: { status: "ok", version: "1" } };
    expect(() => expectDocumented("/api/health", "GET", more)).toThrow();
  });
});
