import type pg from "pg";
import { openPool } from "../connect.ts";
import { ConnectionBudget } from "../connection-budget.ts";
import { deploymentFrom } from "../deployment.ts";

/** A tenant's database as the app's role. */
export interface TenantConnection {
  pool: pg.Pool;
  timeZone: string;
  holidayCalendar: string | null;
}

interface Entry {
  connection: Promise<TenantConnection>;
  pool: pg.Pool;
  /** The version of the tenant's settings when its identity was read. */
  settingsVersion: number;
}

/**
 * How many tenants keep a pool, and how many connections one of them may have at most. All together have no more than the
 * deployment says (`mostConnections`), whoever is at work. Beside them a process opens 8 to the control database, and one for each
 * tenant who looks on live. An idle connection closes after ten seconds, so that only as many are open as tenants are busy.
 */
const MOST_POOLS = 24;
const CONNECTIONS_PER_TENANT = 6;

/** Somebody at work asks more often than that; a tenant that is only looked at does not. */
const IDLE_MS = 10_000;

/** Between two statements of one piece of work there is less. */
const LET_GO_IDLE_MS = 500;

const held = globalThis as {
  pssaasTenants?: Map<string, Entry>;
  pssaasTenantsLetGo?: Set<WeakRef<pg.Pool>>;
  pssaasTenantBudget?: ConnectionBudget;
};

/**
 * Opens (or reuses) the pool for a tenant's database and checks on first use that the database says it is this
 * tenant's. The least recently used pools are closed beyond a bound.
 * @param settingsVersion as the tenant's row says it now; a newer one than before has the identity read again, so that
 *   a changed time zone counts from the next request on, in every process
 * @throws Error when the database's `tenant_identity` names another tenant
 */
export function openTenant(
  tenantId: string,
  databaseName: string,
  settingsVersion = 1,
): Promise<TenantConnection> {
  held.pssaasTenants ??= new Map();
  const pools = held.pssaasTenants;
  const url = deploymentFrom(process.env).appUrl(databaseName);
  const key = `${tenantId} ${url}`;
  const entry = pools.get(key) ?? newEntry(key, url, tenantId, settingsVersion);
  if (settingsVersion > entry.settingsVersion) {
    Object.assign(entry, { settingsVersion, connection: identified(key, entry.pool, tenantId) });
  }
  // Taken out and put back: a Map keeps insertion order, so the first key is the one unused for longest.
  pools.delete(key);
  pools.set(key, entry);
  for (const [oldest, { pool }] of pools) {
    if (pools.size <= MOST_POOLS) break;
    pools.delete(oldest);
    letGo(pool);
  }
  return entry.connection;
}

/**
 * A pool beyond the bound is not ended: a look at an outbox, or a download, may use it for as long as it lasts. What is idle in
 * it closes at once, and the rest soon after it becomes so: with hundreds of tenants looked at in turns, half a minute each
 * would be more than the server has.
 */
function letGo(pool: pg.Pool): void {
  held.pssaasTenantsLetGo ??= new Set();
  const rest = held.pssaasTenantsLetGo;
  for (const one of rest) if (one.deref() === undefined) rest.delete(one);
  rest.add(new WeakRef(pool));
  Object.assign(pool.options, { idleTimeoutMillis: LET_GO_IDLE_MS });
  for (let idle = pool.idleCount; idle > 0; idle -= 1)
    pool.connect().then(
      (client) => client.release(true),
      () => undefined,
    );
}

function newEntry(key: string, url: string, tenantId: string, settingsVersion: number): Entry {
  held.pssaasTenantBudget ??= new ConnectionBudget(deploymentFrom(process.env).mostConnections);
  const budget = held.pssaasTenantBudget;
  const pool = openPool(url, { max: CONNECTIONS_PER_TENANT, idleTimeout: IDLE_MS, budget });
  return { connection: identified(key, pool, tenantId), pool, settingsVersion };
}

/** A connection whose database cannot be asked, or is another tenant's, is let go of. */
function identified(key: string, pool: pg.Pool, tenantId: string): Promise<TenantConnection> {
  const connection = readIdentity(pool, tenantId).then((identity) => ({ pool, ...identity }));
  connection.catch(() => {
    if (held.pssaasTenants?.get(key)?.pool !== pool) return;
    held.pssaasTenants.delete(key);
    void pool.end();
  });
  return connection;
}

/**
 * What a tenant's database says of itself.
 * @throws Error when that is another tenant
 */
export async function readIdentity(
  connection: Pick<pg.Pool, "query"> | Pick<pg.Client, "query">,
  tenantId: string,
): Promise<Omit<TenantConnection, "pool">> {
  const { rows } = await connection.query<{
    tenant_id: string;
    time_zone: string;
    holiday_calendar: string | null;
  }>("SELECT tenant_id, time_zone, holiday_calendar FROM tenant_identity");
  const [row] = rows;
  if (row?.tenant_id !== tenantId) {
    throw new Error(
      `database identity mismatch: asked for tenant ${tenantId}, the database says ${row?.tenant_id ?? "nobody"}`,
    );
  }
  return { timeZone: row.time_zone, holidayCalendar: row.holiday_calendar };
}

/** Closes every tenant's pool, for shutdown and tests. */
export async function closeTenants(): Promise<void> {
  const kept = [...(held.pssaasTenants?.values() ?? [])].map(({ pool }) => pool);
  const rest = [...(held.pssaasTenantsLetGo ?? [])].flatMap((one) => one.deref() ?? []);
  const pools = [...kept, ...rest];
  held.pssaasTenants?.clear();
  held.pssaasTenantsLetGo?.clear();
  await Promise.all(pools.map((pool) => pool.end()));
}
