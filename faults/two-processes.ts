import startPooler from "../db/testing-pgbouncer.ts";
import { App, type BEGINNINGS } from "./app.ts";
import { Balancer } from "./balancer.ts";

/** PgBouncer in transaction mode before the database, two processes of the app behind it, and a balancer before those. */
export class TwoProcesses {
  readonly apps: App[] = [];
  readonly #env: Record<string, string>;
  readonly #by: keyof typeof BEGINNINGS;
  #stopPooler: (() => Promise<void>) | undefined;
  #balancer: Balancer | undefined;

  /** @param env what each is started with beside the database */
  constructor(env: Record<string, string> = {}, by: keyof typeof BEGINNINGS = "ourServer") {
    this.#env = env;
    this.#by = by;
  }

  /** @returns the address of the balancer */
  async open(): Promise<string> {
    this.#stopPooler = await startPooler();
    const { DATABASE_URL = "", DATABASE_URL_UNPOOLED = "", AUTH_SECRET = "" } = process.env;
    const env = { DATABASE_URL, DATABASE_URL_UNPOOLED, AUTH_SECRET, ...this.#env };
    for (let n = 0; n < 2; n += 1) this.apps.push(await App.on(env, this.#by));
    this.#balancer = await Balancer.before(this.apps.map(({ url }) => url));
    return this.#balancer.url;
  }

  async close(): Promise<void> {
    this.#balancer?.stop();
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.#stopPooler?.();
  }
}
