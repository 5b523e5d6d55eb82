import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { authorise, type Context } from "../context.ts";
import { invalidInput } from "../parse.ts";
import { TimeZone } from "./input.ts";

/** Days are reckoned here and in the database, so both must know the zone by the same name. */
export async function requireKnownZone(db: Database, timeZone: string): Promise<void> {
  const found = await rowsOf(db, sql`SELECT 1 FROM pg_timezone_names WHERE name = ${timeZone}`);
  if (found.length > 0) return;
  const message =
    "is not known to the database by that name; write it as IANA does, for example America/Chicago";
  throw invalidInput([{ field: "timeZone", message }]);
}

/** The zones to choose from: places that this program and the database know by the same name. Administrators only. */
export async function listTimeZones(ctx: Context): Promise<string[]> {
  authorise(ctx, "tenant:administer");
  const rows = await rowsOf<{ name: string }>(
    ctx.db,
    sql`SELECT name FROM pg_timezone_names
      WHERE name ~ '^(UTC$|(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/)' ORDER BY name`,
  );
  return rows.map(({ name }) => name).filter((name) => TimeZone.safeParse(name).success);
}
