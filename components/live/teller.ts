import { type LiveEvent, withEvent } from "@/server/domain/live/model/live-events.ts";

/** The first change is told at once, what follows closely in one go. */
const PAUSE_MS = 500;
/** Nobody waits longer for what was told to be taken in: a request may hang. */
const PATIENCE_MS = 5_000;

/** Tells changes at a pace that the screen and the server can keep: never while the last are taken in, nor while nobody looks. */
export function makeTeller(tell: (events: LiveEvent[]) => Promise<unknown>) {
  let waiting: LiveEvent[] = [];
  let isTelling = false;
  const stopping = new AbortController();

  const tellWaiting = async () => {
    if (isTelling || waiting.length === 0 || document.hidden || stopping.signal.aborted) return;
    isTelling = true;
    const events = waiting;
    waiting = [];
    const taken = tell(events).catch(() => undefined);
    await Promise.all([after(PAUSE_MS), Promise.race([taken, after(PATIENCE_MS)])]);
    isTelling = false;
    void tellWaiting();
  };
  document.addEventListener("visibilitychange", () => void tellWaiting(), { signal: stopping.signal });
  return {
    add(events: readonly LiveEvent[]) {
      waiting = events.reduce(withEvent, waiting);
      void tellWaiting();
    },
    stop: () => stopping.abort(),
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
