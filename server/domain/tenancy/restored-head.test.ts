import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeControlDatabase } from "../../../db/control/client.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { JUDGED_AT } from "../funding/testing-files.ts";
import { newMortgage } from "../mortgages/testing-mortgages.ts";
import type { AuditHead } from "./audit-head.ts";
import { backupTenant } from "./backup-tenant.ts";
import { restoreTenant } from "./restore-tenant.ts";
import { takeHead } from "./take-head.ts";
import { requireTenant } from "./tenant-rows.ts";
import { lifeInEveryLog } from "./testing-logs.ts";
import { verifyAudit } from "./verify-audit.ts";
import { verifyHead } from "./verify-head.ts";

const folder = mkdtempSync(path.join(tmpdir(), "pssaas-head-"));
const deployment = deploymentFrom(process.env);

let source: TestTenant;
let copy: TestTenant;
/** Taken before the backup, and after some more was written. */
let before: AuditHead;
let after: AuditHead;

const headOf = ({ id, slug, databaseName }: TestTenant) =>
  takeHead(deployment, { tenantId: id, slug, databaseName }, new Date());

const told = async (tenant: TestTenant, head: AuditHead) =>
  (await verifyHead(tenant.pool, head)).map(({ rule, examples }) => [
    rule.split(" ")[2],
    examples[0]?.problem,
  ]);

beforeAll(async () => {
  [source, copy] = await Promise.all([testTenant({ now: JUDGED_AT }), testTenant({ now: JUDGED_AT })]);
  await lifeInEveryLog(source);
  before = await headOf(source);
  const file = path.join(folder, "backup");
  await backupTenant(deployment, await requireTenant(source.slug), file, new Date());
  await newMortgage(source.as("admin"));
  after = await headOf(source);
  await restoreTenant(deployment, await requireTenant(copy.slug), file);
});
afterAll(async () => {
  await Promise.all([source.close(), copy.close()]);
  await closeControlDatabase();
  rmSync(folder, { recursive: true, force: true });
});

it("A14 I18 a restored tenant begins as the head of before the backup says, also with what the restore itself wrote", async () => {
  const { rows } = await copy.owner.query(
    "select 1 from integration_setting where created_by = 'system/restore'",
  );
  expect(rows).toHaveLength(1);
  expect(await told(copy, before)).toEqual([]);
});

it("A14 I18 what was written after the backup is not in it, and that is told", async () => {
  expect(await told(source, after)).toEqual([]);
  expect(await told(copy, after)).toEqual([["mortgage_audit", "cut"]]);
});

it("A14 I18 life goes on in the copy, in every log, and its own head holds", async () => {
  const own = await headOf(copy);
  await lifeInEveryLog(copy, 2);
  const { logs } = await headOf(copy);
  expect(logs.map(({ count }, n) => count > (own.logs[n]?.count ?? 0))).toEqual(logs.map(() => true));
  expect([await told(copy, before), await told(copy, own)]).toEqual([[], []]);
  expect((await verifyAudit(copy.owner, { tenantId: copy.id })).violations).toEqual([]);
});
