import { type LiveEvent, withEvent } from "../domain/live/model/live-events.ts";
import type { Viewer } from "../domain/live/watch-changes.ts";

/** At most five messages a second; what happens between two of them goes into one. */
const PAUSE_MS = 200;
const BEAT_MS = 15_000;
/** How often whoever watches has to prove that they still may. */
const CHECK_MS = 20_000;
/** A reader that takes nothing for so long is gone. */
const STALLED_MS = 60_000;
/** What a program should wait before it comes back. */
const RETRY_MS = 1_000;

export interface Watch {
  /** Begins to watch; returns how to end it. What it throws refuses the stream. */
  begin(viewer: Viewer): () => void;
  /** False when the stream must end. */
  mayGoOn(): Promise<boolean>;
}

/** Server-sent events of one viewer; what they are is told in `live.endpoints.ts`. */
export function liveStream(watch: Watch): ReadableStream<Uint8Array> {
  return new ReadableStream(new LiveSource(watch));
}

class LiveSource implements Viewer, UnderlyingDefaultSource<Uint8Array> {
  readonly #watch: Watch;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #stop = () => {};
  #timers: NodeJS.Timeout[] = [];
  #due: NodeJS.Timeout | undefined;
  #toldAt = performance.now() - PAUSE_MS;
  /** What waits to be told: how the connection is, and then what changed. */
  #sign: "resync" | "lost" | null = null;
  #changes: LiveEvent[] = [];

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
    controller.enqueue(this.#encoder.encode(`retry: ${RETRY_MS}\n\n`));
    this.#stop = this.#watch.begin(this);
    this.#timers = [
      setInterval(() => this.#beat(), BEAT_MS),
      setInterval(() => void this.#check(), CHECK_MS),
    ];
  }

  /** The reader has taken what there was. */
  pull(): void {
    this.#tellSoon();
  }

  cancel(): void {
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#due);
    this.#stop();
    this.#controller = undefined;
  }

  onListening(): void {
    this.#sign = "resync";
    // A resync says as much and more.
    this.#changes = [];
    this.#tellSoon();
  }

  onLost(): void {
    this.#sign = "lost";
    this.#tellSoon();
  }

  onChange(event: LiveEvent): void {
    this.#changes = withEvent(this.#changes, event);
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (!this.#sign && this.#changes.length === 0) return;
    const wait = Math.max(0, this.#toldAt + PAUSE_MS - performance.now());
    this.#due ??= setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    this.#due = undefined;
    const sign = this.#sign ? `event: ${this.#sign}\ndata: {}\n\n` : "";
    const changes = this.#changes.length > 0 ? `data: ${JSON.stringify(this.#changes)}\n\n` : "";
    if (!this.#write(sign + changes)) return;
    this.#sign = null;
    this.#changes = [];
  }

  #beat(): void {
    const silence = performance.now() - this.#toldAt;
    if (silence >= BEAT_MS / 2 && !this.#write("event: beat\ndata: {}\n\n") && silence > STALLED_MS)
      this.#end();
  }

  /** False while the reader has not taken the last one; then `pull` comes when it has. */
  #write(text: string): boolean {
    if ((this.#controller?.desiredSize ?? 0) <= 0) return false;
    this.#toldAt = performance.now();
    this.#controller?.enqueue(this.#encoder.encode(text));
    return true;
  }

  async #check(): Promise<void> {
    if (!(await this.#watch.mayGoOn().catch(() => false))) this.#end();
  }

  #end(): void {
    const controller = this.#controller;
    this.cancel();
    controller?.close();
  }
}
