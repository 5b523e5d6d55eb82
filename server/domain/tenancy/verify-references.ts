import pg from "pg";
import { type AuditViolation, MOST_EXAMPLES, violationsOf } from "./audit-violation.ts";

export const REFERENCE_RULES = 1;

interface Reference {
  name: string;
  from: string;
  to: string;
  /** Of the row that refers, and of the one that is referred to, in the same order. */
  columns: [own: string, other: string][];
}

/** Every foreign key that is there; that none is missing is looked at by `verify-schema.ts`. */
const REFERENCES = `select conname as name, conrelid::regclass::text as "from", confrelid::regclass::text as "to",
    (select jsonb_agg(jsonb_build_array(own.attname, other.attname) order by at)
     from unnest(conkey, confkey) with ordinality as keys(k, f, at)
     join pg_attribute own on own.attrelid = conrelid and own.attnum = k
     join pg_attribute other on other.attrelid = confrelid and other.attnum = f) as columns
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 2, 1`;

/**
 * Whether every row that refers to another finds it (I13). The database sees to it for everybody but who has its triggers out of the
 * way: then a file, a borrower or a mortgage can be taken from under what belongs to it.
 * @param client within one snapshot
 */
export async function verifyReferences(client: pg.ClientBase): Promise<AuditViolation[]> {
  const { rows } = await client.query<Reference>(REFERENCES);
  const places: object[] = [];
  let count = 0;
  for (const reference of rows) {
    const { rows: found } = await client.query<{ total: number; first: string[] }>(orphansOf(reference));
    for (const { total, first } of found) {
      count += total;
      places.push(...first.map((row) => ({ table: reference.from, key: reference.name, row })));
    }
  }
  return violationsOf("I13", "What a row refers to is there.", places, count);
}

/** How many rows refer to nothing, and the keys of the first; one of which a column is null does not refer. */
function orphansOf({ from, to, columns }: Reference): string {
  const names = columns.map(([own, other]) => [pg.escapeIdentifier(own), pg.escapeIdentifier(other)]);
  const refers = names.map(([own]) => `c.${own} is not null`).join(" and ");
  const isIt = names.map(([own, other]) => `p.${other} = c.${own}`).join(" and ");
  const row = names.map(([own]) => `c.${own}`).join(", ");
  return `with orphan as materialized (select concat_ws(', ', ${row}) as row from ${from} c
      where ${refers} and not exists (select from ${to} p where ${isIt}))
    select (select count(*)::int from orphan) as total, array(select row from orphan limit ${MOST_EXAMPLES}) as first`;
}
