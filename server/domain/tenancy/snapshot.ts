import type pg from "pg";

/**
 * Reads as of one moment, however long that takes, while the product goes on writing.
 * @param work sends its statements through the client that it is given, and only reads
 */
export async function atOneMoment<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await inSnapshot(client, () => work(client));
  } finally {
    // The transaction only read; a client in the middle of a failed one is not given back.
    client.release(true);
  }
}

/** The same on a client that is there already. */
export async function inSnapshot<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query("begin isolation level repeatable read read only");
  // Reading a large tenant's every entry takes as long as it takes.
  await client.query("set local statement_timeout = 0");
  const result = await work();
  await client.query("commit");
  return result;
}
