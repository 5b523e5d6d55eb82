import type pg from "pg";
import { OWNER_QUEUE_MS, openPool } from "../../../db/connect.ts";
import type { Deployment } from "../../../db/deployment.ts";

/**
 * One connection as the databases' owner, for what the app's role may not do: making tenants, migrating, backup.
 * The connection is closed afterwards, and with it every lock it holds.
 * @param database one of ours; left out: the control database
 */
export async function withOwner<T>(
  deployment: Deployment,
  database: string | undefined,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const pool = openPool(deployment.ownerUrl(database), {
    max: 1,
    applicationName: "pssaas-admin",
    overTcp: true,
    queueTimeout: OWNER_QUEUE_MS,
  });
  try {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** Commits what `work` did, or nothing of it. */
export async function atomically<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
