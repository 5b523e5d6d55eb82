import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../../db/control/client.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, type TestTenantOptions, testTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import { getFile } from "../funding/get-file.ts";
import { retryEffect } from "../funding/retry-effect.ts";
import { openSealedBytes } from "../funding/sealed-bytes.ts";
import { bytesOf, JUDGED_AT, judged, OLD_REPORT, received } from "../funding/testing-files.ts";
import { fileOf, progressFor, walked } from "../funding/testing-steps.ts";
import { listIntegrations } from "../integrations/list-integrations.ts";
import { saveIntegration } from "../integrations/save-integration.ts";
import { deleteMortgage } from "../mortgages/delete-mortgage.ts";
import { getRenewalChain } from "../mortgages/get-renewal-chain.ts";
import { listAudit } from "../mortgages/list-audit.ts";
import { listDocuments } from "../mortgages/list-documents.ts";
import { openDocument } from "../mortgages/open-document.ts";
import { previewDeletion } from "../mortgages/preview-deletion.ts";
import { newMortgage, renewed, withDocument } from "../mortgages/testing-mortgages.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";
import { refusalOf } from "../testing.ts";
import { backupTenant, tablesInOrder } from "./backup-tenant.ts";
import { restoreTenant } from "./restore-tenant.ts";
import { requireTenant } from "./tenant-rows.ts";
import { verifyAudit } from "./verify-audit.ts";

const folder = mkdtempSync(path.join(tmpdir(), "pssaas-restore-"));
const file = path.join(folder, `backup-${randomBytes(3).toString("hex")}`);
const opened: TestTenant[] = [];

async function tenantWith(options: TestTenantOptions): Promise<TestTenant> {
  const tenant = await testTenant(options);
  opened.push(tenant);
  return tenant;
}

beforeAll(async () => {
  const source = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await buyLoans(source.as("exchange"), "T-1", 3);
  await judged(source.as("operator"), OLD_REPORT);
  source.clock.now = new Date(JUDGED_AT);
  await walked(
    source.as("operator"),
    await fileOf(source.as("operator"), "cards"),
    "card_funding",
    "send_agreement",
  );
  await mortgagesOf(source.as("admin"));
  await backupTenant(deploymentFrom(process.env), await requireTenant(source.slug), file, new Date());
});

/** Mortgages 1 and 2 are a chain with a paper; the last of all is deleted. */
async function mortgagesOf(admin: Context): Promise<void> {
  const { renewal } = await renewed(admin, await newMortgage(admin));
  await withDocument(admin, renewal.mortgageId);
  const { mortgageId } = await newMortgage(admin);
  const { planToken } = await previewDeletion(admin, { mortgageId });
  await deleteMortgage(admin, { mortgageId, planToken });
  // What somebody named who may do nothing is no mortgage's number.
  const operator: Context = { ...admin, actor: { kind: "user", name: "o@desk.test", role: "operator" } };
  await refusalOf(deleteMortgage(operator, { mortgageId: 2_147_483_647, planToken: "x" }));
}

afterAll(async () => {
  await Promise.all(opened.map((tenant) => tenant.close()));
  await closeControlDatabase();
  rmSync(folder, { recursive: true, force: true });
});

async function restoreInto({ slug }: TestTenant) {
  return restoreTenant(deploymentFrom(process.env), await requireTenant(slug), file);
}

it.each<[string, TestTenantOptions]>([
  ["another time zone", { timeZone: "America/New_York", holidayCalendar: "us-federal" }],
  ["no holiday calendar", { timeZone: "America/Chicago" }],
])("A14 a backup is refused by a tenant with %s, which stays as it was", async (_, options) => {
  const target = await tenantWith(options);
  await expect(restoreInto(target)).rejects.toMatchObject({
    refusal: {
      code: "CONFLICT",
      message: expect.stringContaining("--timezone America/Chicago --holidays us-federal"),
    },
  });
  const { rows } = await target.owner.query(
    "select time_zone, (select count(*)::int from pipeline_loan) as loans from tenant_identity",
  );
  expect(rows).toEqual([{ time_zone: options.timeZone, loans: 0 }]);
});

it("A14 a tenant that reckons days alike takes it", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await restoreInto(target);
  const { rows } = await target.owner.query("select count(*)::int as loans from pipeline_loan");
  expect(rows).toEqual([{ loans: 3 }]);
});

it("A14 F1.1 a client's file comes back with its runs, and its report's bytes open under the new tenant", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await restoreInto(target);
  const { fileId, runs } = await getFile(target.as("operator"), { fileId: 1 });
  expect(runs).toHaveLength(1);
  const { rows } = await target.owner.query(
    `select report_id as id, sealed_bytes as "sealedBytes", key_id as "keyId", sealed_for as "sealedFor" from funding_credit_report`,
  );
  expect(openSealedBytes(rows[0], rows[0].id).equals(bytesOf(OLD_REPORT))).toBe(true);
  const again = await received(target.as("operator"), fileId, { ...OLD_REPORT, vendor: "Array" });
  expect(again.run.runNo).toBe(2);
  await expect(restoreInto(target)).rejects.toMatchObject({ refusal: { code: "CONFLICT" } });
});

it("A14 F3.9 F3.10 a workflow comes back where it stood, and what waited to be sent waits for a person", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await restoreInto(target);
  const { timeline, paths, effects } = await progressFor(target.as("operator"), 2);
  expect([timeline.length, paths[0]?.next?.id]).toEqual([2, "submit_processing"]);
  expect(effects.map(({ effect, state }) => [effect, state])).toEqual([
    ["email", "unclear"],
    ["agreement", "unclear"],
  ]);
  const { effectId = 0, state, attempts } = effects[0] ?? {};
  const decision = { fileId: 2, effectId, decision: "was_sent", seen: { state, attempts } };
  await retryEffect(target.as("operator"), decision);
  await walked(target.as("operator"), 2, "card_funding", "submit_processing");
  expect((await verifyAudit(target.owner, { tenantId: target.id })).violations).toEqual([]);
});

it("A14 M2 M3 M11 mortgages come back with chain, papers and log, and nobody gets the number of a deleted one", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await restoreInto(target);
  const admin = target.as("admin");
  const chain = await getRenewalChain(admin, { mortgageId: 1 });
  expect(chain.map(({ mortgageId, status }) => [mortgageId, status])).toEqual([
    [1, "renewed"],
    [2, "active"],
  ]);
  const [paper] = await listDocuments(admin, { mortgageId: 2 });
  const { bytes } = await openDocument(admin, { mortgageId: 2, documentId: paper?.documentId });
  expect(
    Buffer.concat(await Array.fromAsync(bytes))
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect((await newMortgage(admin)).mortgageId).toBe(4);
  expect((await listAudit(admin, { mortgageId: 3 })).entries[0]?.action).toBe("deleted");
  expect((await verifyAudit(target.owner, { tenantId: target.id })).violations).toEqual([]);
});

it("A14 a trade that is taken in while the restore waits for its turn stays, and the restore is refused", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  const writer = await target.owner.connect();
  const [first] = await tablesInOrder(writer);
  await writer.query(`begin; lock table ${first?.table} in row exclusive mode`);
  const refused = refusalOf(restoreInto(target));
  await vi.waitFor(async () => {
    const { rowCount } = await target.owner.query(
      "select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())",
    );
    expect(rowCount).toBe(1);
  }, 20_000);
  await buyLoans(target.as("exchange"), "T-1", 2);
  await writer.query("commit");
  writer.release();
  expect(await refused).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("has trades") });
  const { rows } = await target.owner.query("select count(*)::int as loans from pipeline_loan");
  expect(rows).toEqual([{ loans: 2 }]);
});

it("A14 a tenant that has a mortgage already is not overwritten", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await newMortgage(target.as("admin"));
  await expect(restoreInto(target)).rejects.toMatchObject({ refusal: { code: "CONFLICT" } });
});

it("A14 F7.4 another tenant's backup comes up in the sandbox, with all that is set up; one's own as it was", async () => {
  const days: TestTenantOptions = { timeZone: "America/Chicago", holidayCalendar: "us-federal" };
  const source = await tenantWith(days);
  const boss = source.as("admin");
  const mail = { system: "smtp", config: { host: "mail.lender.test", fromAddress: "desk@lender.test" } };
  await saveIntegration(boss, { ...mail, version: 0, mode: "live", secrets: { password: "hidden away" } });
  await saveIntegration(boss, {
    system: "documenso",
    version: 0,
    mode: "sandbox",
    config: { signingOrder: 2 },
  });
  const own = path.join(folder, "own");
  const deployment = deploymentFrom(process.env);
  await backupTenant(deployment, await requireTenant(source.slug), own, new Date());
  const other = await tenantWith(days);
  await restoreTenant(deployment, await requireTenant(other.slug), own);
  const modes = async (tenant: TestTenant) =>
    (await listIntegrations(tenant.as("admin"))).map(({ system, mode, version }) => [system, mode, version]);
  expect(await modes(other)).toEqual([
    ["gohighlevel", "sandbox", 0],
    ["engine", "sandbox", 0],
    ["documenso", "sandbox", 1],
    ["smtp", "sandbox", 2],
  ]);
  const { config, history } =
    (await listIntegrations(other.as("admin"))).find(({ system }) => system === "smtp") ?? expect.fail();
  expect([config.host, history[0]?.by]).toEqual(["mail.lender.test", "system/restore"]);
  await restoreTenant(deployment, await requireTenant(source.slug), own);
  expect((await modes(source)).at(-1)).toEqual(["smtp", "live", 1]);
});

it("A14 a tenant that has a client's file already is not overwritten", async () => {
  const target = await tenantWith({ timeZone: "America/Chicago", holidayCalendar: "us-federal" });
  await judged(target.as("operator"), OLD_REPORT);
  await expect(restoreInto(target)).rejects.toMatchObject({ refusal: { code: "CONFLICT" } });
});
