/** Where a cluster lives and who its server runs as. Only root has a choice to make: PostgreSQL refuses root. */
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { EmbeddedError, systemCode } from "./error.ts";
import { runNow, type ServerUser } from "./process.ts";

export interface Place {
  /** holds the cluster, its port, its log and, if they had to be copied, the programs */
  base: string;
  user: ServerUser;
  /** to be called once the cluster exists */
  confirm(): void;
}

interface Pointer {
  folder: string;
  made: boolean;
}

const POINTER = "location.json";
const isRoot = () => process.getuid?.() === 0;

/** PostgreSQL's own folder below a place. */
export const clusterData = (base: string) => path.join(base, "cluster", "data");

const homeOf = (dataDir: string) => path.join(path.resolve(dataDir), "postgres");

/**
 * Whether a start was ever made on this data folder. Makes nothing.
 * @throws EmbeddedError DATA_FOLDER_UNREADABLE where this user cannot know
 */
export function isEmbeddedIn(dataDir: string): boolean {
  try {
    return statSync(homeOf(dataDir), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw new EmbeddedError(
      "DATA_FOLDER_UNREADABLE",
      `The data folder ${dataDir} cannot be looked into (${systemCode(error)}): run this as the user who runs the app, or set PSSAAS_DATA_DIR to the data folder of the app.`,
    );
  }
}

/** Make `<dataDir>/postgres`, with parents, and make sure that we can write there. Returns its real path. */
export function openHome(dataDir: string): string {
  const home = homeOf(dataDir);
  try {
    const first = mkdirSync(home, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    // Folders made just now are ours to open for the server's user, whatever the umask was.
    if (first !== undefined && isRoot()) {
      for (let at = home; at.length >= first.length; at = path.dirname(at)) chmodSync(at, 0o711);
    }
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(home);
  } catch (error) {
    throw unwritable(home, systemCode(error));
  }
}

/** Decide where the cluster lives, or find where it was put. */
export function settlePlace(home: string, systemFolder: string, log: (line: string) => void): Place {
  const pointer = readPointer(home);
  if (pointer !== null) return pointedPlace(home, pointer, log);
  if (!isRoot()) return { base: home, user: ownUser(home), confirm: () => {} };
  const user = clusterOwner(home) ?? choose();
  if (openTo(home, user)) return { base: home, user, confirm: () => {} };
  if (existsSync(clusterData(home))) {
    throw new EmbeddedError(
      "DATA_FOLDER_UNWRITABLE",
      `The user ${user.name}, who runs the database server, can no longer enter ${home}: give others the right to pass through its parent folders (chmod o+x).`,
    );
  }
  const name = createHash("sha256").update(home).digest("hex").slice(0, 12);
  const folder = path.join(systemFolder, `${name}-${randomBytes(3).toString("hex")}`);
  return pointedPlace(home, { folder, made: false }, log);
}

/** A place outside the data folder. The pointer goes first, so that a killed first start leaves no orphan. */
function pointedPlace(home: string, pointer: Pointer, log: (line: string) => void): Place {
  const base = pointer.folder;
  if (pointer.made && !existsSync(path.join(base, "cluster"))) {
    throw new EmbeddedError(
      "CLUSTER_MISSING",
      `The database of this data folder was kept in ${base}, which is gone: put it back, or remove ${path.join(home, POINTER)} to begin with an empty database.`,
    );
  }
  if (!isRoot()) return { base, user: ownUser(base), confirm: () => {} };
  const user = clusterOwner(base) ?? choose();
  if (!pointer.made) prepareOutside(home, pointer, user);
  log(`The database is kept in ${base}: its server runs as ${user.name}, who cannot enter ${home}.`);
  const confirm = () => {
    if (!pointer.made) writePointer(home, { folder: base, made: true });
  };
  return { base, user, confirm };
}

function prepareOutside(home: string, pointer: Pointer, user: NonNullable<ServerUser>): void {
  writePointer(home, pointer);
  try {
    for (const folder of [path.dirname(pointer.folder), pointer.folder]) {
      if (mkdirSync(folder, { recursive: true, mode: 0o711 }) !== undefined) chmodSync(folder, 0o711);
    }
  } catch (error) {
    throw unwritable(pointer.folder, systemCode(error));
  }
  if (!openTo(pointer.folder, user)) throw unwritable(pointer.folder, `closed to ${user.name}`);
}

/** As ourselves, if the cluster is ours. */
function ownUser(base: string): null {
  const owner = clusterOwner(base);
  if (owner === null || owner.uid === process.getuid?.() || process.platform === "win32") return null;
  throw new EmbeddedError(
    "DATA_FOLDER_UNWRITABLE",
    `The database in ${base} belongs to another user (${owner.name}): run this as that user or as root.`,
  );
}

function clusterOwner(base: string): ServerUser {
  if (!existsSync(clusterData(base))) return null;
  const { uid, gid } = statSync(clusterData(base));
  return accounts().find((account) => account.uid === uid) ?? { uid, gid, name: `user ${uid}` };
}

/** The account of a PostgreSQL installation, or else one without rights. No account is ever added. */
function choose(): NonNullable<ServerUser> {
  const known = accounts();
  for (const name of ["postgres", "_postgres", "nobody", "daemon"]) {
    const account = known.find((candidate) => candidate.name === name && candidate.uid > 0);
    if (account) return account;
  }
  throw new EmbeddedError(
    "NO_USER",
    "PostgreSQL refuses to run as root and this machine has no user postgres or nobody: run this as an ordinary user, or set DATABASE_URL.",
  );
}

function accounts(): NonNullable<ServerUser>[] {
  if (!existsSync("/etc/passwd")) return [];
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** Let `user` pass through our own two folders; whether that was enough is found out by trying, as that user. */
function openTo(home: string, user: NonNullable<ServerUser>): boolean {
  for (const folder of [path.dirname(home), home]) {
    const { mode, uid } = statSync(folder);
    if (uid === 0 && (mode & 0o011) !== 0o011 && !isSystemRoot(folder))
      chmodSync(folder, (mode & 0o7777) | 0o011);
  }
  return runNow("/bin/sh", ["-c", 'test -x "$0"', home], user).ok;
}

/** A data folder straight below a home folder or the like must not open that. */
function isSystemRoot(folder: string): boolean {
  return folder === "/" || folder === "/root";
}

function readPointer(home: string): Pointer | null {
  const file = path.join(home, POINTER);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function writePointer(home: string, pointer: Pointer): void {
  const file = path.join(home, POINTER);
  writeFileSync(`${file}.new`, JSON.stringify(pointer), { mode: 0o644, flush: true });
  renameSync(`${file}.new`, file);
}

function unwritable(folder: string, why: string): EmbeddedError {
  return new EmbeddedError(
    "DATA_FOLDER_UNWRITABLE",
    `The folder ${folder} cannot be written (${why}): give this user write access to it, or choose another data folder.`,
  );
}
