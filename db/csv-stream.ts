import { Readable } from "node:stream";
import { PgDialect } from "drizzle-orm/pg-core";
import { type SQL, sql } from "drizzle-orm/sql";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

const dialect = new PgDialect();

/**
 * The rows of a SELECT as CSV (RFC 4180) with a header line, at constant memory. `pg` streams what PostgreSQL's COPY
 * writes. Neon's driver has no socket to pause, so there the rows come in portions from a cursor and are written here.
 * @param select every column cast to text
 */
export async function csvStream(pool: pg.Pool, columns: string[], select: SQL): Promise<Readable> {
  // Neither COPY nor DECLARE takes parameters; the dialect writes the values into the text as quoted literals.
  const textOf = (statement: SQL) => dialect.sqlToQuery(statement.inlineParams()).sql;
  return pool instanceof pg.Pool
    ? copyOut(pool, textOf(sql`copy (${select}) to stdout with (format csv, header true)`))
    : Readable.from(portions(pool, columns, textOf(sql`declare exported no scroll cursor for ${select}`)));
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

async function* portions(pool: pg.Pool, columns: string[], declare: string): AsyncGenerator<string> {
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

function csvLine(cells: (string | null)[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}

/** As COPY writes it: nothing for null, quotes around an empty text and around one that has to be quoted. */
function csvCell(cell: string | null): string {
  if (cell === null) return "";
  return cell === "" || cell === "\\." || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
