import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Deployment } from "../../../db/deployment.ts";
import { refuse } from "../errors.ts";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import { type AuditHead, logHead, sealHead } from "./audit-head.ts";
import { schemaOf } from "./backup-tenant.ts";
import { blocksOf, columnsOfLogs } from "./log-blocks.ts";
import { withOwner } from "./owner.ts";
import { inSnapshot } from "./snapshot.ts";
import type { TenantRow } from "./tenant-rows.ts";

/** How many numbers a block of the head spans: what is wrong is found to within so many, and a million rows are 100 hashes. */
const BLOCK_SIZE = 10_000;

/** As long as the app's own statements may take. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Takes the head of every append-only log of a tenant, while the product goes on writing (I18, A5).
 *
 * Numbers are given out in order but committed in any: a transaction may hold a number below one that can be seen already. So the
 * head ends at the highest number that can be seen, and is read only when everybody who was writing then has ended. Whoever begins
 * later gets a higher number, so nothing is ever added before the end of the head. Nobody is locked out for it.
 * @param now when, for whoever reads it
 * @throws DomainError UNAVAILABLE when somebody does not stop writing
 */
export async function takeHead(
  deployment: Deployment,
  tenant: Pick<TenantRow, "tenantId" | "slug" | "databaseName">,
  now: Date,
  { blockSize = BLOCK_SIZE, patienceMs = PATIENCE_MS } = {},
): Promise<AuditHead> {
  return withOwner(deployment, tenant.databaseName, async (client) => {
    // Of this connection, which is closed afterwards: nothing that the owner put before PostgreSQL's own is asked.
    await client.query("set search_path = pg_catalog");
    const lasts = await lastNumbers(client);
    await othersEnded(client, patienceMs);
    return inSnapshot(client, async () => {
      const columns = await columnsOfLogs(client);
      const logs = [];
      for (const [log, last] of lasts) {
        const theirs = columns.get(log) ?? [];
        const blocks = await blocksOf(client, { log, columns: theirs, last, blockSize });
        logs.push(logHead({ log, columns: theirs, last, blocks }));
      }
      return sealHead({
        format: "pssaas-head-1",
        tenant: { id: tenant.tenantId, slug: tenant.slug },
        takenAt: now.toISOString(),
        schema: await schemaOf(client),
        blockSize,
        logs,
      });
    });
  });
}

/** How far each log can be seen to have come, all as of one moment. */
async function lastNumbers(client: pg.PoolClient): Promise<Map<string, number>> {
  const each = Object.entries(APPEND_ONLY_LOGS).map(
    ([log, number]) =>
      `select ${pg.escapeLiteral(log)} as log, coalesce(max(${pg.escapeIdentifier(number)}), 0)::text as last from public.${pg.escapeIdentifier(log)}`,
  );
  const { rows } = await client.query<{ log: string; last: string }>(each.join(" union all "));
  return new Map(rows.map(({ log, last }) => [log, Number(last)]));
}

/** Waits until every transaction that is writing to a log now has ended, and not for those that begin meanwhile. */
async function othersEnded(client: pg.PoolClient, patienceMs: number): Promise<void> {
  const since = performance.now();
  let waitedFor = await writersOf(client);
  for (let ms = 10; waitedFor.size > 0; ms = Math.min(ms * 2, 500)) {
    if (performance.now() - since > patienceMs)
      refuse(
        "UNAVAILABLE",
        "A transaction that writes to the tenant's logs does not end, so nobody can say where they end; try again later.",
      );
    await pause(ms);
    waitedFor = waitedFor.intersection(await writersOf(client));
  }
}

/** The transactions that hold a log's lock for writing, which an insert takes before it takes a number, and keeps to the end. */
async function writersOf(client: pg.PoolClient): Promise<Set<string>> {
  const { rows } = await client.query<{ writer: string }>(
    `select distinct pid || ' ' || virtualtransaction as writer from pg_locks
     where locktype = 'relation' and mode = 'RowExclusiveLock' and granted
       and database = (select oid from pg_database where datname = current_database())
       and relation in (select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any($1))`,
    [Object.keys(APPEND_ONLY_LOGS)],
  );
  return new Set(rows.map(({ writer }) => writer));
}
