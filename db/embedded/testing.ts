/** Rooms to start embedded databases in, as root or as an ordinary user, and their cleaning. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { clusterProcesses, isAlive } from "./process.ts";

export interface Variant {
  title: string;
  /** undefined: as whoever runs the tests */
  user?: { uid: number; gid: number };
}

export const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
/** Root runs everything twice, the second time as a user without rights. */
export const VARIANTS: Variant[] = isRoot
  ? [{ title: "as root" }, { title: "as an ordinary user", user: NOBODY }]
  : [{ title: "as an ordinary user" }];

export interface Held {
  url: string;
  clusterFolder: string;
  /** milliseconds for startEmbedded alone */
  took: number;
  lines: string[];
  child: ChildProcess;
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

export interface Refusal {
  code: string;
  message: string;
  detail: string;
}

interface Wishes {
  options?: object;
  surroundings?: object;
  env?: Record<string, string>;
}

const rooms: string[] = [];
const children: ChildProcess[] = [];
const clusters = new Set<string>();

/** A new folder that the variant's user owns; others may pass unless `mode` says otherwise. */
export function room(variant: Variant, mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), "embedded-"));
  if (variant.user) chownSync(folder, variant.user.uid, variant.user.gid);
  chmodSync(folder, mode);
  rooms.push(folder);
  return folder;
}

/** Start in a process of its own. */
export async function hold(variant: Variant, dataDir: string, wishes: Wishes = {}): Promise<Held> {
  const { child, answers } = spawnHolder(variant, dataDir, wishes);
  const answer = await answers.next();
  if (answer.error) throw new Error(`${answer.error.code}: ${answer.error.message}\n${answer.error.detail}`);
  clusters.add(answer.clusterFolder);
  return {
    ...answer,
    child,
    async stop() {
      child.stdin?.write("stop\n");
      await answers.next();
      await ended(child);
    },
    kill: () => killHard(child),
  };
}

/** Start where a refusal is expected. */
export async function refusal(variant: Variant, dataDir: string, wishes: Wishes = {}): Promise<Refusal> {
  const { answers } = spawnHolder(variant, dataDir, wishes);
  const answer = await answers.next();
  if (!answer.error) throw new Error(`started at ${answer.url}`);
  return answer.error;
}

export function spawnHolder(variant: Variant, dataDir: string, wishes: Wishes = {}) {
  const program = path.join(import.meta.dirname, "testing-holder.ts");
  const spec = JSON.stringify([{ dataDir, durable: false, ...wishes.options }, wishes.surroundings ?? {}]);
  const child = spawn(process.execPath, [program, spec], {
    ...variant.user,
    cwd: "/",
    env: { ...process.env, NODE_OPTIONS: "", ...wishes.env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answers = {
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error("the holder ended without an answer");
      return JSON.parse(value);
    },
  };
  return { child, answers };
}

/** A process of the same user that has nothing to do with any database. */
export function spawnBystander(variant: Variant): ChildProcess {
  const wait = "process.stdin.resume()";
  const child = spawn(process.execPath, ["-e", wait], {
    ...variant.user,
    cwd: "/",
    stdio: ["pipe", "inherit", "inherit"],
  });
  children.push(child);
  return child;
}

export async function killHard(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await ended(child);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** Run one statement on a connection of its own. */
export async function query(url: string, sql: string, values?: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The number of the server's first process, from its pid file. */
export function serverPid(clusterFolder: string): number {
  const file = path.join(clusterFolder, "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
}

export const serverRuns = (clusterFolder: string) => isAlive(serverPid(clusterFolder));

/** All processes of the server, first to last. */
export async function serverProcesses(url: string): Promise<number[]> {
  const [row] = await query(url, "SELECT current_setting('cluster_name') AS name");
  return clusterProcesses(String(row?.name));
}

/** End everything and remove the folders. */
export async function cleanUp(): Promise<void> {
  await Promise.all(children.splice(0).map(killHard));
  for (const folder of clusters) {
    const pid = serverPid(folder);
    if (pid > 1 && pid !== process.pid && isAlive(pid)) process.kill(pid, "SIGKILL");
  }
  clusters.clear();
  for (const folder of rooms.splice(0))
    rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 });
}

/** What `<dataDir>/postgres` holds. */
export const homeEntries = (dataDir: string) => readdirSync(path.join(dataDir, "postgres"));
