import { createHash } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Deployment } from "../../../db/deployment.ts";
import { type BackupHeader, type BackupManifest, END, jsonFrame, writeFrames } from "./backup-file.ts";
import { withOwner } from "./owner.ts";
import type { TenantRow } from "./tenant-rows.ts";

/**
 * Writes every row of a tenant's database, as of one moment, to a file with counts and checksums (A14). The app goes on
 * meanwhile. The file appears under its name when it is complete.
 */
export async function backupTenant(
  deployment: Deployment,
  tenant: TenantRow,
  file: string,
  now: Date,
): Promise<BackupManifest> {
  const manifest: BackupManifest = { tables: [] };
  const making = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    await withOwner(deployment, tenant.databaseName, async (client) => {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      const schema = await schemaOf(client);
      const header: BackupHeader = {
        format: "pssaas-backup-2",
        tenant: tenant.slug,
        takenAt: now.toISOString(),
        schema,
        ...(await calendarOf(client)),
      };
      await writeFrames(making, frames(client, header, manifest));
    });
    renameSync(making, file);
  } finally {
    rmSync(making, { force: true });
  }
  return manifest;
}

async function* frames(
  client: pg.PoolClient,
  header: BackupHeader,
  manifest: BackupManifest,
): AsyncGenerator<Buffer> {
  yield jsonFrame(header);
  for (const { table, columns } of await tablesInOrder(client)) {
    yield jsonFrame({ table, columns });
    const hash = createHash("sha256");
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
    const rows = client.query(copyTo(`COPY ${pg.escapeIdentifier(table)} (${names}) TO STDOUT`));
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    yield END;
    manifest.tables.push({ name: table, rows: rows.rowCount ?? 0, sha256: hash.digest("hex") });
  }
  yield jsonFrame(manifest);
}

/** The newest migration that was applied, by its hash. */
export async function schemaOf(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ hash: string }>(
    "SELECT hash FROM drizzle.__drizzle_migrations ORDER BY created_at DESC, id DESC LIMIT 1",
  );
  return rows[0]?.hash ?? "";
}

/** How a tenant reckons days. */
export async function calendarOf(
  client: pg.PoolClient,
): Promise<{ timeZone: string; holidayCalendar: string | null }> {
  const { rows } = await client.query<{ timeZone: string; holidayCalendar: string | null }>(
    `SELECT time_zone AS "timeZone", holiday_calendar AS "holidayCalendar" FROM tenant_identity`,
  );
  const [row] = rows;
  if (!row) throw new Error("the tenant's database has no identity");
  return row;
}

interface Table {
  table: string;
  /** Without generated ones, which compute themselves. */
  columns: string[];
}

/** The tables, each after those that it refers to. */
export async function tablesInOrder(client: pg.PoolClient): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(`
    SELECT c.relname::text AS "table",
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      ARRAY(SELECT DISTINCT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND r.oid <> c.oid) AS needs
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`);
  const ordered: Table[] = [];
  const waiting = [...rows];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) =>
      needs.every((need) => ordered.some(({ table }) => table === need)),
    );
    const [row] = waiting.splice(Math.max(0, next), 1);
    if (!row || next < 0) throw new Error("tables refer to each other in a circle");
    ordered.push({ table: row.table, columns: row.columns });
  }
  return ordered;
}
