import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { ROOT } from "../cli/build.ts";
import { deploymentFrom } from "../db/deployment.ts";
import { createDatabase } from "../db/migrate.ts";
import { withOwner } from "../server/domain/tenancy/owner.ts";

const MIGRATIONS = path.join(ROOT, "db/tenant/migrations");
const JOURNAL = "meta/_journal.json";
/** Before it, rows of today would not be ones of that time. */
export const OLDEST = 21;

interface Journal {
  entries: { idx: number }[];
}

/** The number of the newest migration of a tenant's schema. */
export function newestMigration(): number {
  return Math.max(...journalIn(MIGRATIONS).entries.map(({ idx }) => idx));
}

function journalIn(folder: string): Journal {
  return JSON.parse(readFileSync(path.join(folder, JOURNAL), "utf8"));
}

/**
 * A database as a release left it whose migrations ended with that one; tenants are copied from it.
 * @param last the number of its newest migration
 * @param like whose rows it holds
 * @returns its name
 */
export async function olderDatabase(last: number, like: string): Promise<string> {
  const deployment = deploymentFrom(process.env);
  const name = `${deployment.name}_older_${last}`;
  await createDatabase(deployment, name);
  const folder = migrationsUpTo(last);
  try {
    await withOwner(deployment, name, async (to) => {
      await migrate(drizzle(to), { migrationsFolder: folder });
      await withOwner(deployment, like, (from) => copyRows(from, to));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return name;
}

function migrationsUpTo(last: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pssaas-older-"));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const journal = journalIn(folder);
  const entries = journal.entries.filter(({ idx }) => idx <= last);
  writeFileSync(path.join(folder, JOURNAL), JSON.stringify({ ...journal, entries }));
  return folder;
}

/**
 * Takes over every row as far as the older schema has a place for it. Neither triggers nor foreign keys look, so that the order
 * does not matter.
 */
async function copyRows(from: pg.PoolClient, to: pg.PoolClient): Promise<void> {
  await to.query("set session_replication_role = replica");
  const { rows: tables } = await to.query<{ name: string; columns: string }>(
    `select quote_ident(table_name) as name, string_agg(quote_ident(column_name), ', ') as columns
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER' group by 1`,
  );
  for (const { name, columns } of tables) {
    // What a migration has put there is among the rows.
    await to.query(`delete from ${name}`);
    const { rows } = await from.query<{ all: string }>(
      `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as all from ${name} t`,
    );
    await to.query(
      `insert into ${name} (${columns}) overriding system value
       select ${columns} from jsonb_populate_recordset(null::${name}, $1)`,
      [rows[0]?.all],
    );
  }
  // The releases before did not keep it, and it is filled in by whoever migrates.
  await to.query("update funding_file set next_steps = null, step_since = null");
}

/** A tenant of that release: its database is a copy. */
export async function olderTenant(
  older: string,
  slug: string,
): Promise<{ tenantId: string; databaseName: string }> {
  const deployment = deploymentFrom(process.env);
  const tenantId = randomUUID();
  const databaseName = `${deployment.name}_t_${slug.replaceAll("-", "_")}`;
  const quoted = pg.escapeIdentifier(databaseName);
  await withOwner(deployment, undefined, async (client) => {
    await client.query(`create database ${quoted} template ${pg.escapeIdentifier(older)} strategy wal_log`);
    await client.query(`revoke connect, temporary on database ${quoted} from public`);
    await client.query(`grant connect on database ${quoted} to ${pg.escapeIdentifier(deployment.appRole)}`);
    await withOwner(deployment, databaseName, (own) =>
      own.query("update tenant_identity set tenant_id = $1, slug = $2", [tenantId, slug]),
    );
    await client.query(
      `insert into tenant (tenant_id, slug, name, database_name, is_ready, created_at) values ($1, $2, $2, $3, true, now())`,
      [tenantId, slug, databaseName],
    );
  });
  return { tenantId, databaseName };
}

/** Everything that a schema is made of, in a hash: two that are equal were made alike, or come to the same. */
const SCHEMA = `select md5(string_agg(part, E'\\n' order by part)) as schema from (
    select concat_ws(' ', table_name, column_name, data_type, is_nullable, is_identity, column_default) as part
      from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger t where not tgisinternal
    union all select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
  ) parts`;

/** What there was before, which no migration changes. */
const CONTENT = `select md5(concat_ws(' ',
    (select string_agg(history_hash::text, ' ' order by pipeline_loan_id) from pipeline_loan),
    (select string_agg(concat_ws(' ', file_id, name, email, version), ' ' order by file_id) from funding_file),
    (select count(*) from funding_run), (select count(*) from funding_effect), (select count(*) from mortgage))) as content`;

export interface Version {
  /** When its newest migration was made. */
  newest: number;
  schema: string;
  content: string;
}

export async function versionOf(databaseName: string): Promise<Version> {
  return withOwner(deploymentFrom(process.env), databaseName, async (client) => {
    const one = async <Row extends object>(query: string) => (await client.query<Row>(query)).rows[0] as Row;
    const { newest } = await one<{ newest: string }>(
      "select max(created_at)::text as newest from drizzle.__drizzle_migrations",
    );
    const { schema } = await one<{ schema: string }>(SCHEMA);
    const { content } = await one<{ content: string }>(CONTENT);
    return { newest: Number(newest), schema, content };
  });
}
