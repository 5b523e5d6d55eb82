import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openPool } from "../../db/connect.ts";
import { closeControlDatabase } from "../../db/control/client.ts";
import { deploymentFrom } from "../../db/deployment.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { operatorsOf } from "../auth/testing.ts";
import type { PrimaryPath } from "../domain/funding/model/paths.ts";
import { DEFAULT_POLICY } from "../domain/funding/model/policy.ts";
import { asksOf } from "../domain/funding/model/step-asks.ts";
import { decisionsToDerive, rawReport, reportToUnderwrite } from "../domain/funding/model/testing-reports.ts";
import { STEP_DATA } from "../domain/funding/step-input.ts";
import { client, judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { everythingKept } from "../domain/funding/testing-offers.ts";
import { WALKS } from "../domain/funding/testing-steps.ts";
import { backupTenant } from "../domain/tenancy/backup-tenant.ts";
import { requireTenant } from "../domain/tenancy/tenant-rows.ts";
import { allEndpoints } from "./endpoints.ts";
import { appRouter } from "./root.ts";
import { tokenOf } from "./testing-callers.ts";
import { beside, fullReport, HELD, NUMBER, type Place, placesOf, withAt } from "./testing-canary.ts";
import { send } from "./testing-client.ts";
import { offerInputs, offerRequest } from "./testing-offer-doors.ts";
import { ON_PARTNERS, onClientsOf, parkedFile } from "./testing-partner-doors.ts";
import { operatorTerms, STEP_DOORS, STEP_PROCEDURES } from "./testing-step-doors.ts";

/** F1.1, reliability C35: every door of funding there is, as the lists of doors name them; one that is new fails until it has a row. */

let tenant: TestTenant;
let admin: Record<string, string>;
let fileId = 0;
let parked = 0;
const folder = mkdtempSync(path.join(tmpdir(), "pssaas-canary-"));
beforeAll(async () => {
  tenant = await testTenant();
  await operatorsOf(tenant, "ann@desk.test");
  admin = await tokenOf(tenant, "admin");
  ({ fileId } = await judged(tenant.as("admin"), OLD_REPORT));
  parked = await parkedFile(tenant);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

type Raw = Record<string, unknown>;

/** As it is written, and its digits alone. */
const FORMS = [NUMBER, NUMBER.replaceAll("-", "")];

/** May be nine digits by chance: what other systems number is told from a person's number by its gaps, so those are not put there. */
const IDENTIFIERS = new Set(
  "requestId eventId offerId reference step link groupKey tradelineRef docketIdentifier reportIdentifier affiliateLink".split(
    " ",
  ),
);

const stages = { manualReview: "M", cardFunding: "C", termLoan: "T", establishedFunding: "E", parked: "P" };
const SETTINGS: Raw[] = [
  {
    system: "gohighlevel",
    config: {
      locationId: "loc",
      pipeline: "Funding",
      stages: { ...stages, declined: "D", creditRepair: "R" },
      fields: { parkedReason: "a", parkedCallbackDate: "b", declineReason: "c" },
      userId: "u-1",
      businessName: "Desk",
    },
    secrets: { token: "pit" },
  },
  {
    system: "engine",
    config: { baseUrl: "https://api.engine.tech", account: "testing", fcraText: "x", tcpaText: "y" },
    secrets: { leadToken: "a", confidentialToken: "b" },
  },
  {
    system: "documenso",
    config: {
      baseUrl: "https://sign.test/api/v2",
      templateId: "envelope_a",
      recipientRole: "SIGNER",
      signingOrder: 1,
    },
    secrets: { token: "a", webhookSecret: "b" },
  },
  {
    system: "smtp",
    config: {
      host: "mail.test",
      port: 587,
      tls: "starttls",
      username: "desk",
      fromAddress: "desk@lender.test",
      fromName: "Desk",
    },
    secrets: { password: "a" },
  },
].map((setting) => ({ version: 0, mode: "sandbox", ...setting }));

const closure = { declineReason: "other", declineReasonNotes: "x" };
const revision = (): Raw => ({
  version: 2,
  reason: "x",
  applicant: { statedIncome: "1", monthlyRevenue: "1", businessStartedOn: "2020-01-01" },
  overrides: { reportStatus: "Doesn't Qualify", cardDeclineReason: "No Fit", operatorClosure: closure },
});
const newClient = () => client({ operator: "ann@desk.test" });
const wanted = [{ kind: "bank_statement", least: 3, most: 6 }];
const documentChange = { documentId: 1, change: "remove" };

/** What each procedure takes, with something in each of its fields; those that take nothing have none. */
const procedures = (): Record<string, unknown[]> => ({
  "funding.files": [{ search: "x", operator: "ann@desk.test", sortBy: "name" }],
  "funding.file": [{ fileId }],
  "funding.openFile": [newClient()],
  "funding.editFile": [{ fileId, version: 2, ...newClient() }],
  "funding.creditReport": [{ fileId, reportId: 1 }],
  "funding.receiveCreditReport": [{ fileId, report: rawReport(OLD_REPORT) }],
  "funding.revise": [{ fileId, ...revision() }],
  "funding.progress": [{ fileId }],
  ...Object.fromEntries(
    Object.entries(STEP_DOORS).map(([door, body]) => [STEP_PROCEDURES[door], [{ fileId, ...body(2) }]]),
  ),
  ...Object.fromEntries(onClientsOf(() => parked).map(([name, input]) => [name, [input()]])),
  ...Object.fromEntries(
    Object.entries(ON_PARTNERS).map(([name, input]) => [name, [input(1)].filter((one) => one !== undefined)]),
  ),
  ...Object.fromEntries(offerInputs(() => fileId).map(([name, input]) => [name, [input()]])),
  "funding.offers.postback": [],
  "funding.offers.signingWebhook": [],
  "funding.operator": [{ operator: "ann@desk.test" }],
  "funding.saveOperator": [operatorTerms(0)],
  "funding.documents": [{ fileId }],
  "funding.changeDocument": [{ fileId, ...documentChange }],
  "funding.documentRules": [],
  "funding.saveDocumentRules": [{ version: 1, mca: wanted, sba: wanted }],
  "funding.policy": [],
  "funding.policies": [{}],
  "funding.previewPolicy": [DEFAULT_POLICY],
  "funding.savePolicy": [DEFAULT_POLICY],
  "integrations.list": [],
  "integrations.modes": [],
  "integrations.save": SETTINGS,
  "integrations.test": [{ system: "smtp", mode: "sandbox" }],
  "integrations.sandbox": [{ system: "smtp" }],
  "integrations.emptySandbox": [{ system: "smtp" }],
  "integrations.sandboxTemplates": [],
  "integrations.changeSandboxTemplate": [{ templateId: "envelope_sandboxcommitmnt", fate: "renamed" }],
});

/** The bodies of the addresses; what they take in the address itself is known from the list of doors. */
const bodies = (): Record<string, unknown[]> => ({
  "POST /api/funding/workflow/derive": [decisionsToDerive()],
  "POST /api/funding/underwrite": [reportToUnderwrite({ report: rawReport({ tradelines: [] }) })],
  "POST /api/funding/files": [newClient()],
  "PATCH /api/funding/files/{id}": [{ version: 2, ...newClient() }],
  "POST /api/funding/files/{id}/credit-reports": [{ report: fullReport() }],
  "POST /api/funding/files/{id}/runs": [revision()],
  "POST /api/funding/files/{id}/documents": [],
  "POST /api/funding/files/{id}/document-changes": [documentChange],
  "POST /api/funding/files/{id}/offer-requests": [offerRequest(2)],
  ...Object.fromEntries(
    Object.entries(STEP_DOORS).map(([door, body]) => [`POST /api/funding/files/{id}/${door}`, [body(2)]]),
  ),
  // Each step asks for something else.
  "POST /api/funding/files/{id}/steps": Object.entries(WALKS).flatMap(([path, steps]) =>
    (steps as [string, string, object?][]).map(([, step, data = {}]) => ({
      version: 2,
      path,
      step,
      data: { ...data, ...notesOf(path as PrimaryPath, step) },
    })),
  ),
  "POST /api/integrations/engine/postback/{secret}": [{}],
  "POST /api/integrations/documenso/webhook/{secret}": [{}],
});

function notesOf(path: PrimaryPath, step: string): object {
  const asks = asksOf(path, step);
  return asks !== null && "notes" in STEP_DATA[asks].shape ? { notes: "x" } : {};
}

const known = () =>
  Object.entries(
    (appRouter._def as unknown as { procedures: Record<string, { _def: { type: string } }> }).procedures,
  ).filter(([name]) => /^(funding|integrations)\./.test(name));
const endpoints = () => allEndpoints().filter(({ path: at }) => /^\/api\/(funding|integrations)\//.test(at));
const nameOf = ({ method, path: at }: { method: string; path: string }) => `${method} ${at}`;

/** Digits alone are an amount or a version where one belongs. */
function mayBeDigits(input: unknown, place: Place): boolean {
  const good = place.reduce<unknown>((one, key) => (one as Raw)[key], input);
  return typeof good === "number" || /^\d+(\.\d+)?$/.test(String(good));
}

/** A secret is kept under seal. */
const isSealed = (place: Place) => place[0] === "secrets";
/** They answer and keep nothing. */
const KEEPS_NOTHING = ["POST /api/funding/workflow/derive", "POST /api/funding/underwrite"];

/** Before and after what belongs there, so that it still reads as an address or a name. */
function aroundIt(input: unknown, place: Place): unknown[] {
  const good = place.reduce<unknown>((one, key) => (one as Raw)[key], input);
  // Digits beside it would make another number of it.
  if (typeof good !== "string" || /^\d/.test(good)) return [];
  return [`${NUMBER}${good}`, `${good}/${NUMBER}`].map((text) => withAt(input, place, text));
}

interface Case {
  what: string;
  call: () => ReturnType<typeof send>;
  mustRefuse: boolean;
}

function casesOf(
  input: unknown,
  ask: (changed: unknown) => ReturnType<typeof send>,
  isWrite: boolean,
): Case[] {
  return placesOf(input).flatMap((place) => {
    const put = (form: string, changed: unknown): Case => ({
      what: `${place.join(".")}: ${form}`,
      call: () => ask(changed),
      mustRefuse: isWrite && !isSealed(place) && (form.includes("-") || !mayBeDigits(input, place)),
    });
    return [
      ...FORMS.filter((form) => form === NUMBER || !IDENTIFIERS.has(String(place.at(-1)))).map((form) =>
        put(form, withAt(input, place, form)),
      ),
      ...aroundIt(input, place).map((changed) => put(`around what belongs there, ${NUMBER}`, changed)),
      put(`in a text, ${NUMBER}`, withAt(input, place, `a ${NUMBER} b`)),
      { ...put("beside it", beside(input as object, place, "ssn", NUMBER)), mustRefuse: isWrite },
      { ...put("as a name", beside(input as object, place, NUMBER, "x")), mustRefuse: isWrite },
    ];
  });
}

function ofProcedures(): Case[] {
  return known().flatMap(([name, { _def }]) => {
    const isWrite = _def.type === "mutation";
    const ask = (input: unknown) =>
      isWrite
        ? send("POST", `/api/trpc/${name}`, { headers: admin, body: input })
        : send("GET", `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, {
            headers: admin,
          });
    return (procedures()[name] ?? []).flatMap((input) =>
      casesOf(input, ask, isWrite).map((one) => ({ ...one, what: `${name} ${one.what}` })),
    );
  });
}

function ofAddresses(): Case[] {
  return endpoints().flatMap((endpoint) => {
    const name = nameOf(endpoint);
    const { method, path: at } = endpoint;
    const address = at.replace("{id}", String(fileId)).replace(/\{\w+\}/, "1");
    const given = bodies()[name] ?? [];
    const paper: Record<string, string> = at.endsWith("/documents")
      ? { "content-type": "application/octet-stream" }
      : {};
    const sent = (to: string, body: unknown = "%PDF-1.7 x") =>
      send(method, to, { headers: { ...admin, ...paper }, ...(method === "GET" ? {} : { body }) });
    const inAddress = FORMS.flatMap((form): Case[] => [
      ...Object.keys(endpoint.query ?? {}).map((parameter) => ({
        what: `${name} ?${parameter}: ${form}`,
        call: () =>
          sent(
            `${address}?${new URLSearchParams({ ...PAPER, [parameter]: asNamed(parameter, form) })}`,
            given[0],
          ),
        // The name of a document is kept without the number.
        mustRefuse: method !== "GET" && parameter !== "name",
      })),
      {
        what: `${name} in its path: ${form}`,
        call: () => sent(at.replace(/\{\w+\}/g, form), given[0]),
        mustRefuse: false,
      },
    ]);
    const inBody = given.flatMap((body) =>
      casesOf(body, (changed) => sent(address, changed), !KEEPS_NOTHING.includes(name)),
    );
    return [...inAddress, ...inBody.map((one) => ({ ...one, what: `${name} ${one.what}` }))];
  });
}
const PAPER = { name: "a.pdf", kind: "other" };
const asNamed = (parameter: string, form: string) => (parameter === "name" ? `${form}.pdf` : form);

/** The tenant's tables and those that all tenants share. */
async function everywhere(): Promise<string> {
  const control = openPool(deploymentFrom(process.env).ownerUrl(), { max: 1 });
  const rows = `${await everythingKept(tenant)}\n${await everythingKept({ owner: control })}`;
  await control.end();
  return rows.normalize("NFKC");
}

async function backedUp(): Promise<string> {
  const file = path.join(folder, "backup");
  await backupTenant(deploymentFrom(process.env), await requireTenant(tenant.slug), file, new Date());
  return gunzipSync(readFileSync(file)).toString("latin1");
}

/** Where it is found, and between what. */
const aroundHeld = (text: string) => text.match(new RegExp(`.{0,300}${HELD.source}.{0,60}`, "g")) ?? [];

describe("F1.1 a social security number at every door of funding", () => {
  it("F1.1 every procedure and every address has a row here", () => {
    expect(Object.keys(procedures()).sort()).toEqual(
      known()
        .map(([name]) => name)
        .sort(),
    );
    const taking = endpoints().filter(({ method }) => method !== "GET");
    expect(Object.keys(bodies()).sort()).toEqual(taking.map(nameOf).sort());
  });

  it("F1.1 is refused or left out, and is in no table, log, answer, outbox or backup", {
    timeout: 240_000,
  }, async () => {
    const logs = (["error", "warn", "log", "info"] as const).map((level) => vi.spyOn(console, level));
    const cases = [...ofProcedures(), ...ofAddresses()];
    expect(cases.length).toBeGreaterThan(1_000);
    const taken: string[] = [];
    for (const { what, call, mustRefuse } of cases) {
      const { status, text } = await call();
      expect(status, `${what} ${text}`).toBeLessThan(500);
      if (mustRefuse && status !== 400) taken.push(`${what} ${status}`);
      expect(text.normalize("NFKC"), what).not.toMatch(HELD);
    }
    expect(taken).toEqual([]);
    for (const log of logs) expect(log).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    expect(aroundHeld(await everywhere())).toEqual([]);
    expect(aroundHeld(await backedUp())).toEqual([]);
  });

  it("F1.1 would be found if it were there", async () => {
    await tenant.owner.query("update funding_file set name = $2 where file_id = $1", [fileId, `x ${NUMBER}`]);
    expect(await everywhere()).toMatch(HELD);
    expect(await backedUp()).toMatch(HELD);
  });
});
