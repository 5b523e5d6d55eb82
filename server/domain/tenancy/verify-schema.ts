import type pg from "pg";
import { calledByName, migratedCatalogue, readCatalogue } from "../../../db/tenant/catalogue.ts";
import { type AuditViolation, violationsOf } from "./audit-violation.ts";

export const SCHEMA_RULES = 1;

/** What the migrations made and is gone, or is another under the same name, and what has been put beside it. */
export interface ChangedPart {
  problem: string;
  /** Null for what the migrations did not make. */
  made: string | null;
  found: string | null;
}

/**
 * What changes what is written, or keeps it from being written. A further table, a column that may be empty or an index that
 * lets rows repeat does not.
 */
function hasASay(name: string, definition: string): boolean {
  if (/^\w+: index /.test(name)) return definition.startsWith("CREATE UNIQUE");
  if (/^\w+: /.test(name)) return true;
  return / (not null|identity|generated|default)\b/.test(definition);
}

/**
 * Whether every column, constraint, index, trigger and function that the migrations made is there as they made it (I20): the guards,
 * and those by which entries are hashed, which the other rules believe. Of what somebody added, just what has a say in what is written
 * is told, and what may be called instead of PostgreSQL's own where the other rules look.
 * @param client within one snapshot
 */
export async function verifySchema(client: pg.ClientBase): Promise<AuditViolation[]> {
  const rule = "Every column, constraint, index, trigger and function is there as the migrations made it.";
  return violationsOf("I20", rule, await changedParts(client));
}

/** The same, a part each, in the order of their names. */
export async function changedParts(client: pg.ClientBase): Promise<ChangedPart[]> {
  const { migrated, restored } = migratedCatalogue();
  const called = await calledByName(client);
  const there = await readCatalogue(client);
  const changed = Object.entries(migrated).flatMap(([name, made]) => {
    const found = there[name] ?? null;
    if (found === made || found === restored[name]) return [];
    return [{ problem: found === null ? `${name} is gone` : `${name} is another`, made, found }];
  });
  const ours = new Set(Object.keys(migrated).map((name) => name.split(/[.:]/)[0]));
  const added = Object.entries(there).flatMap(([name, found]) => {
    const isToTell = !(name in migrated) && ours.has(name.split(/[.:]/)[0]) && hasASay(name, found);
    return isToTell ? [{ problem: `${name} was added`, made: null, found }] : [];
  });
  const callable = called.flatMap((name) =>
    name in migrated ? [] : [{ problem: `${name} was added`, made: null, found: name }],
  );
  return [...changed, ...added, ...callable];
}
