/** Making a cluster in one step that either happened or did not, and refusing one of another version. */
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Native, ServerPackage } from "./binaries.ts";
import { EmbeddedError } from "./error.ts";
import { sharedBuffers } from "./memory.ts";
import { clusterData } from "./place.ts";
import { type Outcome, run, type ServerUser } from "./process.ts";

export const OWNER = "pssaas_owner";

export interface Cluster {
  data: string;
  password: string;
  /** tells the cluster's processes from those of every other cluster, also after the folder was moved or copied */
  name: string;
}

/** Written into the cluster's own postgresql.conf, where an operator may change them. */
const SETTINGS = {
  shared_buffers: sharedBuffers(),
  max_connections: "200",
  // Containers give /dev/shm 64 MB, and a log-out may empty it; files in the cluster folder work everywhere.
  dynamic_shared_memory_type: process.platform === "win32" ? "windows" : "mmap",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] %q%d ",
};

const LOCALES = [
  ["--locale=C.UTF-8"],
  // Systems whose C library has no C.UTF-8: PostgreSQL's own, with the platform's idea of letters beside it.
  ["--locale=C", "--lc-ctype=en_US.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
];

/** Make the cluster under `base` unless it is there. */
export async function ensureCluster(
  base: string,
  native: Native,
  user: ServerUser,
  durable: boolean,
): Promise<void> {
  removeLeftovers(base);
  if (existsSync(clusterData(base))) return;
  const making = path.join(base, `making-${randomBytes(6).toString("hex")}`);
  mkdirSync(making);
  chmodSync(making, user === null ? 0o700 : 0o711);
  const data = path.join(making, "data");
  mkdirSync(data, { mode: 0o700 });
  if (user !== null) chownSync(data, user.uid, user.gid);
  const password = randomBytes(24).toString("base64url");
  writeFileSync(path.join(making, "password"), password, { mode: 0o600, flush: true });
  await initialise(making, native, user, durable);
  syncFolder(making);
  renameSync(making, path.join(base, "cluster"));
  syncFolder(base);
}

/** The cluster under `base`, which exists. */
export function readCluster(base: string): Cluster {
  const data = clusterData(base);
  const password = readFileSync(path.join(base, "cluster", "password"), "utf8");
  const { ino } = statSync(data, { bigint: true });
  const name = `pssaas-${createHash("sha256").update(`${ino} ${password}`).digest("hex").slice(0, 16)}`;
  return { data, password, name };
}

/** Refuse a cluster of another major version, in words that say what to do. */
export function checkVersion(base: string, found: ServerPackage): void {
  const file = path.join(clusterData(base), "PG_VERSION");
  if (!existsSync(file)) return;
  const made = Number.parseInt(readFileSync(file, "utf8"), 10);
  if (made > found.major) {
    throw new EmbeddedError(
      "NEWER_DATA_FOLDER",
      `The data folder was made by a newer release (PostgreSQL ${made}; this release has ${found.major}): run that newer release again.`,
    );
  }
  if (made < found.major) {
    throw new EmbeddedError(
      "OLDER_DATA_FOLDER",
      `The data folder was made by an older release (PostgreSQL ${made}; this release has ${found.major}): run \`db backup\` with the older release and restore that into a new data folder with this one.`,
    );
  }
}

async function initialise(making: string, native: Native, user: ServerUser, durable: boolean): Promise<void> {
  // initdb reads the password as the server's user; the copy that is kept stays ours.
  const passwordFile = path.join(making, "password-for-initdb");
  writeFileSync(passwordFile, readFileSync(path.join(making, "password")), { mode: 0o600 });
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  const common = [
    `--pgdata=${path.join(making, "data")}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    ...(durable ? [] : ["--no-sync"]),
    ...Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  let outcome: Outcome = { ok: false, output: "" };
  for (const locale of LOCALES) {
    outcome = await run(path.join(native, "bin", "initdb"), [...common, ...locale], user);
    if (outcome.ok || !/invalid locale name/.test(outcome.output)) break;
  }
  rmSync(passwordFile, { force: true });
  if (!outcome.ok) {
    rmSync(making, { recursive: true, force: true });
    throw initFailed(outcome.output);
  }
}

function initFailed(output: string): EmbeddedError {
  if (/could not look up effective user/.test(output)) {
    return new EmbeddedError(
      "NO_USER",
      "PostgreSQL refuses to make a database for a user id without a name: add a line for it to /etc/passwd, run as a named user, or set DATABASE_URL.",
      output,
    );
  }
  const reason =
    output.split("\n").find((line) => /error|fatal|no space|denied/i.test(line)) ?? output.trim();
  return new EmbeddedError("START_FAILED", `The embedded database could not be made: ${reason}`, output);
}

/** Half-made clusters of killed first starts. An initdb that outlived its parent may still write: let it be. */
function removeLeftovers(base: string): void {
  for (const entry of readdirSync(base)) {
    if (!entry.startsWith("making-")) continue;
    try {
      rmSync(path.join(base, entry), { recursive: true, force: true });
    } catch {
      // The next start tries again.
    }
  }
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // folders cannot be opened there, nor need it
  const fd = openSync(folder, "r");
  fsyncSync(fd);
  closeSync(fd);
}
