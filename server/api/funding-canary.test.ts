import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import type { PrimaryPath } from "../domain/funding/model/paths.ts";
import { asksOf } from "../domain/funding/model/step-asks.ts";
import { rawReport } from "../domain/funding/model/testing-reports.ts";
import { STEP_DATA } from "../domain/funding/step-input.ts";
import { client, judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { WALKS } from "../domain/funding/testing-steps.ts";
import { tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";
import { offerRequest } from "./testing-offer-doors.ts";
import { STEP_DOORS } from "./testing-step-doors.ts";

/** F1.1, reliability C35: a social security number is in no table, no log and no answer, wherever it was put. */

let tenant: TestTenant;
let operator: Record<string, string>;
let admin: Record<string, string>;
let fileId: number;
beforeAll(async () => {
  tenant = await testTenant();
  operator = await tokenOf(tenant, "operator");
  admin = await tokenOf(tenant, "admin");
  ({ fileId } = await judged(tenant.as("admin"), OLD_REPORT));
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const NUMBER = "078-05-1120";
const HELD = /078.?05.?1120/;

type Place = (string | number)[];

/** Every place of a document where something stands, its objects themselves included. */
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([key, one]) =>
      placesOf(one, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function withAt(document: unknown, place: Place, value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  const holder = document as Record<string | number, unknown>;
  const changed = withAt(holder[key], rest, value);
  return Array.isArray(holder) ? holder.with(Number(key), changed) : { ...holder, [key]: changed };
}

/** A report with something in each of its fields. */
function fullReport() {
  const text = "x";
  const day = { value: "2010-01-01", precision: "day" };
  return rawReport({
    ...OLD_REPORT,
    reportIdentifier: text,
    vendor: text,
    sourceFormat: text,
    sourceVersion: text,
    pullType: "soft",
    repositories: [{ bureau: "experian", fileStatus: "hit", message: text }],
    scores: [{ bureau: "experian", model: text, value: 700, exclusionReason: text, date: day }],
    tradelines: [
      {
        bureau: "experian",
        creditorName: text,
        originalCreditorName: text,
        accountMask: text,
        accountType: "revolving",
        openedOn: day,
        creditLimit: "1.00",
        late30: 0,
        currentRating: { code: text, type: text },
        paymentPattern: { start: day, data: text },
        lates: [{ days: 30, on: day }],
        isCollection: false,
        remarks: [{ code: text, text }],
        groupKey: text,
      },
    ],
    inquiries: [{ bureau: "experian", date: day, inquirerName: text, businessType: text, kind: "hard" }],
    collections: [{ bureau: "experian", agencyName: text, originalCreditorName: text, tradelineRef: text }],
    publicRecords: [
      {
        bureau: "experian",
        type: "lien",
        rawType: text,
        chapter: text,
        dispositionType: text,
        courtName: text,
        docketIdentifier: text,
      },
    ],
  });
}

const closure = { declineReason: "other", declineReasonNotes: "x" };
const DOORS: [method: string, path: () => string, body: object][] = [
  ["POST", () => "/api/funding/files", client({ operator: "ann@desk.test" })],
  ["PATCH", () => `/api/funding/files/${fileId}`, { version: 2, ...client({ operator: "ann@desk.test" }) }],
  ["POST", () => `/api/funding/files/${fileId}/credit-reports`, { report: fullReport() }],
  [
    "POST",
    () => `/api/funding/files/${fileId}/runs`,
    {
      version: 2,
      reason: "x",
      applicant: { statedIncome: 1, monthlyRevenue: 1, businessStartedOn: "2020-01-01" },
      overrides: {
        reportStatus: "Doesn't Qualify",
        cardDeclineReason: "No Fit",
        tlDecision: "TL Declined - Income",
        mcaEligible: true,
        sbaEligible: true,
        duplicateFile: false,
        operatorClosure: closure,
      },
    },
  ],
];

// The one door that takes a number takes none that nobody can have, and in its own field only.
DOORS.push(["POST", () => `/api/funding/files/${fileId}/offer-requests`, offerRequest(2)]);
for (const [door, body] of Object.entries(STEP_DOORS))
  DOORS.push(["POST", () => `/api/funding/files/${fileId}/${door}`, body(2)]);
// Each step asks for something else.
for (const [path, steps] of Object.entries(WALKS))
  for (const [, step, data = {}] of steps as [string, string, object?][])
    DOORS.push([
      "POST",
      () => `/api/funding/files/${fileId}/steps`,
      { version: 2, path, step, data: { ...data, ...notesOf(path as PrimaryPath, step) } },
    ]);

function notesOf(path: PrimaryPath, step: string): object {
  const asks = asksOf(path, step);
  return asks !== null && "notes" in STEP_DATA[asks].shape ? { notes: "x" } : {};
}

const CASES = DOORS.flatMap(([method, path, body]) =>
  placesOf(body).flatMap((place) => [
    { method, path, place: place.join("."), body: withAt(body, place, NUMBER) },
    { method, path, place: `${place.join(".")}, inside a text`, body: withAt(body, place, `a ${NUMBER} b`) },
    // Beside it, under a name that there is not, and as such a name.
    { method, path, place: `${place.slice(0, -1).join(".")}, ssn`, body: beside(body, place, "ssn", NUMBER) },
    {
      method,
      path,
      place: `${place.slice(0, -1).join(".")}, a name`,
      body: beside(body, place, NUMBER, "x"),
    },
  ]),
);

function beside(body: object, place: Place, name: string, value: string): unknown {
  const holder = place
    .slice(0, -1)
    .reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], body);
  if (Array.isArray(holder)) return withAt(body, place, NUMBER);
  return withAt(body, place.slice(0, -1), { ...(holder as object), [name]: value });
}

async function everyRow(): Promise<string> {
  const { rows } = await tenant.owner.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const all = await tenant.owner.query<{ text: string }>(
      `select string_agg(to_jsonb(t)::text, ' ') as text from ${name} t`,
    );
    texts.push(all.rows[0]?.text ?? "");
  }
  return texts.join("\n");
}

describe("F1.1 a social security number", () => {
  it("F1.1 is refused in every field of every door, which names the place and not the number", async () => {
    expect(CASES.length).toBeGreaterThan(300);
    const logs = (["error", "warn", "log", "info"] as const).map((level) => vi.spyOn(console, level));
    const before = await everyRow();
    for (const { method, path, place, body } of CASES) {
      const { status, json, text } = await send(method, path(), { headers: admin, body });
      expect([status, json.code], `${place} ${text}`).toEqual([400, "PAYLOAD_VALIDATION"]);
      expect((json.details as { field: string }[])[0]?.field, place).not.toBe("");
      expect(text, place).not.toMatch(HELD);
    }
    expect(await everyRow()).toBe(before);
    expect(before).not.toMatch(HELD);
    for (const log of logs) expect(log).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it.each([
    ["without its hyphens", "078051120"],
    ["with spaces", "078 05 1120"],
    ["with other hyphens", "078–05–1120"],
    ["with hyphens that do not break", "078\u201105\u20111120"],
    ["in wide digits", "０７８-０５-１１２０"],
    ["within words", "SSN:078-05-1120."],
  ])("F1.1 is refused %s too", async (_how, name) => {
    const body = client({ name, operator: "ann@desk.test" });
    const { status, json } = await send("POST", "/api/funding/files", { headers: operator, body });
    expect(status).toBe(400);
    expect(json.details).toEqual([{ field: "name", message: "must not hold a social security number" }]);
  });

  it("F1.1 does not pass in what the form does not read: a name given twice", async () => {
    const body = JSON.stringify({ report: fullReport() }).replace(
      '"vendor"',
      `"vendor":"${NUMBER}","vendor"`,
    );
    const path = `/api/funding/files/${fileId}/credit-reports`;
    const { status, json, text } = await send("POST", path, { headers: operator, body });
    expect([status, json.details]).toEqual([
      400,
      [{ field: "report", message: "must not hold a social security number" }],
    ]);
    expect(text).not.toMatch(HELD);
  });

  it("F1.1 nothing else is taken for one: the full report is accepted as it is", async () => {
    const path = `/api/funding/files/${fileId}/credit-reports`;
    const report = {
      ...fullReport(),
      // Nine digits may be a docket's; a phone number and a card's mask have others.
      publicRecords: [{ bureau: "experian", type: "lien", docketIdentifier: "202612345" }],
      vendor: "call 800-555-0199, card 4111 2222 3333 4444",
    };
    const { status, text } = await send("POST", path, { headers: operator, body: { report } });
    expect(status, text).toBe(200);
  });
});
