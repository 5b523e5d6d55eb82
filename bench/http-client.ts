import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";

/** One connection to the server that is kept open, as a client of the API would keep it. */
export class HttpClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(url: string, { token, key }: { token: string; key: string }) {
    this.#url = url;
    this.#headers = { Authorization: `Bearer ${token}`, "X-Exchange-Api-Key": key };
  }

  get(path: string): Promise<Buffer> {
    return this.#send(path, { method: "GET" });
  }

  post(path: string, body: Uint8Array): Promise<Buffer> {
    const headers = { "Content-Type": "application/json", "Content-Length": body.length };
    return this.#send(path, { method: "POST", headers }, body);
  }

  /** The answer as it comes, for one that is too long to keep. */
  async stream(path: string): Promise<IncomingMessage> {
    return this.#open(path, { method: "GET" });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(path: string, options: RequestOptions, body?: Uint8Array): Promise<Buffer> {
    const response = await this.#open(path, options, body);
    const parts: Buffer[] = [];
    for await (const part of response) parts.push(part);
    const answer = Buffer.concat(parts);
    if (response.statusCode !== 200 && response.statusCode !== 201)
      throw new Error(
        `${options.method} ${path} answered ${response.statusCode}: ${answer.toString("utf8", 0, 500)}`,
      );
    return answer;
  }

  #open(path: string, options: RequestOptions, body?: Uint8Array): Promise<IncomingMessage> {
    const headers = { ...this.#headers, ...(options.headers as Record<string, string>) };
    return new Promise((resolve, reject) => {
      const sent = request(this.#url + path, { ...options, headers, agent: this.#agent }, resolve);
      sent.once("error", reject);
      sent.end(body);
    });
  }
}
