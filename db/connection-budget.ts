import type pg from "pg";

/** What it takes to open a connection, of either driver. */
type ClientClass = new (settings: ConstructorParameters<typeof pg.Client>[0]) => pg.Client;

type Connected = (error: Error | null, client?: pg.Client) => void;

interface Waiting {
  take(): void;
}

/**
 * How many connections a process may have open in all the pools that belong to it: a server has few, and shares them out among
 * every process. Who comes when they are taken is served in turn: what lies idle in another pool is closed for it, and
 * what is in use is closed when it is given back.
 */
export class ConnectionBudget {
  readonly #most: number;
  /** How many of them each pool holds. */
  readonly #held = new Map<pg.Pool, number>();
  readonly #waiting: Waiting[] = [];
  /** Idle connections that are being closed for somebody who waits. */
  readonly #closing = new Map<pg.Pool, number>();
  #open = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Connections that are open or being opened; never more than there may be. */
  get open(): number {
    return this.#open;
  }

  /**
   * From now on the pool opens a connection only when the budget has one for it.
   * @param waitMs how long it waits for one before its caller is told to come back
   */
  govern(pool: pg.Pool, waitMs: number): void {
    const governed = pool as pg.Pool & { Client: ClientClass };
    governed.Client = this.#clientOf(pool, governed.Client, waitMs);
    // Both drivers look at this right after they have told of the release.
    pool.on("release", () =>
      Object.assign(pool.options, { maxUses: this.#waiting.length > 0 ? 1 : Infinity }),
    );
  }

  #clientOf(pool: pg.Pool, Client: ClientClass, waitMs: number): ClientClass {
    const budget = this;
    return class extends Client {
      // Pools ask with a callback.
      override connect(): Promise<pg.Client>;
      override connect(done: Connected): void;
      override connect(done?: Connected): unknown {
        const connected = this.#connect();
        return done ? connected.then(() => done(null, this), done) : connected;
      }

      async #connect(): Promise<pg.Client> {
        await budget.#take(waitMs);
        const giveBack = budget.#giveBackOf(pool);
        this.once("end", giveBack);
        try {
          await super.connect();
        } catch (error) {
          giveBack();
          throw error;
        }
        return this;
      }
    };
  }

  #take(waitMs: number): Promise<void> {
    if (this.#open < this.#most) {
      this.#open += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting = {
        take: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new Error("timeout exceeded when trying to connect: every connection is in use"));
      }, waitMs);
      this.#waiting.push(waiting);
      this.#closeOneIdle();
    });
  }

  /** For one connection; however often it is said to have ended, it comes back once. */
  #giveBackOf(pool: pg.Pool): () => void {
    count(this.#held, pool, 1);
    let isOut = true;
    return () => {
      if (!isOut) return;
      isOut = false;
      count(this.#held, pool, -1);
      const next = this.#waiting.shift();
      if (next) next.take();
      else this.#open -= 1;
    };
  }

  #closeOneIdle(): void {
    const pool = [...this.#held.keys()].find((one) => one.idleCount > (this.#closing.get(one) ?? 0));
    if (!pool) return;
    count(this.#closing, pool, 1);
    const closed = () => count(this.#closing, pool, -1);
    pool
      .connect()
      .then((client) => client.release(true))
      .then(closed, closed);
  }
}

/** A pool that none is counted of is forgotten. */
function count(counts: Map<pg.Pool, number>, pool: pg.Pool, change: 1 | -1): void {
  const next = (counts.get(pool) ?? 0) + change;
  if (next === 0) counts.delete(pool);
  else counts.set(pool, next);
}
