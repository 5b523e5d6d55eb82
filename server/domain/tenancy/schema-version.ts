import { readFileSync } from "node:fs";
import path from "node:path";
import { sqlState } from "../../../db/connect.ts";
import { type Deployment, SettingsError } from "../../../db/deployment.ts";
import { withOwner } from "./owner.ts";

/**
 * Refuses a database that a newer release has migrated: this release would not know what it writes to.
 * @param database a tenant's; left out: the control database
 * @throws SettingsError
 */
export async function refuseNewerSchema(deployment: Deployment, database?: string): Promise<void> {
  const newestOfOurs = newestMigration(database === undefined ? "control" : "tenant");
  const applied = await withOwner(deployment, database, async (client) => {
    try {
      const { rows } = await client.query<{ newest: string | null }>(
        "SELECT max(created_at)::text AS newest FROM drizzle.__drizzle_migrations",
      );
      return Number(rows[0]?.newest ?? 0);
    } catch (error) {
      // No such schema or table: nothing was ever migrated here.
      if (["3F000", "42P01"].includes(sqlState(error) ?? "")) return 0;
      throw error;
    }
  });
  if (applied <= newestOfOurs) return;
  throw new SettingsError(
    `The database ${database ?? deployment.name} was made by a newer release of PSSaaS; start that release, or restore a backup made with this one.`,
  );
}

function newestMigration(kind: "control" | "tenant"): number {
  const journal = path.resolve(import.meta.dirname, `../../../db/${kind}/migrations/meta/_journal.json`);
  const { entries } = JSON.parse(readFileSync(journal, "utf8")) as { entries: { when: number }[] };
  return Math.max(...entries.map((entry) => entry.when));
}
