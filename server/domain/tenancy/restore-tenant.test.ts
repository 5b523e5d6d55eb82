import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeControlDatabase } from "../../../db/control/client.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, type TestTenantOptions, testTenant } from "../../../db/testing.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";
import { backupTenant } from "./backup-tenant.ts";
import { restoreTenant } from "./restore-tenant.ts";
import { requireTenant } from "./tenant-rows.ts";

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
  await backupTenant(deploymentFrom(process.env), await requireTenant(source.slug), file, new Date());
});

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
