/** Asking whether a cluster's server answers. */
import pg from "pg";
import { type Cluster, OWNER } from "./cluster.ts";
import { EmbeddedError } from "./error.ts";

export const DATABASE = "pssaas";
const SILENCE_MS = 5_000;

/**
 * - `ours`: it is this cluster's server and takes connections
 * - `busy`: it says that it is starting, recovering or stopping
 * - `refused`: nothing listens; `silent`: something does and says nothing
 * - `foreign`: somebody else's server
 */
export type Answer = "ours" | "busy" | "refused" | "silent" | "foreign";

/** Ask the server at `port`; the first time ever, this also makes the database. */
export async function ask(cluster: Cluster, port: number): Promise<Answer> {
  try {
    const name = await nameOf(cluster, port, DATABASE);
    return name === cluster.name ? "ours" : "foreign";
  } catch (error) {
    if (codeOf(error) !== "3D000") return judge(error);
  }
  return createDatabase(cluster, port);
}

/** The connection URL of the cluster's owner. */
export function ownerUrl(cluster: Cluster, port: number): string {
  return `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`;
}

async function createDatabase(cluster: Cluster, port: number): Promise<Answer> {
  try {
    const name = await nameOf(cluster, port, "postgres", `CREATE DATABASE ${DATABASE} TEMPLATE template0`);
    return name === cluster.name ? "ours" : "foreign";
  } catch (error) {
    if (codeOf(error) === "42P04") return "ours"; // it is there already
    return judge(error);
  }
}

/** The server's cluster name; `then` is run when that is as expected. */
async function nameOf(cluster: Cluster, port: number, database: string, then?: string): Promise<string> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    database,
    user: OWNER,
    password: cluster.password,
    // Given in full, so that PG* variables of the surroundings do not count.
    ssl: false,
    options: "-c statement_timeout=0",
    application_name: "pssaas supervisor",
    connectionTimeoutMillis: SILENCE_MS,
  });
  client.on("error", () => {}); // a broken connection also rejects the query
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>("SELECT current_setting('cluster_name') AS name");
    const name = rows[0]?.name ?? "";
    if (then !== undefined && name === cluster.name) await client.query(then);
    return name;
  } finally {
    void client.end().catch(() => {});
  }
}

function judge(error: unknown): Answer {
  const code = codeOf(error);
  if (error instanceof pg.DatabaseError) {
    if (code.startsWith("57")) return "busy"; // starting up, shutting down, ended by a crash or an operator
    if (code === "53300") return "ours"; // every connection taken: alive, and it knows our password
    if (code.startsWith("28")) return "foreign";
    throw new EmbeddedError("START_FAILED", `The embedded database answers with an error: ${error.message}.`);
  }
  if (code === "ECONNREFUSED") return "refused";
  if (/timeout/i.test(String(error))) return "silent";
  return "busy"; // the connection broke: it is ending, or the next attempt tells more
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
