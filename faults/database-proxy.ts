import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../cli/http-server.ts";

/** Where in a transaction the connection is lost. */
export const POINTS = [
  "before BEGIN",
  "inside",
  "inside, after a silence",
  "before COMMIT arrives",
  "before COMMIT is answered",
  "after COMMIT",
] as const;
export type Point = (typeof POINTS)[number];

export interface Trap {
  /** In whose transaction, by the name of the database. */
  database: string;
  point: Point;
  /** How many statements pass after BEGIN. */
  statements: number;
}

const SILENCE_MS = 400;
const QUERY = "Q".charCodeAt(0);
/** The end of one round of the extended protocol: a statement with parameters. */
const SYNC = "S".charCodeAt(0);

/**
 * Stands between the app and PostgreSQL and reads along, so that it can cut a connection at a point of a transaction. One trap at
 * a time; the first transaction of that database falls into it.
 */
export class DatabaseProxy {
  #trap: (Trap & { fired(): void }) | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #delayMs = 0;

  private constructor(target: { host: string; port: number }) {
    this.#server = createServer((app) => this.#connect(app, dial(target)));
  }

  /** @returns the proxy, and the address at which it stands for that database */
  static async before(databaseUrl: string): Promise<{ proxy: DatabaseProxy; url: string }> {
    const url = new URL(databaseUrl);
    const proxy = new DatabaseProxy({ host: url.hostname, port: Number(url.port || 5432) });
    url.port = String(await listen(proxy.#server, 0, "127.0.0.1"));
    url.hostname = "127.0.0.1";
    return { proxy, url: url.href };
  }

  /** @returns whether it has fired by now */
  set(trap: Trap): () => boolean {
    let hasFired = false;
    const fired = () => {
      hasFired = true;
      this.#trap = undefined;
    };
    this.#trap = { ...trap, fired };
    return () => hasFired;
  }

  unset(): void {
    this.#trap = undefined;
  }

  /** From now on what the app sends arrives so much later (ms). */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Cuts every connection there is. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(app: Socket, database: Socket): void {
    const wire: Wire = { app, database, name: "", statements: null, isCommitting: false, isSilent: false };
    for (const socket of [app, database]) {
      socket.setNoDelay();
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        app.destroy();
        database.destroy();
      });
    }
    let held: Buffer = Buffer.alloc(0);
    let passing = Promise.resolve();
    app.on("data", (data) => {
      const { messages, rest } = messagesIn(Buffer.concat([held, data]), () => wire.name === "");
      held = rest;
      passing = passing.then(async () => {
        if (this.#delayMs > 0) await sleep(this.#delayMs);
        for (const message of messages) await this.#pass(wire, message);
      });
    });
    database.on("data", (data) => this.#answer(wire, data));
  }

  async #pass(wire: Wire, message: Buffer): Promise<void> {
    if (wire.name === "") wire.name = databaseOf(message);
    const trap = this.#trap?.database === wire.name ? this.#trap : undefined;
    const text = message[0] === QUERY ? message.toString("latin1", 5, message.length - 1).toUpperCase() : "";
    if (text === "BEGIN") {
      if (trap?.point === "before BEGIN") return cut(wire, trap);
      wire.statements = 0;
    } else if (text === "COMMIT") {
      if (
        trap &&
        wire.statements !== null &&
        !trap.point.endsWith("answered") &&
        trap.point !== "after COMMIT"
      )
        return cut(wire, trap);
      wire.isCommitting = wire.statements !== null;
      wire.statements = null;
    } else if (text === "ROLLBACK") {
      wire.statements = null;
    } else if (wire.statements !== null && (text !== "" || message[0] === SYNC)) {
      wire.statements += 1;
      if (trap?.point.startsWith("inside") && wire.statements > trap.statements) {
        wire.isSilent = true;
        if (trap.point === "inside, after a silence") await sleep(SILENCE_MS);
        return cut(wire, trap);
      }
    }
    wire.database.write(message);
  }

  #answer(wire: Wire, data: Buffer): void {
    if (wire.isSilent) return;
    const trap = this.#trap?.database === wire.name ? this.#trap : undefined;
    if (wire.isCommitting) {
      wire.isCommitting = false;
      if (trap?.point === "before COMMIT is answered") cut(wire, trap);
      if (trap?.point === "after COMMIT") {
        trap.fired();
        wire.app.end(data);
      }
    }
    if (wire.app.writable) wire.app.write(data);
  }
}

/** One connection of the app, and how far it is. */
interface Wire {
  app: Socket;
  database: Socket;
  /** Of the database that it is to; empty until that is said. */
  name: string;
  /** How many since BEGIN; null outside of a transaction. */
  statements: number | null;
  isCommitting: boolean;
  isSilent: boolean;
}

function cut({ app, database }: Wire, trap: { fired(): void }): void {
  trap.fired();
  app.resetAndDestroy();
  database.destroy();
}

/** The whole messages of what has come: the first of a connection has no letter before its length. */
function messagesIn(data: Buffer, isFirst: () => boolean): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = [];
  let at = 0;
  let letter = isFirst() ? 0 : 1;
  while (data.length >= at + letter + 4) {
    const end = at + letter + data.readUInt32BE(at + letter);
    if (end > data.length) break;
    messages.push(data.subarray(at, end));
    at = end;
    letter = 1;
  }
  return { messages, rest: data.subarray(at) };
}

/** `user\0…\0database\0…\0` */
function databaseOf(startup: Buffer): string {
  const words = startup.toString("utf8", 8).split("\0");
  return words[words.indexOf("database") + 1] ?? "";
}
