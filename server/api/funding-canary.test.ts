import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { operatorsOf } from "../auth/testing.ts";
import { client, judged, OLD_REPORT } from "../domain/funding/testing-files.ts";
import { tokenOf } from "./testing-callers.ts";
import { fullReport, HELD, NUMBER } from "./testing-canary.ts";
import { send } from "./testing-client.ts";

/** F1.1: how a social security number may be written, and what is not taken for one. Every door is in `funding-canary-doors`. */

let tenant: TestTenant;
let operator: Record<string, string>;
let fileId: number;
beforeAll(async () => {
  tenant = await testTenant();
  await operatorsOf(tenant, "ann@desk.test");
  operator = await tokenOf(tenant, "operator");
  ({ fileId } = await judged(tenant.as("admin"), OLD_REPORT));
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

describe("F1.1 a social security number", () => {
  it.each([
    ["without its hyphens", "078051120"],
    ["with spaces", "078 05 1120"],
    ["with other hyphens", "078–05–1120"],
    ["with hyphens that do not break", "078\u201105\u20111120"],
    ["in wide digits", "０７８-０５-１１２０"],
    ["with gaps of several signs", "078 - 05 -  1120"],
    ["with one gap", "078-051120"],
    ["with strokes", "078/05/1120"],
    ["with other signs", "078_05,1120"],
    ["with a minus", "078\u221205\u22121120"],
    ["with a gap that nobody sees", "078\u200b05\u200b1120"],
    ["digit by digit", "0 7 8 0 5 1 1 2 0"],
    ["within words", "SSN:078-05-1120."],
  ])("F1.1 is refused %s too", async (_how, name) => {
    const body = client({ name, operator: "ann@desk.test" });
    const { status, json } = await send("POST", "/api/funding/files", { headers: operator, body });
    expect(status).toBe(400);
    expect(json.details).toEqual([{ field: "name", message: "must not hold a social security number" }]);
  });

  it.each([
    "Paid 1,250.00, 2026-11-26 by wire",
    "Card of 125.00 2026",
    "Calls at 212-555-0142 and 212.555.0142",
    "Albany, NY 12207-1234",
  ])("F1.1 an amount, a day, a phone number and a postal code are none: %s", async (name) => {
    const body = client({ name, operator: "ann@desk.test" });
    expect((await send("POST", "/api/funding/files", { headers: operator, body })).status).toBe(201);
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
