import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlPool } from "../../db/control/client.ts";
import { deploymentFrom } from "../../db/deployment.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { postbackSecretOf } from "../auth/postback-address.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import {
  BORN,
  everythingKept,
  HELD_NUMBER,
  NUMBER,
  offerForm,
  readyForOffers,
} from "../domain/funding/testing-offers.ts";
import { backupTenant } from "../domain/tenancy/backup-tenant.ts";
import { tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";

/** F7.2 through the doors: what is passed on is kept nowhere (F1.1, C35), and who may knock for Engine. */

let tenant: TestTenant;
let other: TestTenant;
let operator: Record<string, string>;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  other = await testTenant({ now: JUDGED_AT });
  operator = await tokenOf(tenant, "operator");
});
afterAll(async () => {
  await Promise.all([tenant.close(), other.close(), closeTenants(), closeControlDatabase()]);
});

type Ask = (fileId: number, changes: Record<string, unknown>) => Promise<{ status: number; text: string }>;

const versionOf = async (fileId: number): Promise<number> => {
  const { rows } = await tenant.owner.query("select version from funding_file where file_id = $1", [fileId]);
  return rows[0].version;
};
const overRest: Ask = async (fileId, changes) =>
  send("POST", `/api/funding/files/${fileId}/offer-requests`, {
    headers: operator,
    body: { version: await versionOf(fileId), ...offerForm(), ...changes },
  });
const overTrpc: Ask = async (fileId, changes) =>
  send("POST", "/api/trpc/funding.offers.request", {
    headers: operator,
    body: { fileId, version: await versionOf(fileId), ...offerForm(), ...changes },
  });

describe("F1.1 C35 the number that is passed on", () => {
  it.each<[string, Ask]>([
    ["REST", overRest],
    ["tRPC", overTrpc],
  ])(
    "F1.1 F7.2 over %s is in no table, no log, no answer and no backup, however it ends",
    async (_door, ask) => {
      const logs = (["error", "warn", "log", "info", "debug"] as const).map((level) =>
        vi.spyOn(console, level),
      );
      const said: string[] = [];
      const bad: [number, Record<string, unknown>][] = [
        [200, {}],
        [200, { ssn: NUMBER.replaceAll("-", "") }],
        // Engine repeats what it was sent.
        [200, { lastName: "Invalid" }],
        [200, { lastName: "Broken" }],
        [200, { lastName: "Duplicate" }],
        [400, { zipcode: "x" }],
        [400, { ssn: `${NUMBER}0` }],
        [400, { lastName: NUMBER }],
        [400, { [NUMBER]: "x" }],
        [400, { ssn: [NUMBER] }],
        [400, { ssn: { value: NUMBER } }],
        [409, { version: 1 }],
        [404, {}],
      ];
      for (const [status, changes] of bad) {
        const fileId = status === 404 ? 99_999 : await readyForOffers(tenant.as("operator"));
        const answer = await (status === 404
          ? send("POST", "/api/funding/files/99999/offer-requests", {
              headers: operator,
              body: { version: 1, ...offerForm() },
            })
          : ask(fileId, changes));
        expect([answer.status, changes], answer.text).toEqual([status, changes]);
        said.push(answer.text);
        const read = await send("GET", `/api/funding/files/${fileId}/offers`, { headers: operator });
        said.push(
          read.text,
          (await send("GET", `/api/funding/files/${fileId}/progress`, { headers: operator })).text,
        );
      }
      const kept = await everythingKept(tenant);
      const control = await controlPool().query("select string_agg(t::text, ' ') as text from access_log t");
      for (const text of [...said, kept, control.rows[0].text ?? ""]) {
        expect(text).not.toMatch(HELD_NUMBER);
        expect(text).not.toContain(BORN);
      }
      for (const log of logs) expect(JSON.stringify(log.mock.calls)).not.toMatch(HELD_NUMBER);
      vi.restoreAllMocks();
      // The rest of what was typed is there, so that the search would have found the number.
      expect(kept).toContain("175 5th Ave");
    },
  );

  it("F1.1 F7.2 a fault on our side says nothing of it either", async () => {
    const logs = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const fileId = await readyForOffers(tenant.as("operator"));
    await tenant.owner.query("alter table funding_offer_request rename column pending to pending_gone");
    const answer = await overRest(fileId, {});
    await tenant.owner.query("alter table funding_offer_request rename column pending_gone to pending");
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(HELD_NUMBER);
    expect(logs).toHaveBeenCalled();
    expect(JSON.stringify(logs.mock.calls)).not.toMatch(HELD_NUMBER);
    vi.restoreAllMocks();
  });

  it("F1.1 a backup does not hold it", async () => {
    const file = path.join(tmpdir(), `${tenant.slug}.backup`);
    const row = { tenantId: tenant.id, slug: tenant.slug, databaseName: tenant.databaseName } as never;
    await backupTenant(deploymentFrom(process.env), row, file, new Date());
    const bytes = readFileSync(file);
    rmSync(file);
    const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("latin1");
    expect(text).toContain("175 5th Ave");
    expect(text).not.toMatch(HELD_NUMBER);
    expect(text).not.toContain(BORN);
  });
});

describe("F7.2 the address that Engine calls", () => {
  const at = (secret: string) => `/api/integrations/engine/postback/${secret}`;
  const referenceOf = async (fileId: number) => {
    const { rows } = await tenant.owner.query(
      "select reference, lead_due_at from funding_offer_request where file_id = $1",
      [fileId],
    );
    return rows[0] as { reference: string; lead_due_at: Date | null };
  };

  it.each([
    ["GET", "a query", (reference: string) => [`?sub=${reference}&payout=-100&transaction_id=1`, undefined]],
    ["POST", "a form", (reference: string) => ["", `tag=${reference}&amount=20000`]],
    ["POST", "JSON", (reference: string) => ["", JSON.stringify({ clientTags: [reference] })]],
  ] as const)("F7.2 takes a %s with %s, and only has the lead looked at", async (method, _how, said) => {
    const fileId = await readyForOffers(tenant.as("operator"));
    expect((await overRest(fileId, {})).status).toBe(200);
    const { reference } = await referenceOf(fileId);
    const [query = "", body] = said(reference);
    const sent = await send(method, at(postbackSecretOf(tenant.id)) + query, {
      ...(body === undefined
        ? {}
        : { body, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    });
    expect([sent.status, sent.json]).toEqual([200, { received: true }]);
    expect((await referenceOf(fileId)).lead_due_at).not.toBeNull();
    expect((await tenant.owner.query("select count(*)::int as n from funding_market_event")).rows[0].n).toBe(
      0,
    );
  });

  it("P6.1 another tenant's address reaches no lead of this one", async () => {
    const fileId = await readyForOffers(tenant.as("operator"));
    await overRest(fileId, {});
    const { reference } = await referenceOf(fileId);
    const sent = await send("GET", `${at(postbackSecretOf(other.id))}?sub=${reference}`);
    expect(sent.status).toBe(200);
    expect((await referenceOf(fileId)).lead_due_at).toBeNull();
  });

  it("P6.5 says the same to every secret that is not good, and 429 to who goes on", async () => {
    const good = postbackSecretOf(tenant.id);
    const forged = Buffer.from(good, "base64url");
    forged.writeUInt8(forged.readUInt8(47) ^ 1, 47);
    const bad = [
      `${good}A`,
      good.slice(0, -1),
      forged.toString("base64url"),
      postbackSecretOf("00000000-0000-4000-8000-000000000000"),
      postbackSecretOf(tenant.id, "another secret that is thirty-two characters"),
      "x",
      "x".repeat(5_000),
      encodeURIComponent("\u0000"),
    ];
    const answers = await Promise.all(
      bad.map((secret) => send("GET", at(encodeURIComponent(decodeURIComponent(secret))))),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.json.code).toBe("NOT_FOUND");
    const headers = { "x-pssaas-client-address": "203.0.113.77" };
    const statuses = [];
    for (let i = 0; i < 62; i += 1)
      statuses.push((await send("POST", at("x"), { headers, body: "" })).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
    // Who has the right one is not kept out by that.
    expect((await send("GET", at(good), { headers })).status).toBe(200);
  });

  it("F7.2 takes no body that is longer than a report", async () => {
    const sent = await send("POST", at(postbackSecretOf(tenant.id)), { body: "x".repeat(70_000) });
    expect([sent.status, sent.json.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("F7.2 a former secret of the app is good while it is the previous one", async () => {
    const former = "a former secret of at least thirty-two characters";
    const secret = postbackSecretOf(tenant.id, former);
    expect((await send("GET", at(secret))).status).toBe(404);
    vi.stubEnv("AUTH_SECRET_PREVIOUS", former);
    expect((await send("GET", at(secret))).status).toBe(200);
    vi.unstubAllEnvs();
  });
});
