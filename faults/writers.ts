import { setTimeout as sleep } from "node:timers/promises";
import { client } from "../server/domain/funding/testing-files.ts";
import { newBorrower, termsOf } from "../server/domain/mortgages/testing-mortgages.ts";
import type { Dice } from "../server/domain/pipeline/testing-random.ts";
import { buyLoans, psxLoan, psxTrade } from "../server/domain/pipeline/testing-trades.ts";
import { type Answer, NoAnswer } from "./calls.ts";
import type { Desk } from "./desk.ts";
import type { Run } from "./suite.ts";

const LOANS_EACH = 3;
const PATIENCE_MS = 20_000;
/** Whoever is not served waits a moment, and asks again. */
const LATER_MS = 50;

/** What is known of a write: told that it is made, or nothing. */
type Knowledge = "told" | "unknown";

interface Prices {
  told: string | null;
  /** Sent since without an answer. */
  perhaps: Set<string | null>;
}

/**
 * People and systems that write over HTTP and remember what they were told. Each has loans of its own, so that it knows what the
 * price of each must be: the last that was acknowledged, or one of which nobody knows.
 */
export class Writers {
  readonly acknowledged = { trades: 0, prices: 0, files: 0, mortgages: 0 };
  unknown = 0;
  readonly #desk: Desk;
  readonly #run: Run;
  readonly #loans: number[][] = [];
  readonly #borrowers: number[] = [];
  readonly #prices = new Map<number, Prices>();
  readonly #trades = new Map<string, { knowledge: Knowledge; loans: number }>();
  readonly #files = new Map<string, Knowledge>();
  readonly #mortgages = new Map<string, Knowledge>();
  #count = 0;
  #isWriting = false;
  #writing: Promise<void>[] = [];

  private constructor(run: Run, desk: Desk) {
    this.#run = run;
    this.#desk = desk;
  }

  static async at(run: Run, desk: Desk, writers: number): Promise<Writers> {
    const made = new Writers(run, desk);
    for (let n = 0; n < writers; n += 1) {
      const loans = await buyLoans(await desk.as("exchange"), `OWN-${n}`, LOANS_EACH);
      for (const id of loans) made.#prices.set(id, { told: null, perhaps: new Set() });
      made.#loans.push(loans);
      made.#borrowers.push(await newBorrower(await desk.as("admin")));
    }
    return made;
  }

  begin(round: number): void {
    this.#isWriting = true;
    this.#writing = this.#loans.map((_, n) => this.#write(n, this.#run.dice(1_000 + round * 100 + n)));
  }

  get told(): number {
    return Object.values(this.acknowledged).reduce((sum, one) => sum + one, 0);
  }

  /** Until so many more are acknowledged: a machine that is busy begins slowly. */
  async untilAcknowledged(more: number): Promise<void> {
    const from = this.told;
    const began = performance.now();
    while (this.told < from + more && performance.now() - began < PATIENCE_MS) await sleep(10);
    this.#run.check(this.told >= from + more, `no ${more} writes in ${PATIENCE_MS / 1000} seconds`);
  }

  /** Nothing new; what is under way ends. */
  async end(): Promise<void> {
    this.#isWriting = false;
    await Promise.all(this.#writing);
  }

  /** Everything of which anybody was told is there, and everything of which nobody knows is there or not, but not torn. */
  async compare(when: string): Promise<void> {
    await this.#comparePrices(when);
    await this.#compareTrades(when);
    for (const [what, known, table, column] of [
      ["file", this.#files, "funding_file", "email"],
      ["mortgage", this.#mortgages, "mortgage", "loan_amount::text"],
    ] as const) {
      const { rows } = await this.#desk.owner.query<{ key: string }>(`select ${column} as key from ${table}`);
      const there = rows.map(({ key }) => key);
      this.#run.check(new Set(there).size === there.length, `${when}: a ${what} is there twice`);
      for (const [key, knowledge] of known)
        this.#run.check(
          knowledge === "unknown" || there.includes(key),
          `${when}: the ${what} ${key} is lost`,
        );
    }
  }

  async #write(n: number, chance: Dice): Promise<void> {
    while (this.#isWriting) {
      this.#count += 1;
      const write = chance.pick("trade", "price", "price", "price", "file", "mortgage");
      try {
        if (write === "trade") await this.#deliver(chance, this.#count);
        else if (write === "price")
          await this.#price(chance.pick(...(this.#loans[n] as number[])), this.#count);
        else if (write === "file") await this.#open(this.#count);
        else await this.#lend(this.#borrowers[n] as number, this.#count);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (error.code !== "ECONNREFUSED") this.unknown += 1;
        await sleep(LATER_MS);
      }
    }
  }

  async #deliver(chance: Dice, count: number): Promise<void> {
    const loans = 1 + chance.below(4);
    const id = `KILL-${count}`;
    const trade = psxTrade(
      id,
      Array.from({ length: loans }, (_, at) => psxLoan(at + 1)),
    );
    this.#trades.set(id, { knowledge: "unknown", loans });
    if (!(await this.#isMade(this.#desk.postTrade(trade)))) return;
    this.#trades.set(id, { knowledge: "told", loans });
    this.acknowledged.trades += 1;
  }

  async #price(loanId: number, count: number): Promise<void> {
    const price = `${200_000 + count}.50`;
    const prices = this.#prices.get(loanId) as Prices;
    prices.perhaps.add(price);
    const path = `/api/pipeline/loans/${loanId}`;
    if (!(await this.#isMade(this.#desk.api("operator", "PATCH", path, { salePrice: price })))) return;
    this.#prices.set(loanId, { told: price, perhaps: new Set() });
    this.acknowledged.prices += 1;
  }

  async #open(count: number): Promise<void> {
    const email = `client-${count}@mail.test`;
    this.#files.set(email, "unknown");
    const body = client({ email, operator: this.#desk.adminEmail });
    if (!(await this.#isMade(this.#desk.api("operator", "POST", "/api/funding/files", body)))) return;
    this.#files.set(email, "told");
    this.acknowledged.files += 1;
  }

  async #lend(borrowerId: number, count: number): Promise<void> {
    const loanAmount = `${300_000 + count}.00`;
    this.#mortgages.set(loanAmount, "unknown");
    const body = { ...termsOf({ loanAmount }), borrowerId };
    if (!(await this.#isMade(this.#desk.api("admin", "POST", "/api/mortgages", body)))) return;
    this.#mortgages.set(loanAmount, "told");
    this.acknowledged.mortgages += 1;
  }

  /** An answer that says neither done nor «not at the moment» is a failure. */
  async #isMade(answering: Promise<Answer>): Promise<boolean> {
    const { status, json } = await answering;
    if (status === 503) {
      this.unknown += 1;
      await sleep(LATER_MS);
    } else this.#run.check(status < 300, `a write was answered ${status} ${JSON.stringify(json)}`);
    return status < 300;
  }

  async #comparePrices(when: string): Promise<void> {
    const ids = [...this.#prices.keys()];
    const { rows } = await this.#desk.owner.query<{ id: number; price: string | null }>(
      `select pipeline_loan_id as id, sale_price::text as price from pipeline_loan
       where pipeline_loan_id = any($1)`,
      [ids],
    );
    this.#run.check(rows.length === ids.length, `${when}: a loan is lost`);
    for (const { id, price } of rows) {
      const { told, perhaps } = this.#prices.get(id) as Prices;
      const isRight = price === told || perhaps.has(price);
      this.#run.check(isRight, `${when}: loan ${id} was told to be at ${told} and is at ${price}`);
      this.#prices.set(id, { told: price, perhaps: new Set() });
    }
  }

  async #compareTrades(when: string): Promise<void> {
    const { rows } = await this.#desk.owner.query<{ id: string; loans: number }>(
      `select t.exchange_trade_id as id, count(l.*)::int as loans from pipeline_trade t
       left join pipeline_loan l using (pipeline_trade_id) group by 1`,
    );
    const there = new Map(rows.map(({ id, loans }) => [id, loans]));
    for (const [id, { knowledge, loans }] of this.#trades) {
      const found = there.get(id);
      this.#run.check(found !== undefined || knowledge === "unknown", `${when}: trade ${id} is lost`);
      this.#run.check(
        found === undefined || found === loans,
        `${when}: trade ${id} has ${found} of ${loans}`,
      );
    }
  }
}
