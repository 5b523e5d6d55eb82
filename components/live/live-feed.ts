import type { LiveEvent } from "@/server/domain/live/model/live-events.ts";

/** What the tabs of one browser tell each other of the one stream that they share. */
export type FeedMessage =
  /** Something may have been missed, and from now on nothing is. */
  | { kind: "resync" }
  /** The stream is well; for a tab that does not know it yet. */
  | { kind: "live" }
  | { kind: "changes"; events: LiveEvent[] }
  /** Nothing can be told for now; `refused`: the server answered and said no. */
  | { kind: "lost"; refused: boolean }
  | { kind: "hello" };

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** The server says something every 15 seconds. */
const SILENCE_MS = 40_000;

/**
 * Opens the feed of this browser: one tab, whichever holds the lock, keeps the stream for all, since over HTTP/1.1 a
 * browser has six connections to a server and the seventh tab would wait for ever. When it closes, the next takes over.
 * @param name of the person, so that tabs of two people hear nothing of each other
 * @returns how to close it
 */
export function openFeed(name: string, told: (message: FeedMessage) => void): () => void {
  const closing = new AbortController();
  if (!navigator.locks) {
    // Away from https and localhost there are no locks: a tab has a stream of its own while somebody looks at it.
    whileVisible(closing.signal, () => openStream(told));
    return () => closing.abort();
  }
  const channel = new BroadcastChannel(name);
  let last: FeedMessage | null = null;
  const tellAll = (message: FeedMessage) => {
    last = message.kind === "lost" ? message : { kind: "live" };
    told(message);
    channel.postMessage(message);
  };
  let isLeader = false;
  channel.onmessage = ({ data }: MessageEvent<FeedMessage>) => {
    if (data.kind !== "hello") told(data);
    else if (isLeader && last) channel.postMessage(last);
  };
  channel.postMessage({ kind: "hello" } satisfies FeedMessage);
  const lead = () =>
    new Promise<void>((resolve) => {
      // The lock may come just after the feed was closed: then it is the next tab's at once.
      if (closing.signal.aborted) return resolve();
      isLeader = true;
      const close = openStream(tellAll);
      closing.signal.addEventListener("abort", () => {
        close();
        resolve();
      });
    });
  navigator.locks
    .request(name, { signal: closing.signal }, lead)
    .catch((error: unknown) => closing.signal.aborted || console.error(error));
  return () => {
    closing.abort();
    channel.close();
  };
}

function whileVisible(until: AbortSignal, open: () => () => void): void {
  let close: (() => void) | null = null;
  const look = () => {
    if (document.hidden || until.aborted) {
      close?.();
      close = null;
    } else close ??= open();
  };
  document.addEventListener("visibilitychange", look, { signal: until });
  until.addEventListener("abort", look);
  look();
}

/** The stream itself, opened again whenever it is lost. */
function openStream(tell: (message: FeedMessage) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const lose = (refused: boolean) => {
    source?.close();
    source = null;
    tell({ kind: "lost", refused });
    clearTimeout(timer);
    const longest = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
    failures += 1;
    // Not all browsers at the same moment when a server comes back.
    timer = setTimeout(connect, longest * (0.5 + Math.random() / 2));
  };
  const heard = (message: FeedMessage | null) => {
    clearTimeout(timer);
    timer = setTimeout(() => lose(false), SILENCE_MS);
    if (message) tell(message);
  };
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    const its = new EventSource("/api/live");
    source = its;
    its.addEventListener("resync", () => {
      failures = 0;
      heard({ kind: "resync" });
    });
    its.addEventListener("lost", () => heard({ kind: "lost", refused: false }));
    its.addEventListener("beat", () => heard(null));
    its.onmessage = ({ data }: MessageEvent<string>) => heard({ kind: "changes", events: JSON.parse(data) });
    // One that was refused stays closed, one that was cut would try again by itself: either way it is ours to pace.
    its.onerror = () => lose(its.readyState === EventSource.CLOSED);
  };
  const onOffline = () => lose(false);
  window.addEventListener("online", connect);
  window.addEventListener("offline", onOffline);
  connect();
  return () => {
    window.removeEventListener("online", connect);
    window.removeEventListener("offline", onOffline);
    clearTimeout(timer);
    source?.close();
    source = null;
  };
}
