/** A cluster's processes: which run, and clearing away those that should not. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { clusterProcesses, isAlive } from "./process.ts";

const STEP_MS = 20;
const GIVE_UP_MS = 10_000;

/** The server's first process, as its pid file tells. */
export interface Postmaster {
  pid: number;
  port: number;
  status: string;
}

/** The server that the cluster's postmaster.pid names, if that process is really it. */
export function running(cluster: Cluster): Postmaster | null {
  const found = readPostmaster(cluster.data);
  if (found === null || !isAlive(found.pid)) return null;
  if (process.platform === "win32" || clusterProcesses(cluster.name).includes(found.pid)) return found;
  return null;
}

/** What the pid file says, whether or not that process lives. */
export function readPostmaster(data: string): Postmaster | null {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readLines(file);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]) || 0, status: lines[7]?.trim() ?? "" };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return []; // removed since
  }
}

/**
 * Remove what a dead server left: processes that outlived it (a new server must not meet them) and its pid file,
 * whose number may meanwhile be anybody's, which the server itself would take for a running one. False when a
 * process cannot be ended.
 */
export async function clearAway(cluster: Cluster): Promise<boolean> {
  const { data, name } = cluster;
  const cleared = await until(() => {
    const left = process.platform === "win32" ? [running(cluster)?.pid ?? 0] : clusterProcesses(name);
    for (const pid of left) if (pid > 0) kill(pid);
    return left.every((pid) => pid === 0);
  }, GIVE_UP_MS);
  if (cleared) rmSync(path.join(data, "postmaster.pid"), { force: true });
  return cleared;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended meanwhile.
  }
}

/** Wait for a condition; false when it did not come about in time. */
export async function until(condition: () => boolean, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await sleep(STEP_MS);
  }
  return true;
}
