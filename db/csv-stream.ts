import { pipeline, Readable, Transform } from "node:stream";
import { PgDialect } from "drizzle-orm/pg-core";
import { type SQL, sql } from "drizzle-orm/sql";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

const dialect = new PgDialect();

/** A stream holds a connection of its tenant's few, so only so many run at once and the others are told to wait. */
const MOST_STREAMS_PER_POOL = 2;
/** A reader that takes nothing for so long is given up, and its connection with it. */
const STALLED_MS = 60_000;

export class StreamsBusyError extends Error {}

export type CsvLine = (cells: (string | null)[]) => string;

const running = new WeakMap<pg.Pool, number>();

/**
 * The rows of a SELECT as CSV (RFC 4180) with a header line, at constant memory. `pg` streams what PostgreSQL's COPY
 * writes. Neon's driver has no socket to pause, so there the rows come in portions from a cursor.
 * @param select every column cast to text
 * @param csvLine writes a row of such a portion as COPY would
 * @throws StreamsBusyError while two others of this pool run
 */
export async function csvStream(
  pool: pg.Pool,
  columns: string[],
  select: SQL,
  csvLine: CsvLine,
): Promise<Readable> {
  const others = running.get(pool) ?? 0;
  if (others >= MOST_STREAMS_PER_POOL) throw new StreamsBusyError("too many streams");
  running.set(pool, others + 1);
  const done = () => running.set(pool, (running.get(pool) ?? 1) - 1);
  try {
    return watched(await rowsAsCsv(pool, columns, select, csvLine), done);
  } catch (error) {
    done();
    throw error;
  }
}

/** The stream, given up when nobody reads it; `done` is called once when it is over, however it ended. */
function watched(source: Readable, done: () => void): Readable {
  const reader = inLargerParts();
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => reader.destroy(new Error("nobody read the export")), STALLED_MS);
    timer.unref();
  };
  wait();
  source.on("data", wait);
  pipeline(source, reader, () => {
    clearTimeout(timer);
    done();
  });
  return reader;
}

const PART_BYTES = 65_536;

/** PostgreSQL sends a message a row; each part of an HTTP answer costs more than its bytes. */
function inLargerParts(): Transform {
  let waiting: Buffer[] = [];
  let size = 0;
  const takeAll = () => {
    const part = Buffer.concat(waiting, size);
    waiting = [];
    size = 0;
    return part;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      waiting.push(chunk);
      size += chunk.length;
      if (size < PART_BYTES) done();
      else done(null, takeAll());
    },
    flush: (done) => done(null, takeAll()),
  });
}

async function rowsAsCsv(pool: pg.Pool, columns: string[], select: SQL, csvLine: CsvLine): Promise<Readable> {
  // Neither COPY nor DECLARE takes parameters; the dialect writes the values into the text as quoted literals.
  const textOf = (statement: SQL) => dialect.sqlToQuery(statement.inlineParams()).sql;
  return pool instanceof pg.Pool
    ? copyOut(pool, textOf(sql`copy (${select}) to stdout with (format csv, header true)`))
    : Readable.from(
        portions(pool, columns, textOf(sql`declare exported no scroll cursor for ${select}`), csvLine),
      );
}

async function copyOut(pool: pg.Pool, statement: string): Promise<Readable> {
  const client = await pool.connect();
  const stream = client.query(copyTo(statement));
  let finished = false;
  stream.on("end", () => {
    finished = true;
  });
  // A reader that goes away in the middle leaves a connection that is still sending; it is closed, not reused.
  stream.on("close", () => client.release(!finished));
  return stream;
}

const ROWS_PER_PORTION = 2_000;

async function* portions(
  pool: pg.Pool,
  columns: string[],
  declare: string,
  csvLine: CsvLine,
): AsyncGenerator<string> {
  const client = await pool.connect();
  let finished = false;
  try {
    await client.query("begin read only");
    await client.query(declare);
    yield csvLine(columns);
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({
        text: `fetch ${ROWS_PER_PORTION} from exported`,
        rowMode: "array",
      });
      if (rows.length === 0) break;
      yield rows.map(csvLine).join("");
    }
    await client.query("commit");
    finished = true;
  } finally {
    client.release(!finished);
  }
}
