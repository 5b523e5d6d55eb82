import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { tooFarAhead } from "../../domain/wrong-clock-rows.ts";

/**
 * GoHighLevel takes 100 calls in 10 seconds for each location. A tenant has one location, and its database keeps the count, so
 * all processes of all machines hold to it together. Of a location's calls 80 are spread over the 10 seconds and 20 may come
 * at once, so that no window of 10 seconds sees more than 100. What it does not know are calls of other programs with the same
 * location, and two tenants with one: there the service's own answers (429, and how many calls are left) slow all of them.
 */
export interface Pace {
  /** Waits for its turn. @throws when the caller gives up */
  turn(signal: AbortSignal): Promise<void>;
  /** Nobody calls for so long. */
  rest(ms: number): Promise<void>;
}

/** Nothing has been asked yet, and it would take too long until it may be. */
export class TooBusy extends Error {}

/** Within the patience of whoever sends an effect. */
const MOST_WAIT_MS = 10_000;
/** A longer pause, as of a used-up day, is tried out in between. */
const LONGEST_REST_MS = 15 * 60_000;
const STEP_MS = 125;
const AT_ONCE = 20;

export function paceOf(db: Database, now: () => Date, system = "gohighlevel"): Pace {
  return {
    async turn(signal) {
      const at = now();
      const earliest = new Date(at.getTime() - STEP_MS * AT_ONCE).toISOString();
      const step = `${STEP_MS} milliseconds`;
      const [row] = await rowsOf<{ until: string }>(
        db,
        sql`insert into integration_pace (system, taken_until) values (${system}, ${earliest}::timestamptz + ${step}::interval)
          on conflict (system) do update
          set taken_until = greatest(case when not ${tooFarAhead(sql`integration_pace.taken_until`, at, LONGEST_REST_MS)}
            then integration_pace.taken_until end, ${earliest}::timestamptz) + ${step}::interval
          returning taken_until as until`,
      );
      const wait = row ? new Date(row.until).getTime() - at.getTime() : 0;
      if (wait > MOST_WAIT_MS) throw new TooBusy();
      if (wait > 0) await sleep(wait, undefined, { signal });
    },
    async rest(ms) {
      const until = new Date(now().getTime() + Math.min(ms, LONGEST_REST_MS)).toISOString();
      await db.execute(
        sql`insert into integration_pace (system, taken_until) values (${system}, ${until})
          on conflict (system) do update set taken_until = greatest(integration_pace.taken_until, excluded.taken_until)`,
      );
    },
  };
}
