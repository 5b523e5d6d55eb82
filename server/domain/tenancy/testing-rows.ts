import type pg from "pg";

/** Listens to a pool until the test file ends: `most` is of how many rows the largest answer was. */
export function rowsAtOnce(pool: pg.Pool): { most: number } {
  const seen = { most: 0 };
  const send = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  pool.query = (async (...args: unknown[]) => {
    const result = await send(...args);
    seen.most = Math.max(seen.most, result.rows.length);
    return result;
  }) as typeof pool.query;
  return seen;
}
