/**
 * Locks between processes, kept by the kernel, so that a killed holder leaves nothing to clean up and a reused
 * process number cannot be mistaken for it. Node has no flock(2); SQLite, which it carries, takes file locks on
 * every platform and also keeps holders inside one process apart. The files stay empty.
 *
 * Never open or copy these files by other means in a process that holds one: closing any descriptor of a file
 * drops that process's POSIX locks on it.
 */
import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedError, systemCode } from "./error.ts";

const SQLITE_BUSY = 5;
const STEP_MS = 20;

/** Our share in something that several processes use. Ends with `release` or with the process. */
export interface Hold {
  release(): void;
}

/** Holds are pinned here: a collected handle would close its file and with it the lock. */
const held = new Set<DatabaseSync>();

/** Run `work` while no other caller, in this process or another, runs under the same file. */
export async function withLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + waitMs;
  let lock = tryExclusive(file);
  while (lock === null) {
    if (performance.now() > deadline) {
      throw new EmbeddedError(
        "BUSY",
        `Another process has been starting or stopping the embedded database for over ${Math.round(waitMs / 1000)} seconds (${file}): stop that process and try again.`,
      );
    }
    await sleep(STEP_MS / 2 + Math.random() * STEP_MS);
    lock = tryExclusive(file);
  }
  held.add(lock);
  try {
    return await work();
  } finally {
    held.delete(lock);
    lock.close();
  }
}

/** Take a share; any number of holders may. Call it under the lock that `isUnheld` is also called under. */
export function takeHold(file: string): Hold {
  const share = open(file);
  try {
    share.exec("BEGIN");
    // The first read of a transaction takes the shared lock, and the open transaction keeps it.
    share.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch (error) {
    share.close();
    throw error;
  }
  held.add(share);
  return {
    release() {
      if (held.delete(share)) share.close();
    },
  };
}

/** Whether no living process holds a share in `file`. */
export function isUnheld(file: string): boolean {
  const lock = tryExclusive(file);
  lock?.close();
  return lock !== null;
}

function tryExclusive(file: string): DatabaseSync | null {
  const lock = open(file);
  try {
    // Nothing is ever written; without this a journal would be made beside the file, for which a full disk has no room.
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (errcode(error) === SQLITE_BUSY) return null;
    throw unusable(file, error);
  }
}

function open(file: string): DatabaseSync {
  try {
    makePrivate(file);
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw unusable(file, error);
  }
}

/** Other users must not be able to take part. Only ever opens a file that it makes, see above. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

function unusable(file: string, error: unknown): EmbeddedError {
  const why = error instanceof Error ? error.message : String(error);
  return new EmbeddedError(
    "DATA_FOLDER_UNWRITABLE",
    `The lock file ${file} cannot be used (${why}): give this user write access to the data folder, or choose a data folder on a local disk.`,
  );
}

function errcode(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) : -1;
}
