import type pg from "pg";
import { openClient } from "../connect.ts";
import { deploymentFrom } from "../deployment.ts";
import { readIdentity } from "./client.ts";

/** Somebody who wants to hear what is committed in a tenant's database. */
export interface Listener {
  /** From now on everything is heard; what happened before may not have been. Said again after each `onLost`. */
  onListening(): void;
  /** The connection is lost, and another one is tried for until there is one. */
  onLost(): void;
  /** What a trigger of `0007_live` wrote. */
  onNotice(payload: string): void;
}

const CHANNEL = "pssaas_live";
/** How long a connection outlives its last listener: who reloads a page comes back at once. */
const LINGER_MS = 10_000;
/** How often a quiet connection is asked whether it is still there. */
const CHECK_MS = 15_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

const held = globalThis as { pssaasEars?: Map<string, Ear> };

/**
 * Listens to a tenant's database until the returned function is called. All who listen to one tenant in this process share
 * a connection of their own, direct, since a pooler does not pass notifications on.
 */
export function listen(tenantId: string, databaseName: string, listener: Listener): () => void {
  held.pssaasEars ??= new Map();
  const ears = held.pssaasEars;
  const url = deploymentFrom(process.env).appDirectUrl(databaseName);
  const key = `${tenantId} ${url}`;
  const ear = ears.get(key) ?? new Ear(url, tenantId, () => ears.delete(key));
  ears.set(key, ear);
  return ear.add(listener);
}

/** Ends every listening connection, for shutdown and tests. */
export async function closeEars(): Promise<void> {
  await Promise.all([...(held.pssaasEars?.values() ?? [])].map((ear) => ear.close()));
}

class Ear {
  readonly #listeners = new Set<Listener>();
  readonly #url: string;
  readonly #tenantId: string;
  readonly #forget: () => void;
  #client: pg.Client | null = null;
  #isListening = false;
  #isClosed = false;
  #failures = 0;
  /** The one thing that is due: another try, the next check, or the end. */
  #timer: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;

  constructor(url: string, tenantId: string, forget: () => void) {
    this.#url = url;
    this.#tenantId = tenantId;
    this.#forget = forget;
    void this.#connect();
  }

  add(listener: Listener): () => void {
    clearTimeout(this.#ending);
    this.#listeners.add(listener);
    if (this.#isListening) listener.onListening();
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#ending = setTimeout(() => void this.close(), LINGER_MS);
      this.#ending.unref();
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isListening = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#ending);
    this.#forget();
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = openClient(this.#url, "pssaas-live");
    this.#client = client;
    client.on("error", () => this.#lose(client));
    client.on("end", () => this.#lose(client));
    client.on("notification", ({ payload }) => {
      for (const listener of this.#listeners) listener.onNotice(payload ?? "");
    });
    try {
      await client.connect();
      await readIdentity(client, this.#tenantId);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      return this.#lose(client);
    }
    if (client !== this.#client) return;
    this.#failures = 0;
    this.#isListening = true;
    this.#checkLater(client);
    for (const listener of this.#listeners) listener.onListening();
  }

  /** A connection can die without a word, which only a question finds out. */
  #checkLater(client: pg.Client): void {
    this.#timer = setTimeout(() => {
      client.query("SELECT 1").then(
        () => client === this.#client && this.#checkLater(client),
        () => this.#lose(client),
      );
    }, CHECK_MS);
    this.#timer.unref();
  }

  #lose(client: pg.Client): void {
    if (client !== this.#client || this.#isClosed) return;
    this.#client = null;
    clearTimeout(this.#timer);
    client.end().catch(() => undefined);
    if (this.#isListening) for (const listener of this.#listeners) listener.onLost();
    this.#isListening = false;
    // Not all at the same moment when a server comes back.
    const longest = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS);
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#connect(), longest * (0.5 + Math.random() / 2));
    this.#timer.unref();
  }
}
