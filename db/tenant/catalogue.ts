import { readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";

/**
 * Columns, constraints, indexes, triggers and functions of a tenant's database, and whatever else has a say in what is kept: the name of
 * each, and how PostgreSQL words it.
 */
export type Catalogue = Record<string, string>;

const MIGRATED = path.resolve(import.meta.dirname, "migrations/catalogue.json");

/** What the migrations make; `verify-schema.test.ts` holds it against a database that has just been migrated, and renews it. */
export interface MigratedCatalogue {
  migrated: Catalogue;
  /** What PostgreSQL words otherwise once it has come out of a dump. */
  restored: Catalogue;
}

export function migratedCatalogue(): MigratedCatalogue {
  return JSON.parse(readFileSync(MIGRATED, "utf8")) as MigratedCatalogue;
}

/** What lies there is named without its schema and everything else with it, whoever reads. Trigrams may lie anywhere. */
const PLACES = `select set_config('search_path', concat_ws(', ', 'public', (select quote_ident(nspname)
  from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm')), true)`;

/** Of functions the head in words and the body as its SHA-256; two of one name are one entry. */
const CATALOGUE = `with tables as (
    select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')),
  things(name, definition) as (
    select relname || '.' || attname, concat_ws(' ', format_type(atttypid, atttypmod), case when attnotnull then 'not null' end,
      'identity ' || nullif(attidentity::text, ''), 'generated ' || nullif(attgenerated::text, ''), 'default ' || pg_get_expr(adbin, adrelid))
    from tables t join pg_attribute on attrelid = t.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped
    union all select t.relname || ': constraint ' || conname, pg_get_constraintdef(c.oid)
    from tables t join pg_constraint c on conrelid = t.oid where contype in ('c', 'f', 'p', 'u', 'x')
    union all select t.relname || ': index ' || c.relname, pg_get_indexdef(c.oid)
    from tables t join pg_index on indrelid = t.oid join pg_class c on c.oid = indexrelid
    union all select t.relname || ': trigger ' || tgname, pg_get_triggerdef(g.oid)
    from tables t join pg_trigger g on tgrelid = t.oid where not tgisinternal
    union all select t.relname || ': rule ' || rulename, pg_get_ruledef(r.oid) from tables t join pg_rewrite r on ev_class = t.oid
    union all select c.relname || ': row security', 'on' from tables join pg_class c using (oid) where c.relrowsecurity
    union all select c.relname || ': no log of its own', 'unlogged' from tables join pg_class c using (oid) where c.relpersistence <> 'p'
    union all select 'function ' || proname, string_agg(
      replace(pg_get_functiondef(oid), prosrc, encode(sha256(convert_to(prosrc, 'UTF8')), 'hex')), '' order by oid)
    from pg_proc where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
      and prolang <> (select oid from pg_language where lanname = 'c')
    group by proname)
  select name, definition from things order by name collate "C"`;

/**
 * Looked for where nothing but PostgreSQL's own is found, so that none of them hides itself, in every schema of `PLACES`. Only what
 * is in C is believed to be an extension's: of anything else an owner can say so.
 */
const CALLED = `select distinct kind || ' ' || name as part from (
    select case prokind when 'a' then 'aggregate' when 'w' then 'window function' else 'function' end as kind,
      proname::text as name, oid, pronamespace as place, prolang as language from pg_proc
    union all select 'operator', oprname::text, o.oid, oprnamespace, prolang
    from pg_operator o left join pg_proc f on f.oid = oprcode) as made
  where place in (select 'public'::regnamespace union select extnamespace from pg_extension where extname = 'pg_trgm')
    and place <> 'pg_catalog'::regnamespace
    and not (language is not distinct from (select oid from pg_language where lanname = 'c')
      and exists (select from pg_depend where objid = made.oid and deptype = 'e'))
  order by 1`;

/**
 * Functions, aggregates and operators that no extension brought, by their names: whichever fits a call better than PostgreSQL's own is
 * called instead of it.
 * @param client in a transaction, whose search path is PostgreSQL's own from here on
 */
export async function calledByName(client: pg.ClientBase): Promise<string[]> {
  await client.query("set local search_path = pg_catalog");
  const { rows } = await client.query<{ part: string }>(CALLED);
  return rows.map(({ part }) => part);
}

/**
 * What is in the database.
 * @param client in a transaction, whose search path is `public` from here on
 */
export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  await client.query(PLACES);
  const { rows } = await client.query<{ name: string; definition: string }>(CATALOGUE);
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}
