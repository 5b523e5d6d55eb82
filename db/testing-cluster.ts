import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DEFAULT_STATUSES } from "../server/domain/pipeline/model/status-workflow.ts";
import { insertWorkflow } from "../server/domain/pipeline/status-workflow-rows.ts";
import { databaseOver, openPool } from "./connect.ts";
import { deploymentFrom } from "./deployment.ts";
import { startEmbedded } from "./embedded.ts";
import { createDatabase, migrateControl, migrateTenantDatabase } from "./migrate.ts";

/** The database that every test tenant is a copy of. */
export const TEMPLATE = "pssaas_template";

/**
 * One real PostgreSQL for the whole test run, in a folder of its own, with the control database and a migrated template.
 * `PSSAAS_TEST_DATABASE_URL` runs the tests on another server instead.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "pssaas-test-"));
  const outside = process.env.PSSAAS_TEST_DATABASE_URL;
  const embedded = outside ? null : await startEmbedded({ dataDir: folder, durable: false });
  process.env.DATABASE_URL = outside ?? embedded?.url;
  process.env.AUTH_SECRET = "test-secret-test-secret-test-secret-test-secret";
  const deployment = deploymentFrom(process.env);
  await migrateControl(deployment);
  await createDatabase(deployment, TEMPLATE);
  await migrateTenantDatabase(deployment, TEMPLATE);
  await seedTemplate(deployment.ownerUrl(TEMPLATE));
  return async () => {
    await embedded?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function seedTemplate(ownerUrl: string): Promise<void> {
  const pool = openPool(ownerUrl, { max: 1 });
  const { rowCount } = await pool.query("select 1 from pipeline_status_config");
  if (!rowCount) {
    const by = { createdBy: "system/provisioning", createdAt: "2026-01-01T00:00:00.000Z" };
    await insertWorkflow(databaseOver(pool), 1, DEFAULT_STATUSES, by);
  }
  await pool.end();
}
