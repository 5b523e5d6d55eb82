import type pg from "pg";
import { migratedSchema } from "../../../db/tenant/migrated-schema.ts";
import { type AuditViolation, violationsOf } from "./audit-violation.ts";

export const SCHEMA_RULES = 1;

/**
 * Whether every constraint, index and NOT NULL that the migrations made is there, and every function as they wrote it (I20): the
 * guards, and those by which entries are hashed, which the other rules believe.
 */
export async function verifySchema(client: pg.ClientBase): Promise<AuditViolation[]> {
  const places = (await missingRules(client)).map((problem) => ({ problem }));
  return violationsOf(
    "I20",
    "Every constraint, index and NOT NULL that the migrations made is there, and every function as they wrote it.",
    places,
  );
}

/**
 * What the migrations made and is not there, a line each. A constraint or an index that was dropped and made anew under its name,
 * but weaker, is not told from it.
 */
export async function missingRules(client: pg.ClientBase): Promise<string[]> {
  const { rules, required, functions } = migratedSchema();
  const { rows } = await client.query<{ problem: string }>(
    `select "table" || ': ' || name || ' is gone' as problem
     from jsonb_to_recordset($1) as wanted("table" text, name text)
     where not exists (select from pg_constraint where conrelid = to_regclass("table") and conname = name)
       and not exists (select from pg_index join pg_class on oid = indexrelid where indrelid = to_regclass("table") and relname = name)
     union all select "table" || '.' || "column" || ' may be null'
     from jsonb_to_recordset($2) as wanted("table" text, "column" text)
     left join pg_attribute on attrelid = to_regclass("table") and attname = "column" where attnotnull is not true
     union all select 'function ' || name || ' is another than the migrations made'
     from jsonb_to_recordset($3) as wanted(name text, body text)
     where (select array_agg(prosrc) from pg_proc where pronamespace = 'public'::regnamespace and proname = name)
       is distinct from array[body]
     order by 1`,
    [JSON.stringify(rules), JSON.stringify(required), JSON.stringify(functions)],
  );
  return rows.map(({ problem }) => problem);
}
