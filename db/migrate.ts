import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { openPool } from "./connect.ts";
import type { Deployment } from "./deployment.ts";

/** Any number; the same in every process, so that one migrates and the others wait (database.md D). */
const MIGRATION_LOCK = 7_710_201;

const MIGRATIONS = path.resolve(import.meta.dirname ?? "db");

/** What the app's role may not do to which tables of a tenant's database (P2.4). */
export const APPEND_ONLY = ["pipeline_loan_history", "pipeline_status_config", "pipeline_delivery"];

/** The columns of a loan that change after it was bought; the app's role may update no other. */
const MUTABLE_LOAN_COLUMNS =
  "buyer_id, buyer_name, sale_price, current_status, status_date, expected_delivery_date, actual_delivery_date, " +
  "delivery_method, settlement_date, settlement_amount, settlement_reference, version, history_hash, updated_at";

const MUTABLE_TRADE_COLUMNS = "settled_count, exception_count, terminal_count, updated_at";

/** Brings the control database to the newest schema, and makes the app's role. Safe to run at once in many processes. */
export async function migrateControl(deployment: Deployment): Promise<void> {
  await asOwner(deployment, undefined, async (client) => {
    await makeAppRole(client, deployment);
    await migrate(drizzle(client), { migrationsFolder: path.join(MIGRATIONS, "control/migrations") });
    const role = pg.escapeIdentifier(deployment.appRole);
    await client.query(`
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};
      GRANT USAGE ON SCHEMA public TO ${role};
      GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO ${role};
      GRANT DELETE ON throttle TO ${role};
      REVOKE UPDATE ON access_log FROM ${role};`);
  });
}

/** Brings one tenant's database to the newest schema and sets the rights of the app's role. */
export async function migrateTenantDatabase(deployment: Deployment, database: string): Promise<void> {
  await asOwner(deployment, database, async (client) => {
    await migrate(drizzle(client), { migrationsFolder: path.join(MIGRATIONS, "tenant/migrations") });
    const role = pg.escapeIdentifier(deployment.appRole);
    await client.query(`
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};
      GRANT USAGE ON SCHEMA public TO ${role};
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
      GRANT INSERT ON pipeline_status_config, pipeline_trade, pipeline_loan, pipeline_loan_history, pipeline_loan_search,
        pipeline_delivery, pipeline_delivery_payload TO ${role};
      GRANT UPDATE (${MUTABLE_LOAN_COLUMNS}) ON pipeline_loan TO ${role};
      GRANT UPDATE (${MUTABLE_TRADE_COLUMNS}) ON pipeline_trade TO ${role};
      GRANT DELETE ON pipeline_delivery_payload TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role};
      GRANT EXECUTE ON FUNCTION hold_loans_still() TO ${role};`);
  });
}

/** Creates a database of ours when it is missing; nobody but the owner and the app's role may connect to it. */
export async function createDatabase(deployment: Deployment, database: string): Promise<void> {
  await asOwner(deployment, undefined, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount) return;
    const name = pg.escapeIdentifier(database);
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${pg.escapeIdentifier(deployment.appRole)}`);
  });
}

async function makeAppRole(client: pg.PoolClient, deployment: Deployment): Promise<void> {
  const role = pg.escapeIdentifier(deployment.appRole);
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [deployment.appRole]);
  if (!rowCount) await client.query(`CREATE ROLE ${role} LOGIN`);
  await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(deployment.appPassword)}`);
  await client.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(deployment.name)} TO ${role}`);
}

/** One owner connection under the migration lock of that database; the lock goes with the connection. */
async function asOwner(
  deployment: Deployment,
  database: string | undefined,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const pool = openPool(deployment.ownerUrl(database), { max: 1, applicationName: "pssaas-migrate" });
  try {
    const client = await pool.connect();
    try {
      await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
      await work(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}
