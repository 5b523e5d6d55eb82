/** For a process that serves: its server is started again when it ends by itself (A2). */
import { existsSync } from "node:fs";
import { withLock } from "./lock.ts";
import { readPostmaster } from "./postmaster.ts";
import { isAlive } from "./process.ts";
import { attach, type Supervised, start } from "./server.ts";

const LOOK_MS = 500;

/**
 * Looks twice a second whether the server lives, and starts it where it was when it does not: whoever holds it does not stop it,
 * so it fell over or was killed. Several that look take turns, and the later ones find it running.
 * @param turn the lock that every start and stop is made under, with how long to wait for it (ms)
 * @returns ends the looking; resolves when no start is under way any more
 */
export function keepUp(
  on: Supervised,
  port: number,
  turn: { lock: string; patience: number },
): () => Promise<void> {
  let isEnded = false;
  let looking: Promise<void> | undefined;
  let told = "";
  const timer = setInterval(() => {
    if (looking || lives(on)) return;
    looking = again()
      .then(() => {
        told = "";
      })
      .catch((error: Error) => {
        // Tried again at the next look; what stays the same is told once.
        if (error.message !== told) on.log(error.message);
        told = error.message;
      })
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_MS);
  timer.unref();

  const again = () =>
    withLock(turn.lock, turn.patience, async () => {
      if (isEnded) return;
      const found = await attach(on, () => false);
      if (found === null) on.log("The embedded database server has ended by itself: starting it again.");
      const now = found ?? (await start(on));
      if (now === port) return;
      throw new Error(
        `The embedded database server is back at port ${now}, since ${port} is taken: start this process again.`,
      );
    });

  return async () => {
    isEnded = true;
    clearInterval(timer);
    await looking;
  };
}

/** By its pid file alone, since it is asked all the time. A folder that was moved away has taken its server with it. */
function lives({ cluster }: Supervised): boolean {
  if (!existsSync(cluster.data)) return true;
  const found = readPostmaster(cluster.data);
  return found !== null && isAlive(found.pid);
}
