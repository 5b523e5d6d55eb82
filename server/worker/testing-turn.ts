import type pg from "pg";
import { controlPool } from "../../db/control/client.ts";

/** Any number. */
const TURN = 7_710_207;

/**
 * All test files share one control database, and a worker takes every tenant that is due by its clock: files with workers go
 * one after the other.
 * @returns ends the turn
 */
export async function takeTurn(): Promise<() => void> {
  const client: pg.PoolClient = await controlPool().connect();
  await client.query("set statement_timeout = 0");
  await client.query("set lock_timeout = 0");
  await client.query("select pg_advisory_lock($1)", [TURN]);
  // With its connection the lock is gone.
  return () => client.release(true);
}
