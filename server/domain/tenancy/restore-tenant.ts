import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Deployment } from "../../../db/deployment.ts";
import { refuse } from "../errors.ts";
import {
  type BackupHeader,
  type BackupManifest,
  readFrames,
  refuseFile,
  type TableHeading,
} from "./backup-file.ts";
import { calendarOf, schemaOf, tablesInOrder } from "./backup-tenant.ts";
import { atomically, withOwner } from "./owner.ts";
import type { TenantRow } from "./tenant-rows.ts";

/**
 * What waited when the backup was made may have gone out since, so a person decides about it (F3.10). A stage in the CRM is
 * shown anew with the file's next change.
 */
const HOLD_OUTBOX = `UPDATE funding_effect SET state = CASE effect WHEN 'crm_stage' THEN 'withdrawn' ELSE 'unclear' END,
   attempts = greatest(attempts, 1), next_attempt_at = NULL,
  lease = NULL, leased_until = NULL, last_error = 'Came back from a backup: it may have gone out since.'
  WHERE state IN ('queued', 'sending')`;

/** A copy of a tenant writes to nobody until somebody switches it live (F7.4). */
const COPY_TO_SANDBOX = `INSERT INTO integration_setting (system, version, mode, config, changed, created_at, created_by)
  SELECT system, version + 1, 'sandbox', config, '["mode"]', now(), 'system/restore'
  FROM (SELECT DISTINCT ON (system) * FROM integration_setting ORDER BY system, version DESC) newest WHERE mode = 'live'`;

/**
 * Fills a tenant that has no trades yet from a backup, all or nothing (A14). The whole file is checked first. Loans,
 * history and hash chains come back as they were; the tenant keeps its own identity. Of another tenant's backup, every
 * integration comes up in the sandbox.
 * @throws DomainError PAYLOAD_VALIDATION for a file that is damaged, CONFLICT when it does not fit this tenant
 */
export async function restoreTenant(
  deployment: Deployment,
  tenant: TenantRow,
  file: string,
): Promise<BackupManifest> {
  const { header, manifest } = await checkFile(file);
  await withOwner(deployment, tenant.databaseName, (client) =>
    atomically(client, async () => {
      await requireFit(client, header);
      await requireEmpty(client, tenant);
      const tables = (await tablesInOrder(client)).map(({ table }) => table);
      await switchTriggers(client, tables, "DISABLE");
      // From here on nobody else writes; what was taken in while we waited for that stays.
      await requireEmpty(client, tenant);
      for (const table of tables.toReversed())
        await client.query(`DELETE FROM ${pg.escapeIdentifier(table)}`);
      await copyTables(client, file);
      // Before anything is appended: what is new comes behind what came back (I18).
      await advanceSequences(client);
      const { rowCount: isOwn } = await client.query("SELECT FROM tenant_identity WHERE tenant_id = $1", [
        tenant.tenantId,
      ]);
      if (!isOwn) await client.query(COPY_TO_SANDBOX);
      await client.query("UPDATE tenant_identity SET tenant_id = $1, slug = $2", [
        tenant.tenantId,
        tenant.slug,
      ]);
      await client.query(HOLD_OUTBOX);
      await switchTriggers(client, tables, "ENABLE");
    }),
  );
  return manifest;
}

/** Reads the file to its end and compares every checksum, before anything is touched. */
async function checkFile(file: string): Promise<{ header: BackupHeader; manifest: BackupManifest }> {
  let header: BackupHeader | null = null;
  let last: unknown = null;
  const found: string[] = [];
  const hash = { of: createHash("sha256"), table: null as string | null };
  for await (const frame of readFrames(file)) {
    if (hash.table !== null && frame.length > 0) hash.of.update(frame);
    else if (hash.table !== null) {
      found.push(`${hash.table} ${hash.of.digest("hex")}`);
      hash.table = null;
    } else {
      last = parseFrame(file, frame);
      header ??= last as BackupHeader;
      if (isHeading(last)) Object.assign(hash, { of: createHash("sha256"), table: last.table });
    }
  }
  const manifest = last as BackupManifest | null;
  if (header?.format !== "pssaas-backup-2" || !Array.isArray(manifest?.tables)) return refuseFile(file);
  const promised = manifest.tables.map(({ name, sha256 }) => `${name} ${sha256}`);
  if (promised.join() !== found.join()) refuseFile(file, "does not match its own checksums");
  return { header, manifest };
}

function isHeading(value: unknown): value is TableHeading {
  return typeof value === "object" && value !== null && "columns" in value;
}

function parseFrame(file: string, frame: Buffer): unknown {
  try {
    return JSON.parse(frame.toString("utf8"));
  } catch {
    return refuseFile(file);
  }
}

async function requireFit(client: pg.PoolClient, header: BackupHeader): Promise<void> {
  if ((await schemaOf(client)) !== header.schema) {
    refuse("CONFLICT", "The backup was made by another release; restore it with that release, then migrate.");
  }
  const own = await calendarOf(client);
  if (own.timeZone !== header.timeZone || own.holidayCalendar !== header.holidayCalendar) {
    refuse(
      "CONFLICT",
      `The backup's days are of ${calendarText(header)}, the tenant's of ${calendarText(own)}; restore into a new tenant made with \`tenant create ${calendarOptions(header)}\`.`,
    );
  }
}

async function requireEmpty(client: pg.PoolClient, tenant: TenantRow): Promise<void> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM pipeline_trade UNION ALL SELECT 1 FROM pipeline_delivery UNION ALL SELECT 1 FROM funding_file UNION ALL SELECT 1 FROM mortgage_audit WHERE action <> 'refused' LIMIT 1",
  );
  if (rowCount)
    refuse(
      "CONFLICT",
      `The tenant '${tenant.slug}' has trades, deliveries, funding files or mortgages; restore into a new tenant.`,
    );
}

type Calendar = Pick<BackupHeader, "timeZone" | "holidayCalendar">;

function calendarText({ timeZone, holidayCalendar }: Calendar): string {
  return `${timeZone} with ${holidayCalendar ? `${holidayCalendar} holidays` : "no holidays"}`;
}

function calendarOptions({ timeZone, holidayCalendar }: Calendar): string {
  return `--timezone ${timeZone}${holidayCalendar ? ` --holidays ${holidayCalendar}` : ""}`;
}

/** Ours only: append-only guards and the rollup, which comes from the file. The keys between tables stay checked. */
async function switchTriggers(
  client: pg.PoolClient,
  tables: string[],
  how: "DISABLE" | "ENABLE",
): Promise<void> {
  for (const table of tables)
    await client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} ${how} TRIGGER USER`);
}

async function copyTables(client: pg.PoolClient, file: string): Promise<void> {
  const frames = readFrames(file);
  for await (const frame of frames) {
    const content = parseFrame(file, frame);
    if (!isHeading(content)) continue;
    const names = content.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
    const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(content.table)} (${names}) FROM STDIN`));
    await pipeline(rowsOf(frames), into);
  }
}

/** The frames of one table, taken from all of the file. */
async function* rowsOf(frames: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await frames.next(); !next.done && next.value.length > 0; next = await frames.next())
    yield next.value;
}

/** New records count on from the highest that came back. */
async function advanceSequences(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT table_name::text AS "table", column_name::text AS "column" FROM information_schema.columns
     WHERE table_schema = 'public' AND is_identity = 'YES'`,
  );
  for (const { table, column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), max(${pg.escapeIdentifier(column)}))
       FROM ${pg.escapeIdentifier(table)} HAVING max(${pg.escapeIdentifier(column)}) IS NOT NULL`,
      [pg.escapeIdentifier(table), column],
    );
  }
  // A deleted mortgage stays in the log under its number, which no other one gets.
  await client.query(
    `SELECT setval(pg_get_serial_sequence('mortgage', 'mortgage_id'), max(mortgage_id))
     FROM (SELECT mortgage_id FROM mortgage UNION ALL SELECT mortgage_id FROM mortgage_audit WHERE action <> 'refused') AS known
     HAVING max(mortgage_id) IS NOT NULL`,
  );
}
