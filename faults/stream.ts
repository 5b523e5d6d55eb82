import { get, type IncomingMessage } from "node:http";

/** A stream of live changes, as a screen or a program has one open (`/api/live`). */
export class LiveStream {
  readonly status: number;
  readonly #response: IncomingMessage;
  #text = "";
  #told: () => void = () => undefined;

  private constructor(response: IncomingMessage) {
    this.status = response.statusCode ?? 0;
    this.#response = response;
    response.setEncoding("utf8");
    response.on("data", (part: string) => {
      this.#text += part;
      this.#told();
    });
    // A process that dies cuts its streams.
    response.on("error", () => undefined);
  }

  static open(url: string, headers: Record<string, string>): Promise<LiveStream> {
    return new Promise((resolve, reject) => {
      get(`${url}/api/live`, { headers, agent: false }, (response) => resolve(new LiveStream(response))).once(
        "error",
        reject,
      );
    });
  }

  /** Whether a text comes, or has come, within that time. */
  async hears(text: string, withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (!this.#text.includes(text)) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#told = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return true;
  }

  close(): void {
    this.#response.destroy();
  }
}
