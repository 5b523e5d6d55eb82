import type pg from "pg";
import { type Database, databaseOver, openPool } from "../connect.ts";
import { deploymentFrom } from "../deployment.ts";

interface ControlConnection {
  url: string;
  pool: pg.Pool;
  db: Database;
}

const held = globalThis as { pssaasControl?: ControlConnection };

/**
 * The control database, as the app's role, for this process. Kept on `globalThis`, since Next.js evaluates modules
 * more than once and each evaluation must not open a pool of its own.
 */
export function controlDatabase(): Database {
  return controlConnection().db;
}

/** The same connection's pool, for transactions. */
export function controlPool(): pg.Pool {
  return controlConnection().pool;
}

function controlConnection(): ControlConnection {
  const url = deploymentFrom(process.env).appUrl();
  if (held.pssaasControl?.url !== url) {
    const pool = openPool(url, { max: 8 });
    held.pssaasControl = { url, pool, db: databaseOver(pool) };
  }
  return held.pssaasControl;
}

/** Closes the pool; the next call of `controlDatabase` opens a new one. */
export async function closeControlDatabase(): Promise<void> {
  const connection = held.pssaasControl;
  delete held.pssaasControl;
  await connection?.pool.end();
}
