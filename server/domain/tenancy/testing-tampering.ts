import type pg from "pg";
import type { TestTenant } from "../../../db/testing.ts";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";

/** What the owner of the database may do to a log, once nothing is in the way. */
export const TAMPERINGS = [
  "rewrite a cell",
  "delete a row",
  "insert a row before the end",
  "cut the tail",
  "swap the cells of two rows",
  "swap the numbers of two rows",
  "truncate",
] as const;

export interface Tampering {
  log: string;
  kind: (typeof TAMPERINGS)[number];
  /** Which rows and which column: any whole numbers do, and -1 is the last. */
  row: number;
  other: number;
  column: number;
}

/** How a value becomes another one of its type. */
const CHANGED: Record<string, (column: string) => string> = {
  text: (c) => `coalesce(${c}, '') || 'x'`,
  int4: (c) => `coalesce(${c}, 0) + 1`,
  int8: (c) => `coalesce(${c}, 0) + 1`,
  numeric: (c) => `coalesce(${c}, 0) + 0.01`,
  bool: (c) => `not coalesce(${c}, false)`,
  timestamptz: (c) => `coalesce(${c}, 'epoch') + interval '1 microsecond'`,
  date: (c) => `coalesce(${c}, 'epoch') + 1`,
  jsonb: (c) => `jsonb_build_array(${c})`,
  uuid: () => "gen_random_uuid()",
  bytea: (c) => `coalesce(${c}, '') || '\\x00'`,
  _text: (c) => `array_append(coalesce(${c}, '{}'), 'x')`,
};

/** Takes triggers, keys and constraints of all logs out of the way, as an owner can; the numbers go on being given out. */
export async function withoutGuards({ owner }: Pick<TestTenant, "owner">): Promise<void> {
  for (const log of Object.keys(APPEND_ONLY_LOGS)) {
    await owner.query(`alter table ${log} disable trigger user`);
    const { rows } = await owner.query<{ name: string }>(
      "select conname as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f', 'p', 'u')",
      [log],
    );
    for (const { name } of rows)
      await owner.query(`alter table ${log} drop constraint if exists "${name}" cascade`);
  }
}

/** Also the numbers are written by hand from here on. */
export async function withoutNumbers({ owner }: Pick<TestTenant, "owner">): Promise<void> {
  const { rows } = await owner.query<{ log: string; column: string }>(
    `select table_name as log, column_name as "column" from information_schema.columns
     where is_identity = 'YES' and table_name = any($1)`,
    [Object.keys(APPEND_ONLY_LOGS)],
  );
  for (const { log, column } of rows)
    await owner.query(`alter table ${log} alter column ${column} drop identity`);
}

export interface Column {
  name: string;
  type: string;
}

export async function columnsOf(client: pg.ClientBase | pg.Pool, log: string): Promise<Column[]> {
  const { rows } = await (client as pg.Pool).query<Column>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [log],
  );
  return rows;
}

/**
 * Does it to rows up to the number `last`, in the transaction that the client has open.
 * @returns whether anything is other than before
 */
export async function tamper(client: pg.ClientBase, how: Tampering, last: number): Promise<boolean> {
  const { log } = how;
  const before = await contentOf(client, log);
  const number = APPEND_ONLY_LOGS[log] ?? "";
  const { rows } = await client.query<{ at: string; number: string }>(
    `select ctid::text as at, ${number}::text as number from ${log} where ${number} <= $1 order by ${number}, ctid`,
    [last],
  );
  const [row, other] = [rows.at(how.row % rows.length), rows.at(how.other % rows.length)];
  if (!row || !other) throw new Error(`${log} is empty`);
  await STATEMENTS[how.kind](client, { how, row, other, number, columns: await columnsOf(client, log) });
  return (await contentOf(client, log)) !== before;
}

interface Place {
  how: Tampering;
  row: { at: string; number: string };
  other: { at: string; number: string };
  number: string;
  columns: Column[];
}

const pick = (columns: Column[], n: number) => columns[n % columns.length] ?? { name: "", type: "" };

const swapped = (client: pg.ClientBase, { how: { log }, row, other }: Place, column: string) =>
  client.query(
    `update ${log} t set ${column} = o.${column} from ${log} o
     where t.ctid in ($1::tid, $2::tid) and o.ctid in ($1::tid, $2::tid) and o.ctid <> t.ctid`,
    [row.at, other.at],
  );

const STATEMENTS: Record<Tampering["kind"], (client: pg.ClientBase, place: Place) => Promise<unknown>> = {
  "rewrite a cell": (client, { how, row, columns }) => {
    const { name, type } = pick(columns, how.column);
    const changed = CHANGED[type] ?? (() => "null");
    return client.query(`update ${how.log} set ${name} = ${changed(name)} where ctid = $1::tid`, [row.at]);
  },
  "delete a row": (client, { how, row }) =>
    client.query(`delete from ${how.log} where ctid = $1::tid`, [row.at]),
  "insert a row before the end": (client, { how, row, other, number, columns }) => {
    const names = columns.map(({ name }) => name);
    const values = names.map((name) => (name === number ? "$2::bigint" : name));
    return client.query(
      `insert into ${how.log} (${names}) select ${values} from ${how.log} where ctid = $1::tid`,
      [row.at, other.number],
    );
  },
  "cut the tail": (client, { how, row, number }) =>
    client.query(`delete from ${how.log} where ${number} >= $1`, [row.number]),
  "swap the cells of two rows": (client, place) => {
    const others = place.columns.filter(({ name }) => name !== place.number);
    return swapped(client, place, pick(others, place.how.column).name);
  },
  "swap the numbers of two rows": (client, place) => swapped(client, place, place.number),
  truncate: (client, { how }) => client.query(`truncate ${how.log}`),
};

async function contentOf(client: pg.ClientBase, log: string): Promise<string> {
  const { rows } = await client.query<{ content: string }>(
    `select coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') as content from ${log} t`,
  );
  return rows[0]?.content ?? "";
}
