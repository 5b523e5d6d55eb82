import type pg from "pg";
import { migratedCatalogue, readCatalogue } from "../../../db/tenant/catalogue.ts";
import { type AuditViolation, violationsOf } from "./audit-violation.ts";

export const SCHEMA_RULES = 1;

/** What the migrations made and is gone, or is another under the same name. */
export interface ChangedPart {
  problem: string;
  made: string;
  found: string | null;
}

/**
 * Whether every column, constraint, index, trigger and function that the migrations made is there as they made it (I20): the guards,
 * and those by which entries are hashed, which the other rules believe. What somebody added beside them is not looked at.
 * @param client within one snapshot
 */
export async function verifySchema(client: pg.ClientBase): Promise<AuditViolation[]> {
  const rule = "Every column, constraint, index, trigger and function is there as the migrations made it.";
  return violationsOf("I20", rule, await changedParts(client));
}

/** The same, a part each, in the order of their names. */
export async function changedParts(client: pg.ClientBase): Promise<ChangedPart[]> {
  const { migrated, restored } = migratedCatalogue();
  const there = await readCatalogue(client);
  return Object.entries(migrated).flatMap(([name, made]) => {
    const found = there[name] ?? null;
    if (found === made || found === restored[name]) return [];
    return [{ problem: found === null ? `${name} is gone` : `${name} is another`, made, found }];
  });
}
