import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dice } from "../server/domain/pipeline/testing-random.ts";
import { buyLoans, psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { type Answer, type Call, NoAnswer } from "./calls.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Run, Suite } from "./suite.ts";

const PER_SECOND = 50;
const LONGEST_STOP_MS = 30_000;
const SERVED_BETWEEN = 60;
/** How long whoever is refused a connection waits before the next try. */
const LATER_MS = 150;
/** A machine on which others are busy as well serves less; what waits there must not pile up. */
const MOST_UNDER_WAY = 200;
/** A stop and a start, each as long as it may take. */
const MOST_WAITING_MS = 120_000;

export const restarts: Suite = {
  name: "restarts",
  promise: "A11 no request that was accepted is dropped by a restart, and a stop takes at most 30 seconds",
  async run(run) {
    // An app that ends too soon tells only of what it has begun.
    const desk = await openDesk({ env: { PSSAAS_LOG_LEVEL: "debug" } });
    try {
      const traffic = await Traffic.at(run, desk);
      const count = run.size(2, 20);
      traffic.begin();
      let longest = 0;
      for (let n = 1; n <= count; n += 1) {
        await traffic.untilServed(SERVED_BETWEEN);
        const half = await halfSent(desk, n);
        const stopping = desk.app.stop();
        await sleep(LATER_MS);
        run.check(await half.finish(), `stop ${n}: a trade of which half had come was not answered`);
        const { code, took } = await stopping;
        longest = Math.max(longest, took);
        run.check(code === 0, `stop ${n}: the app ended with code ${code}`);
        run.check(took <= LONGEST_STOP_MS, `stop ${n} took ${took.toFixed(0)} ms`);
        await desk.app.start();
      }
      await traffic.untilServed(SERVED_BETWEEN);
      await traffic.end();
      await traffic.compare();
      run.sometimes(traffic.happened);
      run.figure(`${count} restarts, ${traffic.served} requests served at up to ${PER_SECOND} a second`);
      run.figure(
        `longest stop ${longest.toFixed(0)} ms; ${traffic.refused} connections refused and ${traffic.resets} reset unread, and tried again`,
      );
      await desk.audit(run, "after all restarts");
    } finally {
      await desk.close();
    }
  },
};

/** A trade on a connection of its own, of which half has come. @returns how to send the rest, and then whether it was taken */
async function halfSent({ app, calls, webhook }: Desk, n: number): Promise<{ finish(): Promise<boolean> }> {
  const id = randomUUID();
  const { promise: rest, resolve: sendRest } = Promise.withResolvers<void>();
  const headers = { ...webhook, "X-Request-Id": id };
  const body = psxTrade(`HALF-${n}`, [psxLoan(1)]);
  const call = { method: "POST", path: "/api/pipeline/trades", headers, body, rest, agent: new Agent() };
  const answered = calls.send(call).then(
    ({ status }) => status === 201,
    () => false,
  );
  const deadline = performance.now() + MOST_WAITING_MS;
  while (!app.hasLogged(id) && performance.now() < deadline) await sleep(10);
  return {
    finish: () => {
      sendRest();
      return answered;
    },
  };
}

/** Requests at a steady pace, whatever becomes of those before; only a refused connection is tried again. */
class Traffic {
  served = 0;
  refused = 0;
  readonly happened = { "a refused connection": 0, "a kept connection": 0, "a trade": 0, "a price": 0 };
  readonly #run: Run;
  readonly #desk: Desk;
  readonly #loans: number[];
  readonly #chance: Dice;
  readonly #underWay = new Set<Promise<void>>();
  readonly #made: string[] = [];
  /** Cut without an answer, by the id of the request. */
  readonly #reset = new Map<string, string>();
  readonly #kept = new Agent({ keepAlive: true, maxSockets: 10 });
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  private constructor(run: Run, desk: Desk, loans: number[]) {
    this.#run = run;
    this.#desk = desk;
    this.#loans = loans;
    this.#chance = run.dice();
  }

  static async at(run: Run, desk: Desk): Promise<Traffic> {
    return new Traffic(run, desk, await buyLoans(await desk.as("exchange"), "TRAFFIC", 20));
  }

  begin(): void {
    this.#timer = setInterval(() => {
      if (this.#underWay.size >= MOST_UNDER_WAY) return;
      const one = this.#ask(++this.#count).finally(() => this.#underWay.delete(one));
      this.#underWay.add(one);
    }, 1_000 / PER_SECOND);
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
    this.#kept.destroy();
  }

  /** Until so many more are served, and with them everybody who waits by now: nobody has to wait out a second restart. */
  async untilServed(more: number): Promise<void> {
    const wanted = this.served + more;
    await Promise.all(this.#underWay);
    const deadline = performance.now() + MOST_WAITING_MS;
    while (this.served < wanted && performance.now() < deadline) await sleep(10);
    this.#run.check(this.served >= wanted, `no ${more} requests served in ${MOST_WAITING_MS / 1000} seconds`);
  }

  get resets(): number {
    return this.#reset.size;
  }

  /**
   * Each trade of which somebody was told is there; and what was cut without an answer had never reached the app: whoever sends into
   * a connection at the very moment in which it is closed is reset by the kernel, and may send it again.
   */
  async compare(): Promise<void> {
    for (const [id, what] of this.#reset)
      this.#run.check(!this.#desk.app.hasLogged(id), `${what} was accepted and not answered`);
    const { rows } = await this.#desk.owner.query<{ id: string }>(
      "select exchange_trade_id as id from pipeline_trade",
    );
    const there = new Set(rows.map(({ id }) => id));
    for (const id of this.#made) this.#run.check(there.has(id), `trade ${id} was acknowledged and is lost`);
  }

  async #ask(n: number): Promise<void> {
    const what = this.#chance.pick("list", "list", "price", "trade");
    const isKept = this.#chance.below(2) === 0;
    const agent = isKept ? this.#kept : new Agent();
    const answer = await this.#untilAccepted(
      { ...this.#callOf(what, n), agent },
      `${what} ${n} on a ${isKept ? "kept" : "new"} connection`,
    );
    if (!isKept) agent.destroy();
    if (answer === null) return;
    this.served += 1;
    if (isKept) this.happened["a kept connection"] += 1;
    if (what !== "list") this.happened[`a ${what}`] += 1;
    if (what === "trade" && answer.status === 201) this.#made.push(`T-${n}`);
    const isFine = answer.status < 300;
    this.#run.check(isFine, `${what} ${n} was answered ${answer.status} ${JSON.stringify(answer.json)}`);
  }

  async #untilAccepted(call: Call, what: string): Promise<Answer | null> {
    const deadline = performance.now() + MOST_WAITING_MS;
    while (performance.now() < deadline) {
      const id = randomUUID();
      const headers = { ...call.headers, "X-Request-Id": id };
      try {
        return await this.#desk.calls.send({ ...call, headers });
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (error.code === "ECONNREFUSED") {
          this.refused += 1;
          this.happened["a refused connection"] += 1;
        } else this.#reset.set(id, `${what} (${error.code})`);
        await sleep(LATER_MS);
      }
    }
    this.#run.check(false, `${what} found nobody for ${MOST_WAITING_MS / 1000} seconds`);
    return null;
  }

  #callOf(what: string, n: number): Call {
    const { bearer, webhook } = this.#desk;
    if (what === "trade") {
      const body = psxTrade(`T-${n}`, [psxLoan(1)]);
      return { method: "POST", path: "/api/pipeline/trades", headers: webhook, body };
    }
    const headers = bearer("operator");
    if (what === "list") return { method: "GET", path: "/api/pipeline/loans?pageSize=20", headers };
    const path = `/api/pipeline/loans/${this.#chance.pick(...this.#loans)}`;
    return { method: "PATCH", path, headers, body: { salePrice: `${200_000 + n}.00` } };
  }
}
