import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { OWNER_QUEUE_MS, openPool, sqlState } from "./connect.ts";
import { type Deployment, SettingsError } from "./deployment.ts";

/** Any number; the same in every process, so that one migrates and the others wait (database.md D). */
const MIGRATION_LOCK = 7_710_201;

const MIGRATIONS = path.resolve(import.meta.dirname ?? "db");

/** The columns of a loan that change after it was bought; the app's role may update no other. */
const MUTABLE_LOAN_COLUMNS =
  "buyer_id, buyer_name, sale_price, current_status, status_date, expected_delivery_date, actual_delivery_date, " +
  "delivery_method, settlement_date, settlement_amount, settlement_reference, version, history_hash, updated_at";

/** All but when and by whom a file was opened. */
const MUTABLE_FILE_COLUMNS =
  "name, email, phone, stated_income, monthly_revenue, business_started_on, operator, version, run_count, next_steps, " +
  "step_since, updated_at, updated_by";

/** How far an effect has come; what is to be sent stays (F3.10). */
const MUTABLE_EFFECT_COLUMNS =
  "state, attempts, next_attempt_at, lease, leased_until, last_error, is_taken_back, sent_at, mode, receipt";

/** What a client did with an agreement; which one it is stays (F7.3). */
const MUTABLE_AGREEMENT_COLUMNS = "next_look_at, looked_at, answer, answered_at";

/** How far asking lenders has come; what was asked stays (F7.2). */
const MUTABLE_OFFER_COLUMNS =
  "state, problem, lead_id, table_id, lenders, pending, offers, polls, next_poll_at, answered_at, completed_at, " +
  "lead_due_at, lead_read_at";

/** That a file is whole; its parts came before. */
const MUTABLE_STORED_COLUMNS = "media_type, size, sha256, part_count, completed_at";

/** Which mortgage it renewed stays. */
const MUTABLE_MORTGAGE_COLUMNS =
  "external_mortgage_id, borrower_id, loan_amount, interest_rate, origination_date, maturity_date, status, " +
  "status_before_renewal, street, city, state, zip, country, property_type, latitude, longitude, version, updated_at, " +
  "updated_by";

const MUTABLE_TRADE_COLUMNS = "settled_count, exception_count, terminal_count, updated_at";

/**
 * What the app's role gets when it has none of its own, so that a statement or a transaction left open cannot hold a
 * loan or a connection for ever. They are the server's to keep, so they also hold behind a pooler; the owner, who
 * migrates and backs up, has none. An operator's ALTER ROLE … SET of the same setting stays.
 */
const APP_LIMITS = {
  lock_timeout: "15s",
  idle_in_transaction_session_timeout: "60s",
  statement_timeout: "5min",
};

/**
 * The locales of our databases, best first: text sorts by code point everywhere alike, and letters beyond ASCII are
 * letters (search). Where the system knows neither C.UTF-8 nor en_US.UTF-8, letters are what the server takes them for.
 */
const LOCALES = ["LOCALE 'C.UTF-8'", "LC_COLLATE 'C' LC_CTYPE 'en_US.UTF-8'", "LC_COLLATE 'C'"];

const UNKNOWN_LOCALE = "42809";

/**
 * Brings the control database to the newest schema, and makes the app's role. Safe to run at once in many processes.
 * @param options.adoptSecret the role's password becomes that of the present AUTH_SECRET
 * @throws SettingsError when the role's password was made from another AUTH_SECRET
 */
export async function migrateControl(
  deployment: Deployment,
  options: { adoptSecret?: boolean } = {},
): Promise<void> {
  await asOwner(deployment, undefined, async (client) => {
    await makeAppRole(client, deployment, options.adoptSecret ?? false);
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
        pipeline_delivery, pipeline_delivery_payload, funding_policy, funding_file, funding_credit_report, funding_run,
        funding_step_event, funding_card, funding_effect, funding_operator, integration_setting TO ${role};
      GRANT INSERT ON funding_call TO ${role};
      GRANT INSERT, UPDATE, DELETE ON funding_callback, funding_lender TO ${role};
      GRANT UPDATE (${MUTABLE_LOAN_COLUMNS}) ON pipeline_loan TO ${role};
      GRANT UPDATE (${MUTABLE_TRADE_COLUMNS}) ON pipeline_trade TO ${role};
      GRANT UPDATE (${MUTABLE_FILE_COLUMNS}) ON funding_file TO ${role};
      GRANT UPDATE (${MUTABLE_EFFECT_COLUMNS}) ON funding_effect TO ${role};
      GRANT INSERT ON funding_agreement TO ${role};
      GRANT UPDATE (${MUTABLE_AGREEMENT_COLUMNS}) ON funding_agreement TO ${role};
      GRANT INSERT ON funding_offer_request, funding_market_event TO ${role};
      GRANT UPDATE (${MUTABLE_OFFER_COLUMNS}) ON funding_offer_request TO ${role};
      GRANT INSERT, UPDATE ON funding_market_feed TO ${role};
      GRANT INSERT ON stored_file, stored_file_part, funding_document, funding_document_event, funding_document_rules
        TO ${role};
      GRANT UPDATE (${MUTABLE_STORED_COLUMNS}) ON stored_file TO ${role};
      GRANT DELETE ON stored_file, stored_object_to_delete TO ${role};
      GRANT DELETE ON pipeline_delivery_payload TO ${role};
      GRANT INSERT, DELETE ON borrower, mortgage TO ${role};
      GRANT UPDATE (${MUTABLE_MORTGAGE_COLUMNS}) ON mortgage TO ${role};
      GRANT UPDATE (name, email, phone) ON borrower TO ${role};
      GRANT INSERT, DELETE ON mortgage_ownership, mortgage_listing, mortgage_comparable, mortgage_payment,
        mortgage_document TO ${role};
      GRANT UPDATE (locked_at, locked_by, locked_for) ON mortgage_listing TO ${role};
      GRANT INSERT, UPDATE, DELETE ON mortgage_template TO ${role};
      GRANT INSERT ON mortgage_audit TO ${role};
      GRANT INSERT, UPDATE, DELETE ON desk_user_setting, desk_saved_view TO ${role};
      GRANT INSERT, UPDATE, DELETE ON integration_secret, integration_sandbox, integration_pace TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role};
      GRANT EXECUTE ON FUNCTION hold_loans_still(), change_tenant_calendar(text, text) TO ${role};`);
  });
}

/** Creates a database of ours when it is missing; nobody but the owner and the app's role may connect to it. */
export async function createDatabase(deployment: Deployment, database: string): Promise<void> {
  await asOwner(deployment, undefined, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount) return;
    const name = pg.escapeIdentifier(database);
    await createInLocale(client, name);
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${pg.escapeIdentifier(deployment.appRole)}`);
  });
}

async function createInLocale(client: pg.PoolClient, name: string): Promise<void> {
  for (const [i, locale] of LOCALES.entries()) {
    try {
      await client.query(
        `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc ${locale}`,
      );
      return;
    } catch (error) {
      if (sqlState(error) !== UNKNOWN_LOCALE || i === LOCALES.length - 1) throw error;
    }
  }
}

/**
 * The password is set when the role is made or when somebody asks for it, never by the way: another secret would lock
 * out an app that runs on the right one.
 */
async function makeAppRole(client: pg.PoolClient, deployment: Deployment, adopt: boolean): Promise<void> {
  const role = pg.escapeIdentifier(deployment.appRole);
  const password = pg.escapeLiteral(deployment.appPassword);
  const { rows } = await client.query<{ settings: string[] }>(
    "SELECT coalesce(rolconfig, '{}') AS settings FROM pg_roles WHERE rolname = $1",
    [deployment.appRole],
  );
  const [present] = rows;
  if (!present) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${password}`);
  else if (adopt) await client.query(`ALTER ROLE ${role} PASSWORD ${password}`);
  await client.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(deployment.name)} TO ${role}`);
  await refuseOtherSecret(deployment);
  for (const [name, value] of Object.entries(APP_LIMITS)) {
    if (present?.settings.some((setting) => setting.startsWith(`${name}=`))) continue;
    await client.query(`ALTER ROLE ${role} SET ${name} = ${pg.escapeLiteral(value)}`);
  }
}

/** Signs in as the app's role; a server that asks nobody for a password (`trust`) cannot tell one secret from another. */
async function refuseOtherSecret(deployment: Deployment): Promise<void> {
  const pool = openPool(deployment.appDirectUrl(), { max: 1, applicationName: "pssaas-migrate" });
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    if (sqlState(error) !== "28P01") throw error;
    throw new SettingsError(
      "AUTH_SECRET is not the one that this database was set up with; set that one, or make this one the secret of every app on this database with: npm run -s cli -- secret adopt.",
    );
  } finally {
    await pool.end();
  }
}

/** One owner connection under the migration lock of that database; the lock goes with the connection. */
async function asOwner(
  deployment: Deployment,
  database: string | undefined,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const pool = openPool(deployment.ownerUrl(database), {
    max: 1,
    applicationName: "pssaas-migrate",
    queueTimeout: OWNER_QUEUE_MS,
  });
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
