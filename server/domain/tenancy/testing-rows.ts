import type pg from "pg";

/** Listens to a pool or one client from here on: `most` is of how many rows the largest answer was. */
export function rowsAtOnce(pool: pg.Pool | pg.PoolClient): { most: number } {
  const seen = { most: 0 };
  const send = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  pool.query = (async (...args: unknown[]) => {
    const result = await send(...args);
    seen.most = Math.max(seen.most, result.rows.length);
    return result;
  }) as typeof pool.query;
  return seen;
}
