/** A server that ends while it is needed is started again. */
import type { Cluster } from "./cluster.ts";
import { readPostmaster } from "./postmaster.ts";
import { isAlive } from "./process.ts";

const CHECK_MS = 1_000;

/**
 * Looks every second whether the cluster's first process is there, and starts the server where it is not, as often as it takes:
 * after a disk that was full, for one, it can come up again as soon as there is room.
 * @returns ends it, and waits for a start that is under way
 */
export function keepRunning(
  cluster: Cluster,
  start: () => Promise<unknown>,
  log: (line: string) => void,
): () => Promise<void> {
  let starting: Promise<void> | undefined;
  let isTold = false;
  const look = async () => {
    try {
      await start();
      log("The database server had ended, and has been started again.");
      isTold = false;
    } catch (error) {
      if (!isTold) log(`${error instanceof Error ? error.message : error} It is tried again.`);
      isTold = true;
    }
    starting = undefined;
  };
  const timer = setInterval(() => {
    const found = readPostmaster(cluster.data);
    if (starting === undefined && (found === null || !isAlive(found.pid))) starting = look();
  }, CHECK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await starting;
  };
}
