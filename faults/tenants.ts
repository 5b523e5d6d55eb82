import { memoryOf } from "../bench/process-memory.ts";
import { closeControlDatabase } from "../db/control/client.ts";
import { closeTenants } from "../db/tenant/client.ts";
import { psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { type Answer, atOnce } from "./calls.ts";
import { type Desk, newTenant, openDesk } from "./desk.ts";
import { LiveStream } from "./stream.ts";
import type { Run, Suite } from "./suite.ts";

const CALLERS = 64;
/** As `db/` bounds a process: of all tenants together, to the control database, and one for each tenant who looks on live. */
const MOST_CONNECTIONS = 40 + 8;
const MOST_LIVE_TENANTS = 24;
/**
 * What a process may grow in the second half of the rounds, and what it may take at the end (MB). In the first half its heap becomes
 * as large as the work needs, the more the quicker the machine is.
 */
const MOST_GROWTH_MB = 100;
const MOST_MEMORY_MB = 1_024;

type Tenant = Awaited<ReturnType<typeof newTenant>>;

export const tenants: Suite = {
  name: "tenants",
  promise:
    "A11 one process serves many tenants at once with bounded connections and memory, and none sees another's",
  async run(run) {
    const desk = await openDesk();
    const closing: (() => unknown)[] = [() => desk.close()];
    try {
      const all: Tenant[] = [];
      await atOnce(
        Array.from({ length: run.size(30, 200) }),
        2,
        async () => void all.push(await newTenant()),
      );
      // What this process opened to make them is not the app's.
      await Promise.all([closeTenants(), closeControlDatabase()]);
      const connections = new Connections(desk);
      closing.unshift(() => connections.stop());
      for (const stream of await lookOn(run, desk, all)) closing.unshift(() => stream.close());
      const rounds = run.size(3, 20);
      let half = 0;
      for (let round = 1; round <= rounds; round += 1) {
        await everybodyWorks(run, desk, all, round);
        if (round === Math.ceil(rounds / 2)) half = megabytesOf(desk);
      }
      const taken = megabytesOf(desk);
      const grown = taken - half;
      const most = await connections.stop();
      const bound = MOST_CONNECTIONS + MOST_LIVE_TENANTS;
      run.check(most <= bound, `the app had ${most} connections, more than ${bound}`);
      run.check(grown <= MOST_GROWTH_MB, `the app grew by ${grown} MB in the second half of the rounds`);
      run.check(taken <= MOST_MEMORY_MB, `the app took ${taken} MB`);
      run.figure(`${all.length} tenants at once, ${rounds} rounds of 4 calls each, ${CALLERS} callers`);
      run.figure(
        `at most ${most} connections of at most ${bound}; grew by ${grown} MB in the second half, to ${taken} MB`,
      );
    } finally {
      for (const close of closing) await close();
    }
  },
};

/** Each has a trade of its own each round, and finds its own loans and no others. */
async function everybodyWorks(run: Run, desk: Desk, all: Tenant[], round: number): Promise<void> {
  const works = all.flatMap((tenant) => [tenant, tenant]);
  await atOnce(works, CALLERS, async (tenant, at) => {
    const headers = { Authorization: `Bearer ${tenant.tokens.operator}` };
    const read = (path: string) => desk.calls.send({ method: "GET", path, headers });
    const isFine = ({ status, json }: Answer, what: string) =>
      run.check(status < 300, `${what} of ${tenant.slug} was answered ${status} ${JSON.stringify(json)}`);
    if (at % 2 === 0) {
      const own = { borrowerName: tenant.slug };
      const body = psxTrade(`${tenant.slug}-${round}`, [psxLoan(1, own), psxLoan(2, own)]);
      const webhook = { "X-Exchange-Api-Key": tenant.webhookKey };
      isFine(
        await desk.calls.send({ method: "POST", path: "/api/pipeline/trades", headers: webhook, body }),
        "a trade",
      );
    } else isFine(await read("/api/pipeline/loans/summary"), "the summary");
    const list = await read("/api/pipeline/loans?pageSize=50");
    isFine(list, "the list");
    const loans: { borrowerName: string }[] = list.json?.loans ?? [];
    const foreign = loans.filter(({ borrowerName }) => borrowerName !== tenant.slug);
    // The trade whose sender asks has just been acknowledged.
    const isShown = at % 2 === 1 || loans.length - foreign.length >= 2;
    run.check(isShown, `${tenant.slug} was not shown its own loans`);
    run.check(foreign.length === 0, `${tenant.slug} was shown a loan of ${foreign[0]?.borrowerName}`);
  });
}

/** Somebody of every tenant looks on live: as many as a process can listen for, and the others are told so. */
async function lookOn(run: Run, { app }: Desk, all: Tenant[]): Promise<LiveStream[]> {
  const streams: LiveStream[] = [];
  let refused = 0;
  for (const { slug, tokens } of all) {
    const stream = await LiveStream.open(app.url, { Authorization: `Bearer ${tokens.operator}` });
    streams.push(stream);
    if (stream.status === 429) refused += 1;
    else run.check(await stream.hears("event: resync", 15_000), `the stream of ${slug} heard nothing`);
  }
  const expected = Math.max(0, all.length - MOST_LIVE_TENANTS);
  run.check(refused === expected, `${refused} streams were refused instead of ${expected}`);
  run.figure(`${all.length - refused} tenants look on live, ${refused} are told to come back`);
  return streams;
}

/** The most connections that the app ever had, looked at all the time. */
class Connections {
  readonly #desk: Desk;
  readonly #watching: Promise<void>;
  #isOver = false;
  #most = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#watching = this.#watch();
  }

  async stop(): Promise<number> {
    this.#isOver = true;
    await this.#watching;
    return this.#most;
  }

  async #watch(): Promise<void> {
    const client = await this.#desk.owner.connect();
    try {
      while (!this.#isOver) {
        const { rows } = await client.query<{ open: number }>(
          // The app's role alone: the owner's connections are this suite's.
          "select count(*)::int as open from pg_stat_activity where usename like '%\\_app'",
        );
        this.#most = Math.max(this.#most, rows[0]?.open ?? 0);
        await client.query("select pg_sleep(0.02)");
      }
    } finally {
      client.release();
    }
  }
}

/** Nothing where the system does not tell. */
const megabytesOf = ({ app }: Desk) => Math.round(memoryOf(app.pid, "VmRSS") ?? 0);
