import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { DomainError } from "../errors.ts";
import { SYSTEMS, type System } from "./input.ts";
import { readIntegration } from "./integration-rows.ts";
import { listIntegrations, listModes } from "./list-integrations.ts";
import { saveIntegration } from "./save-integration.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const admin = () => tenant.as("admin", "ann@desk.test");
const shown = async (system: System) => {
  const one = (await listIntegrations(admin())).find((integration) => integration.system === system);
  if (!one) throw new Error(`no ${system}`);
  return one;
};
async function save(system: System, changes: Record<string, unknown> = {}) {
  const { version, mode, config } = await shown(system);
  return saveIntegration(admin(), { system, version, mode, config, ...changes });
}
async function refusedFields(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => {
      throw new Error("it was not refused");
    },
    (fault: DomainError) => fault,
  );
  expect(error.refusal.code).toBe("PAYLOAD_VALIDATION");
  return (error.refusal.details ?? []).map(({ field }) => field);
}
const smtp = { host: "smtp.example.com", fromAddress: "desk@example.com", username: "desk" };

describe("F7.4 the settings of the systems outside", () => {
  it("are sandboxes with the workflow's own stage names until somebody sets them up", async () => {
    expect(await listModes(tenant.as("operator"))).toEqual(
      SYSTEMS.map((system) => ({ system, mode: "sandbox" })),
    );
    expect(await readIntegration(admin().db, "gohighlevel")).toMatchObject({
      mode: "sandbox",
      version: 0,
      secrets: {},
      config: {
        locationId: null,
        stages: {
          manualReview: "Manual Review",
          cardFunding: "Funding - Card Stacking",
          termLoan: "Funding - Term Loan",
          establishedFunding: "Funding - MCA/SBA",
          parked: "Parked - Callback Scheduled",
          declined: "Declined",
          creditRepair: "Credit Repair Referral",
        },
      },
    });
  });

  it("keep who changed what, and show of a secret that it is there and nothing else", async () => {
    const { version } = await save("documenso", {
      config: { templateId: "envelope_abcdefghijklmnop" },
      secrets: { token: "api_first-secret" },
    });
    tenant.clock.now = new Date("2026-03-05T10:00:00Z");
    await save("documenso", { version, mode: "live" });
    const { secrets, history, mode } = await shown("documenso");
    expect(mode).toBe("live");
    expect(secrets).toEqual([
      { name: "token", setAt: "2026-03-04T15:00:00.000Z", setBy: "ann@desk.test" },
      { name: "webhookSecret", setAt: null, setBy: null },
    ]);
    expect(history.map(({ changed, by, mode }) => [changed, by, mode])).toEqual([
      [["mode"], "ann@desk.test", "live"],
      [["config.templateId", "secrets.token"], "ann@desk.test", "sandbox"],
    ]);
    expect(JSON.stringify(await listIntegrations(admin()))).not.toContain("first-secret");
    const rows = await tenant.owner.query(
      "select encode(sealed_bytes, 'escape') as sealed, * from integration_secret",
    );
    expect(JSON.stringify(rows.rows)).not.toContain("first-secret");
    expect((await readIntegration(admin().db, "documenso")).secrets).toEqual({ token: "api_first-secret" });
  });

  it("leave a secret as it is when it is left empty, replace it, and forget it", async () => {
    await save("engine", { secrets: { leadToken: "lead-1", confidentialToken: "conf-1" } });
    await save("engine", {
      config: { account: "testing" },
      secrets: { leadToken: "", confidentialToken: "conf-2" },
    });
    const tried = () => readIntegration(admin().db, "engine", "live").then(({ secrets }) => secrets);
    expect(await tried()).toEqual({ leadToken: "lead-1", confidentialToken: "conf-2" });
    await save("engine", { secrets: { leadToken: null } });
    expect(await tried()).toEqual({ confidentialToken: "conf-2" });
    expect((await readIntegration(admin().db, "engine")).secrets).toEqual({});
  });

  it("are no new version when nothing changed", async () => {
    const { version } = await save("engine");
    expect((await save("engine")).version).toBe(version);
  });

  it("do not go live with something missing, and name it", async () => {
    expect(await refusedFields(save("gohighlevel", { mode: "live" }))).toEqual([
      "config.locationId",
      "config.pipeline",
      "config.userId",
      "config.businessName",
      "secrets.token",
    ]);
    expect(await refusedFields(save("smtp", { mode: "live", config: smtp }))).toEqual(["secrets.password"]);
    expect((await shown("smtp")).version).toBe(0);
  });

  it("want a secret again when it would go to another address", async () => {
    await save("smtp", { mode: "live", config: smtp, secrets: { password: "pass-1" } });
    const elsewhere = { ...smtp, host: "evil.example" };
    expect(await refusedFields(save("smtp", { config: elsewhere }))).toEqual(["secrets.password"]);
    await save("smtp", { config: elsewhere, secrets: { password: "pass-2" } });
    expect((await readIntegration(admin().db, "smtp")).secrets).toEqual({ password: "pass-2" });
  });

  it.each<[System, Record<string, unknown>, string]>([
    ["smtp", { config: { host: "smtp.example.com:25" } }, "config.host"],
    ["smtp", { config: { port: 0 } }, "config.port"],
    ["smtp", { config: { fromAddress: "a@b.test, c@d.test" } }, "config.fromAddress"],
    ["smtp", { config: { fromName: "Desk\r\nBcc: x@y.test" } }, "config.fromName"],
    ["smtp", { config: { tls: "maybe" } }, "config.tls"],
    ["smtp", { secrets: { password: "a\nb" } }, "secrets.password"],
    ["smtp", { secrets: { token: "x" } }, "secrets.token"],
    ["documenso", { config: { baseUrl: "http://documenso.example.com" } }, "config.baseUrl"],
    ["documenso", { config: { baseUrl: "https://a:b@documenso.example.com" } }, "config.baseUrl"],
    ["documenso", { config: { templateId: "42" } }, "config.templateId"],
    ["gohighlevel", { config: { stages: { parked: "" } } }, "config.stages.parked"],
    ["gohighlevel", { config: { stages: { parkd: "Parked" } } }, "config.stages.parkd"],
    ["gohighlevel", { mode: "real" }, "mode"],
    ["gohighlevel", { version: "x" }, "version"],
  ])("%s with %j is refused by its field, and nothing is kept", async (system, changes, field) => {
    const before = await shown(system);
    expect(await refusedFields(save(system, changes))).toEqual([field]);
    expect(await shown(system)).toEqual(before);
  });

  it("of an unknown system are refused", async () => {
    expect(await refusedFields(saveIntegration(admin(), { system: "fax", version: 0 }))).toEqual(["system"]);
  });

  it("that somebody changed meanwhile are not overwritten: of eight at once one wins", async () => {
    const { version, config } = await shown("gohighlevel");
    const tries = Array.from({ length: 8 }, (_, n) =>
      saveIntegration(admin(), {
        system: "gohighlevel",
        version,
        mode: "sandbox",
        config: { ...config, businessName: `Desk ${n}` },
      }),
    );
    const ends = await Promise.allSettled(tries);
    const codes = ends.map((end) => (end.status === "fulfilled" ? "saved" : end.reason.refusal.code));
    expect(codes.sort()).toEqual([...Array(7).fill("CONFLICT"), "saved"]);
    expect((await shown("gohighlevel")).version).toBe(version + 1);
  });

  it("are for administrators, and their history is permanent", async () => {
    const operator = tenant.as("operator");
    await expect(listIntegrations(operator)).rejects.toMatchObject({ refusal: { code: "FORBIDDEN" } });
    await expect(saveIntegration(operator, {})).rejects.toMatchObject({ refusal: { code: "FORBIDDEN" } });
    for (const statement of [
      "update integration_setting set mode = 'live'",
      "delete from integration_setting",
    ])
      await expect(tenant.pool.query(statement)).rejects.toThrow("permission denied");
    await expect(tenant.owner.query("delete from integration_setting")).rejects.toThrow();
  });

  it("do not open a secret that was moved to another place", async () => {
    await save("gohighlevel", { secrets: { token: "pit-secret" } });
    await tenant.owner.query(
      "update integration_secret set system = 'smtp', name = 'other' where system = 'gohighlevel'",
    );
    await expect(readIntegration(admin().db, "smtp", "live")).rejects.toThrow();
    await tenant.owner.query("delete from integration_secret where name = 'other'");
  });
});
