/** One server per cluster: attach to the running one, or start one; stop it. */

import { spawn } from "node:child_process";
import { closeSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import type { Native } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import { EmbeddedError } from "./error.ts";
import { boundLog, logFile, logSize, openLog, tail } from "./log.ts";
import { clearAway, readPostmaster, running, until } from "./postmaster.ts";
import { ask } from "./probe.ts";
import { isAlive, run, runAs, type ServerUser } from "./process.ts";

const STEP_MS = 20;
const PATIENCE_MS = 30_000;
const REFUSAL_MS = 5_000;
const ATTEMPTS = 5;
/** The app loads while it asks, which on a busy machine keeps it from hearing an answer: one silence may be its own. */
const SILENCES_BORNE = 1;

export interface Supervised {
  base: string;
  cluster: Cluster;
  native: Native;
  user: ServerUser;
  durable: boolean;
  log: (line: string) => void;
}

/**
 * Attach to this cluster's running server. Null when there is none; then nothing of an earlier one is left
 * either. `mayKill` says that no living process uses it, so that one that hangs can be removed.
 */
export async function attach(on: Supervised, mayKill: () => boolean): Promise<number | null> {
  const deadline = performance.now() + PATIENCE_MS;
  const refusalEnds = performance.now() + REFUSAL_MS;
  let silences = 0;
  for (let found = running(on.cluster); found !== null; found = running(on.cluster)) {
    const answer = found.port > 0 ? await ask(on.cluster, found.port) : "busy";
    if (answer === "ours") return found.port;
    if (answer === "foreign") throw refused(on);
    const gone = answer === "refused" && found.status === "ready" && performance.now() > refusalEnds;
    if (answer === "silent") silences += 1;
    if (silences > SILENCES_BORNE || gone) {
      if (!mayKill())
        throw failed(on, "does not answer, and another process uses it: stop that process first");
      on.log("The database server left over from an earlier run does not answer: removing it.");
      break;
    }
    if (performance.now() > deadline)
      throw failed(on, `is still ${found.status || "starting"}: try again in a moment`);
    await sleep(STEP_MS);
  }
  await clear(on);
  return null;
}

/** Start a server on a cluster that has none. Returns its port. */
export async function start(on: Supervised): Promise<number> {
  boundLog(on.base);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? lastPort(on.base) : 0);
    const from = logSize(on.base);
    if (await launch(on, port)) {
      writeFileSync(path.join(on.base, "port"), String(port));
      return port;
    }
    const said = tail(on.base, from);
    const passing =
      /could not bind|could not create any TCP|lock file .* already exists|pre-existing shared memory/i.test(
        said,
      );
    if (!passing || attempt === ATTEMPTS) throw failed(on, `did not start: ${lastWords(said)}`, said);
    await clear(on);
  }
}

/** Stop the server, if it runs, and wait for that; the harder ways only when the clean one takes too long. */
export async function stop(on: Supervised): Promise<void> {
  for (const [mode, signal, patience] of [
    ["fast", "SIGINT", PATIENCE_MS],
    ["immediate", "SIGQUIT", REFUSAL_MS],
  ] as const) {
    const found = running(on.cluster);
    if (found === null) return;
    await ending(on, found.pid, mode, signal);
    if (await until(() => !isAlive(found.pid), patience)) return;
    on.log(`The database server did not stop (${mode}) within ${patience / 1000} seconds.`);
  }
  await clear(on);
}

/** Signals are what pg_ctl sends; it is only needed where there are none. */
async function ending(on: Supervised, pid: number, mode: string, signal: NodeJS.Signals): Promise<void> {
  if (process.platform === "win32") {
    await run(pgCtl(on.native), ["stop", "-W", "-D", on.cluster.data, "-m", mode], on.user);
    return;
  }
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/** True once it takes connections, false when it ended instead. */
async function launch(on: Supervised, port: number): Promise<boolean> {
  const child = spawnServer(on, port);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (child.ended()) return false;
    const now = readPostmaster(on.cluster.data);
    if (now !== null && now.status === "ready" && child.is(now.pid)) {
      const answer = await ask(on.cluster, port);
      if (answer === "ours") return true;
      if (answer === "foreign") throw refused(on);
    }
    await sleep(STEP_MS);
  }
  // A long recovery is not a failure: it goes on, and the next start attaches.
  throw failed(on, `is not ready after ${PATIENCE_MS / 1000} seconds: try again in a moment`);
}

function spawnServer(on: Supervised, port: number) {
  const args = serverArguments(on, port);
  const windows = process.platform === "win32";
  const program = windows ? pgCtl(on.native) : path.join(on.native, "bin", "postgres");
  // On Windows pg_ctl gives up administrator rights, with which the server would refuse to run.
  const pgCtlArguments = ["start", "-W", "-D", on.cluster.data, "-l", logFile(on.base), "-o", args.join(" ")];
  const output = windows ? "ignore" : openLog(on.base);
  // A process group of its own: Ctrl-C reaches the app, which stops the server last.
  const child = spawn(program, windows ? pgCtlArguments : ["-D", on.cluster.data, ...args], {
    ...runAs(on.user),
    detached: true,
    stdio: ["ignore", output, output],
    windowsHide: true,
  });
  if (typeof output === "number") closeSync(output);
  let error = false;
  child.once("error", (reason) => {
    error = true;
    on.log(`The database server could not be run: ${reason.message}`);
  });
  child.unref();
  return {
    ended: () => error || (!windows && (child.exitCode !== null || child.signalCode !== null)),
    is: (pid: number) => windows || pid === child.pid,
  };
}

/** What must hold for every start; everything else is in the cluster's postgresql.conf. */
function serverArguments(on: Supervised, port: number): string[] {
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    // No socket: its folder would have to be writable and its path short.
    "unix_socket_directories=",
    `cluster_name=${on.cluster.name}`,
    "logging_collector=off",
    "log_destination=stderr",
    // No data in the log: details hold the row that was refused, and a statement may hold values.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    ...(on.durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  return settings.flatMap((setting) => ["-c", setting]);
}

async function clear(on: Supervised): Promise<void> {
  if (await clearAway(on.cluster)) return;
  throw failed(on, "left processes that cannot be ended: end them or restart the machine");
}

function lastPort(base: string): number {
  const file = path.join(base, "port");
  const port = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : 0;
}

const pgCtl = (native: Native) => path.join(native, "bin", "pg_ctl");

function lastWords(said: string): string {
  const lines = said.trim().split("\n");
  return lines.findLast((line) => /FATAL|PANIC|error/.test(line)) ?? lines.at(-1) ?? "";
}

/** It is this cluster's process, so it runs well: somebody has changed the owner's password. */
function refused(on: Supervised): EmbeddedError {
  const kept = path.join(on.base, "cluster", "password");
  return failed(on, `does not accept the password in ${kept}: put the changed one there`);
}

function failed(on: Supervised, what: string, said = tail(on.base)): EmbeddedError {
  const message = `The embedded database server ${what} (its log: ${logFile(on.base)}).`;
  return new EmbeddedError("START_FAILED", message, said);
}
