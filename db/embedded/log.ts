/** The server's log: one file that only grows to a bound, with one older one beside it. */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from "node:fs";
import path from "node:path";

const MAX_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 4096;
const CHECK_MS = 60_000;

export const logFile = (base: string) => path.join(base, "server.log");

/** Open for the server to append to. */
export function openLog(base: string): number {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
  return openSync(logFile(base), O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
}

/** The end of the log, at most what was written since `from`. */
export function tail(base: string, from = 0): string {
  const size = logSize(base);
  const start = Math.max(Math.min(from, size), size - TAIL_BYTES);
  if (size === start) return "";
  const buffer = Buffer.alloc(size - start);
  const fd = openSync(logFile(base), "r");
  const read = readSync(fd, buffer, 0, buffer.length, start);
  closeSync(fd);
  return buffer.toString("utf8", 0, read);
}

export function logSize(base: string): number {
  return existsSync(logFile(base)) ? statSync(logFile(base)).size : 0;
}

/** Keep the log bounded while we live, without keeping the process alive. Returns how to end that. */
export function keepBounded(base: string): () => void {
  const timer = setInterval(() => {
    try {
      boundLog(base);
    } catch {
      // A full disk or a removed folder: the log is not worth more than the app.
    }
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Set a log that is too long aside, by copying and emptying it: the server keeps its file, which it opened for appending. */
export function boundLog(base: string): void {
  if (logSize(base) <= MAX_BYTES) return;
  copyFileSync(logFile(base), `${logFile(base)}.1`);
  truncateSync(logFile(base));
}
