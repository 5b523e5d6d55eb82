import { setTimeout as sleep } from "node:timers/promises";
import * as neon from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import pg from "pg";
import type { ConnectionBudget } from "./connection-budget.ts";

/** A Drizzle database over either driver: the same code runs on `pg` and on Neon's WebSocket driver. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface PoolOptions {
  /** Most connections that this pool may hold open. */
  max: number;
  /** How long a caller waits for a free connection before it is told to come back (ms). */
  queueTimeout?: number;
  idleTimeout?: number;
  applicationName?: string;
  /** Over TCP also where the app speaks through Neon's WebSocket proxy: its driver knows no COPY. */
  overTcp?: true;
  /** What all pools that share it may have open together. */
  budget?: ConnectionBudget;
}

const TOO_MANY_CONNECTIONS = "53300";
/** How long a server without a free connection is left alone (ms). */
const FULL_MS = 100;
/** A free connection is waited for this long (ms). */
const QUEUE_MS = 10_000;
/**
 * The owner's, longer: a process that starts loads the app meanwhile, and on a busy machine hears of nothing else for seconds. What has
 * arrived by then would count as too late.
 */
export const OWNER_QUEUE_MS = 30_000;

/** True for hosts that speak PostgreSQL over Neon's WebSocket proxy. */
export function isNeon(url: string): boolean {
  return new URL(url).hostname.endsWith(".neon.tech") || process.env.PSSAAS_DATABASE_DRIVER === "neon";
}

/**
 * Opens a bounded pool for a `postgres://` URL. Nothing connects until the first query.
 * An idle connection that the server drops is forgotten, not thrown (reliability.md E).
 */
export function openPool(url: string, options: PoolOptions): pg.Pool {
  const queueMs = options.queueTimeout ?? QUEUE_MS;
  const settings = {
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: queueMs,
    idleTimeoutMillis: options.idleTimeout ?? 30_000,
    application_name: options.applicationName ?? "pssaas",
    keepAlive: true,
  };
  // Neon's Pool is a build of pg's own: same class shape, another socket.
  const isProxied = isNeon(url) && !options.overTcp;
  const pool = isProxied ? (new neon.Pool(settings) as unknown as pg.Pool) : new pg.Pool(settings);
  pool.on("error", () => undefined);
  // A client that was cut reports it a second time after its pool has let go of it (seen with Neon's driver).
  pool.on("connect", (client) => client.on("error", () => undefined));
  // What is left of the time is for connecting itself.
  options.budget?.govern(pool, queueMs * 0.8);
  waitWhileFull(pool, queueMs);
  return pool;
}

/**
 * A server that has no connection left for a moment, since other processes of the app use it too, is asked again: what lies idle
 * with them closes soon.
 */
function waitWhileFull(pool: pg.Pool, queueMs: number): void {
  const connectOnce = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const connect = async () => {
    const deadline = performance.now() + queueMs;
    for (;;) {
      try {
        return await connectOnce();
      } catch (error) {
        if (sqlState(error) !== TOO_MANY_CONNECTIONS || performance.now() > deadline) throw error;
      }
      await sleep(FULL_MS * (0.5 + Math.random()));
    }
  };
  type Done = (error: Error | undefined, client: pg.PoolClient | undefined, release: () => void) => void;
  const connectFor = (done?: Done) => {
    if (!done) return connect();
    connect().then(
      (client) => done(undefined, client, client.release),
      (error) => done(error, undefined, () => undefined),
    );
  };
  pool.connect = connectFor as typeof pool.connect;
}

/** One connection of its own, not yet open, for what a pool cannot do: to stay and listen. */
export function openClient(url: string, applicationName: string): pg.Client {
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    application_name: applicationName,
    keepAlive: true,
  };
  return isNeon(url) ? (new neon.Client(settings) as unknown as pg.Client) : new pg.Client(settings);
}

/** Wraps a pool or one client for queries. Row types come from the schema's columns, not from a registry. */
export function databaseOver(connection: pg.Pool | pg.PoolClient | pg.Client): Database {
  return drizzle(connection as pg.Pool) as unknown as Database;
}

/** Runs one statement and returns its rows; the caller names their shape. Counts must be cast to int in the SQL. */
export async function rowsOf<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const result = (await db.execute(statement)) as unknown as { rows: Row[] };
  return result.rows;
}

/** The SQLSTATE of a failed statement, also where Drizzle wrapped it; null when the error is no database error. */
export function sqlState(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return null;
}

/** The database's own sentence rather than the statement around it, which may be long and hold values. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}

const CONNECTION_LOST = new RegExp(`^(08|57P0)|^${TOO_MANY_CONNECTIONS}$`);
const NETWORK_FAULTS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** True when the database could not be reached or hung up: worth a 503 and another try by the caller. */
export function isUnavailable(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string" && (CONNECTION_LOST.test(code) || NETWORK_FAULTS.has(code))) return true;
    if (
      /Connection terminated|timeout exceeded when trying to connect|Client has encountered/.test(e.message)
    )
      return true;
  }
  return false;
}

/** True when the server's disk is full: what was to be written was not, and can be once there is room. */
export function isDiskFull(error: unknown): boolean {
  return sqlState(error) === "53100";
}
