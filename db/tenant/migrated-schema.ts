import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What the migrations of a tenant's database make, by the name that PostgreSQL gives it. */
export interface MigratedSchema {
  /** Constraints and indexes. */
  rules: { table: string; name: string }[];
  /** Columns that are never null. */
  required: { table: string; column: string }[];
  /** Each as the last migration that has it wrote it; PostgreSQL keeps the body to the letter. */
  functions: { name: string; body: string }[];
}

interface SnapshotTable {
  name: string;
  columns: Record<string, { name: string; notNull: boolean; primaryKey: boolean }>;
  indexes: object;
  foreignKeys: object;
  compositePrimaryKeys: object;
  uniqueConstraints: object;
  checkConstraints: object;
}

/** What only the text of a migration says; its triggers are in the list of guards. */
const BY_HAND = [{ table: "funding_step_event", name: "funding_step_lenders" }];

/** Longer names are cut by PostgreSQL. */
const LONGEST_NAME = 63;

const MIGRATIONS = path.resolve(import.meta.dirname, "migrations");
const FUNCTION = /^CREATE (?:OR REPLACE )?FUNCTION (\w+)\([\s\S]*? AS \$\$([\s\S]*?)\$\$/gm;

/** As the snapshot beside the newest migration has it, which is written with each of them, and functions as their text has them. */
export function migratedSchema(): MigratedSchema {
  const folder = path.join(MIGRATIONS, "meta");
  const newest =
    readdirSync(folder)
      .filter((name) => name.endsWith("_snapshot.json"))
      .sort()
      .at(-1) ?? "";
  const snapshot = JSON.parse(readFileSync(path.join(folder, newest), "utf8")) as {
    tables: Record<string, SnapshotTable>;
  };
  const tables = Object.values(snapshot.tables);
  const rules = tables.flatMap((table) =>
    namesOf(table).map((name) => ({ table: table.name, name: name.slice(0, LONGEST_NAME) })),
  );
  const required = tables.flatMap(({ name: table, columns }) =>
    Object.values(columns)
      .filter(({ notNull }) => notNull)
      .map(({ name: column }) => ({ table, column })),
  );
  return { rules: [...rules, ...BY_HAND], required, functions: functionsOf(MIGRATIONS) };
}

function functionsOf(folder: string): MigratedSchema["functions"] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const bodies = new Map<string, string>();
  for (const file of files.sort())
    for (const [, name = "", body = ""] of readFileSync(path.join(folder, file), "utf8").matchAll(FUNCTION))
      bodies.set(name, body);
  return [...bodies].map(([name, body]) => ({ name, body }));
}

function namesOf(table: SnapshotTable): string[] {
  const { indexes, foreignKeys, compositePrimaryKeys, uniqueConstraints, checkConstraints } = table;
  const kinds = [indexes, foreignKeys, compositePrimaryKeys, uniqueConstraints, checkConstraints];
  const hasKey = Object.values(table.columns).some(({ primaryKey }) => primaryKey);
  return [...kinds.flatMap(Object.keys), ...(hasKey ? [`${table.name}_pkey`] : [])];
}
