import type { PgColumn } from "drizzle-orm/pg-core";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm/sql";
import type { Database } from "../../db/connect.ts";
import { MOST_TIMES_THE_LONGEST } from "./wrong-clock.ts";

/**
 * The rule of `wrong-clock.ts` in statements. There the database's clock is asked as well: what is too far ahead of ours only because
 * ours has fallen behind was written by one that is right, and stands.
 */
function farthest(now: Date, longestMs: number): SQL {
  const most = (MOST_TIMES_THE_LONGEST * longestMs) / 1_000;
  return sql`greatest(${now.toISOString()}::timestamptz, now()) + make_interval(secs => ${most}::float8)`;
}

/** Whether a moment is still to come; null where there is none. @param longestMs how long such a thing lasts at most */
export function toCome(moment: SQLWrapper, now: Date, longestMs: number): SQL {
  return sql`(${moment} > ${now.toISOString()}::timestamptz and ${moment} <= ${farthest(now, longestMs)})`;
}

/** Whether a moment was written by a clock that was wrong; its index finds the few that were. */
export function tooFarAhead(moment: SQLWrapper, now: Date, longestMs: number): SQL {
  return sql`(${moment} > ${farthest(now, longestMs)})`;
}

/**
 * In how many milliseconds a moment comes, less than 0 when it has come; null where there is none. One that a wrong clock wrote comes
 * now: it may have been set right between the writing and the asking.
 */
export function msUntil(moment: SQLWrapper, now: Date, longestMs: number): SQL {
  return sql`(case when ${tooFarAhead(moment, now, longestMs)} then 0
    else extract(epoch from ${moment} - ${now.toISOString()}::timestamptz) * 1000 end)::float8`;
}

/**
 * Has rows that wait for a moment which a wrong clock showed wait no longer: to be called before what is due is looked for, so that
 * looking needs no other condition and keeps its index.
 * @param columns of one table
 * @param and which rows of it
 */
export async function setRight(
  db: Database,
  columns: [PgColumn, ...PgColumn[]],
  { now, longestMs, and = sql`true` }: { now: Date; longestMs: number; and?: SQL },
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const sets = columns.map(
    (column) =>
      sql`${sql.identifier(column.name)} = case when ${column} > ${at} then ${at} else ${column} end`,
  );
  const isAny = sql.join(
    columns.map((column) => tooFarAhead(column, now, longestMs)),
    sql` or `,
  );
  await db.execute(
    sql`update ${columns[0].table} set ${sql.join(sets, sql`, `)} where (${isAny}) and ${and}`,
  );
}
