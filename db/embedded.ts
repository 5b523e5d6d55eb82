/**
 * The embedded PostgreSQL: a real server, from the binaries of an npm package, that starts with the first process
 * that needs it and stops with the last.
 */
import path from "node:path";
import { findPackage, removeOldCopies, usableBinaries } from "./embedded/binaries.ts";
import { checkVersion, ensureCluster, readCluster } from "./embedded/cluster.ts";
import { keepUp } from "./embedded/keep-up.ts";
import { type Hold, isUnheld, takeHold, withLock } from "./embedded/lock.ts";
import { keepBounded } from "./embedded/log.ts";
import { openHome, settlePlace } from "./embedded/place.ts";
import { ownerUrl } from "./embedded/probe.ts";
import { attach, type Supervised, start, stop } from "./embedded/server.ts";

export { EmbeddedError, type EmbeddedErrorCode } from "./embedded/error.ts";
export { isEmbeddedIn } from "./embedded/place.ts";

/** Longer than any one start or stop is allowed to take. */
const LOCK_PATIENCE_MS = 90_000;

export interface EmbeddedPostgres {
  /** postgres://owner:password@host:port/pssaas (owner connection; database `pssaas` exists) */
  url: string;
  /** Release our hold; stops the server cleanly when no other live process holds it. Idempotent. */
  stop(): Promise<void>;
  /** where the cluster really lives (a system folder when the server's user cannot enter the data folder) */
  clusterFolder: string;
}

export interface EmbeddedOptions {
  dataDir: string;
  log?: (line: string) => void;
  /** for a process that serves: start the server again when it ends by itself, as long as we hold it */
  keepsUp?: boolean;
  /** tests only: false switches fsync off */
  durable?: boolean;
}

/** Replaced by tests only. */
export interface EmbeddedSurroundings {
  /** folder of the package with the server programs */
  binaries?: string;
  /** "<platform>-<arch>", as Node names them */
  platform?: string;
  /** where root keeps a cluster whose data folder the server's user cannot enter */
  systemFolder?: string;
}

/**
 * Attach to the data folder's server, starting it, and making its cluster, where needed. Every process that uses
 * the data folder calls this; the server ends when the last of them has called `stop`. A process that ends without
 * calling it leaves the server running for the next.
 *
 * @throws EmbeddedError whose message is one sentence for the person
 */
export async function startEmbedded(
  options: EmbeddedOptions,
  surroundings: EmbeddedSurroundings = {},
): Promise<EmbeddedPostgres> {
  const { platform = `${process.platform}-${process.arch}` } = surroundings;
  const found = findPackage(platform, surroundings.binaries);
  const home = openHome(options.dataDir);
  const locks: Locks = { turn: path.join(home, "turn.lock"), holders: path.join(home, "holders.lock") };
  return withLock(locks.turn, LOCK_PATIENCE_MS, async () => {
    const log = options.log ?? (() => {});
    const place = settlePlace(home, surroundings.systemFolder ?? "/var/lib/pssaas", log);
    checkVersion(place.base, found);
    const native = usableBinaries(found, place.base, place.user, log);
    const durable = options.durable ?? true;
    await ensureCluster(place.base, native, place.user, durable);
    place.confirm();
    const { base, user } = place;
    const on: Supervised = { base, user, cluster: readCluster(base), native, durable, log };
    let port = await attach(on, () => isUnheld(locks.holders));
    if (port === null) {
      removeOldCopies(base, native);
      port = await start(on);
    }
    return handle(on, port, locks, options.keepsUp ?? false);
  });
}

interface Locks {
  turn: string;
  holders: string;
}

function handle(on: Supervised, port: number, locks: Locks, keepsUp: boolean): EmbeddedPostgres {
  const hold = takeHold(locks.holders);
  const endBounding = keepBounded(on.base);
  const endKeeping = keepsUp
    ? keepUp(on, port, { lock: locks.turn, patience: LOCK_PATIENCE_MS })
    : async () => {};
  let stopped: Promise<void> | undefined;
  return {
    url: ownerUrl(on.cluster, port),
    clusterFolder: on.cluster.data,
    stop() {
      stopped ??= endKeeping()
        .then(() => letGo(on, hold, locks))
        .finally(endBounding);
      return stopped;
    },
  };
}

async function letGo(on: Supervised, hold: Hold, locks: Locks): Promise<void> {
  await withLock(locks.turn, LOCK_PATIENCE_MS, async () => {
    hold.release();
    if (isUnheld(locks.holders)) await stop(on);
  });
}
