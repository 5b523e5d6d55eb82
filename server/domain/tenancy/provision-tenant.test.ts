import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { databaseOver } from "../../../db/connect.ts";
import { closeControlDatabase, controlPool } from "../../../db/control/client.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { closeTenants, openTenant } from "../../../db/tenant/client.ts";
import { listApiKeys, verifyApiKey } from "../../auth/api-keys.ts";
import { DomainError } from "../errors.ts";
import { DEFAULT_STATUSES } from "../pipeline/model/status-workflow.ts";
import { readWorkflow } from "../pipeline/status-workflow-rows.ts";
import { migrateTenants } from "./migrate-tenants.ts";
import { withOwner } from "./owner.ts";
import { type NewTenant, provisionTenant } from "./provision-tenant.ts";
import { readTenant } from "./tenant-rows.ts";

const NOW = new Date("2026-03-04T15:00:00Z");

function newTenant(more: Partial<NewTenant> = {}): NewTenant {
  const slug = `p-${randomBytes(5).toString("hex")}`;
  return {
    slug,
    name: "Ledgerline Mortgage",
    principals: ["LEDGER"],
    adminEmail: `Admin@${slug}.test`,
    adminName: "Ada Whitfield",
    adminPassword: "correct horse battery",
    ...more,
  };
}

async function databaseOf(slug: string) {
  const tenant = await readTenant(slug);
  if (!tenant) throw new Error(`no tenant ${slug}`);
  return openTenant(tenant.tenantId, tenant.databaseName);
}

async function detailsOf(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => null,
    (fault: unknown) => fault,
  );
  if (!(error instanceof DomainError)) throw error ?? new Error("nothing was refused");
  expect(error.refusal.code).toBe("PAYLOAD_VALIDATION");
  return (error.refusal.details ?? []).map((detail) => detail.field);
}

afterAll(async () => {
  await closeTenants();
  await closeControlDatabase();
});

describe("P6.6 provisioning", () => {
  test("P6.6 P2.6 one call makes database, default workflow, principals, first administrator and first key", async () => {
    const input = newTenant({ principals: ["LEDGER", "LEDGER2"] });
    const made = await provisionTenant(input, NOW);
    const { pool, timeZone } = await databaseOf(input.slug);
    expect(timeZone).toBe("America/New_York");
    const { version, statuses } = await readWorkflow(databaseOver(pool));
    expect({ version, statuses }).toEqual({ version: 1, statuses: DEFAULT_STATUSES });
    const { rows } = await pool.query("select principal_id from principal order by 1");
    expect(rows.map((row) => row.principal_id)).toEqual(["LEDGER", "LEDGER2"]);
    expect(await verifyApiKey(made.webhookKey, NOW)).toMatchObject({
      tenantId: made.tenantId,
      slug: input.slug,
    });
    const { rows: people } = await controlPool().query(
      "select email, app_user.name, role from app_user join membership using (user_id) where tenant_id = $1",
      [made.tenantId],
    );
    expect(people).toEqual([{ email: input.adminEmail.toLowerCase(), name: "Ada Whitfield", role: "admin" }]);
  });

  test("P6.6 again: the same tenant, no second key, what is missing is added", async () => {
    const input = newTenant({ timeZone: "America/Chicago" });
    const first = await provisionTenant(input, NOW);
    const { timeZone: _, ...unsaid } = input;
    const second = await provisionTenant({ ...unsaid, principals: ["LEDGER", "LATER"] }, NOW);
    expect(second).toMatchObject({ tenantId: first.tenantId, webhookKey: null, adminCreated: false });
    const { pool, timeZone } = await databaseOf(input.slug);
    expect(timeZone).toBe("America/Chicago");
    expect((await pool.query("select 1 from principal")).rowCount).toBe(2);
    expect(await detailsOf(provisionTenant({ ...input, timeZone: "UTC" }, NOW))).toEqual(["timeZone"]);
  });

  test("P3.5 holidays count as business days unless the tenant was made with a calendar", async () => {
    const [plain, federal] = [newTenant(), newTenant({ holidayCalendar: "us-federal" })];
    await provisionTenant(plain, NOW);
    await provisionTenant(federal, NOW);
    expect((await databaseOf(plain.slug)).holidayCalendar).toBeNull();
    expect((await databaseOf(federal.slug)).holidayCalendar).toBe("us-federal");
    expect(await detailsOf(provisionTenant({ ...plain, holidayCalendar: "us-federal" }, NOW))).toEqual([
      "holidayCalendar",
    ]);
  });

  test("P6.6 two at once: one tenant, one key", async () => {
    const input = newTenant();
    const made = await Promise.all([provisionTenant(input, NOW), provisionTenant(input, NOW)]);
    expect(new Set(made.map((one) => one.tenantId)).size).toBe(1);
    expect(made.filter((one) => one.webhookKey !== null)).toHaveLength(1);
    expect(await listApiKeys(made[0].tenantId)).toHaveLength(1);
  });

  test("P6.6 a run that was killed before it could tell the key is completed, and its key is worth nothing", async () => {
    const input = newTenant();
    const killed = await provisionTenant(input, NOW);
    await withOwner(deploymentFrom(process.env), undefined, (client) =>
      client.query("update tenant set is_ready = false where tenant_id = $1", [killed.tenantId]),
    );
    const again = await provisionTenant(input, NOW);
    expect(again.tenantId).toBe(killed.tenantId);
    expect(await verifyApiKey(again.webhookKey, NOW)).not.toBeNull();
    expect(await verifyApiKey(killed.webhookKey, NOW)).toBeNull();
  });

  test("P6.6 every wrong option is named and nothing is made", async () => {
    const slug = "Bad Slug";
    const wrong = {
      slug,
      name: " ",
      principals: [],
      timeZone: "+02:00",
      adminEmail: "nobody",
      adminPassword: "short",
    };
    const named = ["slug", "name", "principals", "timeZone", "adminEmail", "adminPassword"];
    expect(await detailsOf(provisionTenant(wrong, NOW))).toEqual(named);
    expect(await readTenant(slug)).toBeNull();
  });

  test.each(["CET", "MET", "EET", "WET", "EST", "EST5EDT", "GMT", "Mars/Olympus", "america/chicago"])(
    "P6.6 the time zone %s, which PostgreSQL reads otherwise or not at all, is refused and nothing is made",
    async (timeZone) => {
      const input = newTenant({ timeZone });
      expect(await detailsOf(provisionTenant(input, NOW))).toEqual(["timeZone"]);
      expect(await readTenant(input.slug)).toBeNull();
    },
  );

  test.each(["UTC", "America/Argentina/Buenos_Aires"])("P6.6 the time zone %s is taken", async (timeZone) => {
    const input = newTenant({ timeZone });
    await provisionTenant(input, NOW);
    expect((await databaseOf(input.slug)).timeZone).toBe(timeZone);
  });

  test("P6.1 a database that says it is another tenant's is not taken over", async () => {
    const input = newTenant();
    const made = await provisionTenant(input, NOW);
    const deployment = deploymentFrom(process.env);
    const { databaseName } = (await readTenant(input.slug)) ?? { databaseName: "" };
    await withOwner(deployment, databaseName, (client) =>
      client.query("update tenant_identity set tenant_id = gen_random_uuid()"),
    );
    expect(await detailsOf(provisionTenant(input, NOW))).toEqual(["slug"]);
    await withOwner(deployment, databaseName, (client) =>
      client.query("update tenant_identity set tenant_id = $1", [made.tenantId]),
    );
  });
});

describe("P6.6 migrating all tenants", () => {
  test("P6.6 reports each and goes on past one that fails", async () => {
    const [good, bad] = [newTenant(), newTenant()];
    await provisionTenant(good, NOW);
    const { tenantId } = await provisionTenant(bad, NOW);
    const owner = <T>(sql: string, values: unknown[]) =>
      withOwner(deploymentFrom(process.env), undefined, (client) => client.query<T & object>(sql, values));
    await owner("update tenant set database_name = $2 where tenant_id = $1", [tenantId, `gone_${bad.slug}`]);
    const report = await migrateTenants();
    await owner("update tenant set is_ready = false where tenant_id = $1", [tenantId]);
    expect(report.find((one) => one.slug === good.slug)).toMatchObject({ ok: true, error: null });
    expect(report.find((one) => one.slug === bad.slug)).toMatchObject({
      ok: false,
      error: expect.stringContaining("does not exist"),
    });
  });

  test("P6.6 of a migration that fails the database's own sentence is told, and not the statement", async () => {
    const input = newTenant();
    const { tenantId } = await provisionTenant(input, NOW);
    const { databaseName } = (await readTenant(input.slug)) ?? { databaseName: "" };
    await withOwner(deploymentFrom(process.env), databaseName, (client) =>
      client.query("delete from drizzle.__drizzle_migrations"),
    );
    const report = await migrateTenants();
    await withOwner(deploymentFrom(process.env), undefined, (client) =>
      client.query("update tenant set is_ready = false where tenant_id = $1", [tenantId]),
    );
    expect(report.find(({ slug }) => slug === input.slug)?.error).toMatch(/^[^\n]* already exists$/);
  });
});
