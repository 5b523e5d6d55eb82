import {
  DELIVERED,
  INITIAL_STATUS,
  SETTLED,
  type StatusConfig,
  type StatusWorkflow,
  statusOf,
} from "../../server/domain/pipeline/model/status-workflow.ts";
import { addWeekdays, dayOf, lastWeekday, momentIn } from "./calendar.ts";
import { cents, dollars, inventLoan, type TapeLoan } from "./loan-tape.ts";
import { BUYERS, CARRIERS, NOTES, RECOVERY_NOTES, SELLERS } from "./names.ts";
import { Random } from "./random.ts";

/** What shall have happened by now: trades, and what befell groups of their loans. Nothing here touches a database. */
export interface PlannedTrade {
  at: Date;
  body: Record<string, unknown> & { exchangeTradeId: string; loans: TapeLoan[] };
}

interface Step {
  at: Date;
  exchangeTradeId: string;
  /** Positions in the trade's list of loans. */
  loans: number[];
}

export type PlannedStep = Step &
  (
    | { kind: "price"; facts: { salePrice?: string; expectedDeliveryDate: string; deliveryMethod: string }[] }
    | { kind: "move"; to: string; notes: string }
    | { kind: "settle"; reference: string; settlementDate: string; shortfallCents: number }
  );

export interface Plan {
  trades: PlannedTrade[];
  /** In the order in which they happened. */
  steps: PlannedStep[];
}

export interface PlanRequest {
  loans: number;
  /** Number of the first trade on the exchange; the others count on. */
  firstTrade: number;
  principalId: string;
  timeZone: string;
  workflow: StatusWorkflow;
  now: Date;
}

/** How far back the demo reaches, in weekdays. */
export const DEEPEST_AGE = 70;
/** Loans that get facts of the sale one by one, and loans that fare differently from their trade: at most. */
const MOST_PRICED = 450;
const MOST_STRAGGLERS = 64;

/** Plans trades and their fates, the same for the same request on the same day. */
export function planDemo(request: PlanRequest): Plan {
  return new Planner(request).plan();
}

interface Detour {
  after: StatusConfig;
  exception: StatusConfig;
  returns: boolean;
}

interface Misfortune {
  misfortune: "stall" | "dispute" | null;
  /** Where on the route it gets stuck, if it does. */
  stop: number;
  detour: Detour | null;
}

const NO_MISFORTUNE: Misfortune = { misfortune: null, stop: 0, detour: null };

class Planner {
  readonly #request: PlanRequest;
  readonly #random: Random;
  readonly #route: StatusConfig[];
  readonly #steps: PlannedStep[] = [];
  readonly #seller: () => [string, string];
  #priced = 0;
  #stragglers = 0;
  #misfortunes = 0;

  constructor(request: PlanRequest) {
    this.#request = request;
    this.#random = new Random(`${request.principalId} ${request.firstTrade}`);
    this.#route = routeTo(DELIVERED, request.workflow);
    this.#seller = () => this.#random.pick(SELLERS);
  }

  plan(): Plan {
    const sizes = this.#tradeSizes();
    const trades = sizes.map((size, i) => this.#trade(i, size, this.#ageOf(i, sizes.length)));
    const steps = this.#steps.filter((step) => step.at <= this.#request.now);
    return { trades, steps: steps.sort((a, b) => a.at.getTime() - b.at.getTime()) };
  }

  #tradeSizes(): number[] {
    const { loans } = this.#request;
    const [least, most] =
      loans <= 200 ? [4, 14] : loans <= 1_000 ? [6, 26] : [Math.floor(loans / 40), Math.ceil(loans / 25)];
    const sizes: number[] = [];
    for (let left = loans; left > 0; left -= sizes.at(-1) ?? left) {
      const size = Math.min(left, this.#random.between(least, Math.min(most, 10_000)));
      sizes.push(left - size < least ? Math.min(left, 10_000) : size);
    }
    return sizes;
  }

  /** Oldest first; the last weeks are the busiest, and something was bought today. */
  #ageOf(i: number, count: number): number {
    const place = (count - 1 - i) / Math.max(1, count - 1);
    return Math.round(DEEPEST_AGE * place ** 1.5);
  }

  #trade(i: number, size: number, age: number): PlannedTrade {
    const { timeZone, now, principalId } = this.#request;
    const today = lastWeekday(dayOf(timeZone, now));
    const planned = momentIn(timeZone, addWeekdays(today, -age), this.#random.between(9 * 60 + 30, 16 * 60));
    const minutesAgo = this.#random.between(4, 50);
    const at = planned < now ? planned : new Date(now.getTime() - minutesAgo * 60_000);
    const tradeDate = dayOf(timeZone, at);
    const exchangeTradeId = `PSX-${tradeDate.slice(0, 4)}-${this.#request.firstTrade + i}`;
    const [buyerId, buyerName] = this.#random.pick(BUYERS);
    const [sellerId, sellerName] = this.#seller();
    const loans = Array.from({ length: size }, (_, n) => inventLoan(this.#random, exchangeTradeId, n + 1));
    for (const lot of this.#lots(size)) this.#follow(lot, loans, exchangeTradeId, at);
    return {
      at,
      body: { exchangeTradeId, tradeDate, principalId, buyerId, buyerName, sellerId, sellerName, loans },
    };
  }

  /** Most of a trade travels together, in one or two lots; now and then a loan goes its own way. */
  #lots(size: number): { loans: number[]; isStraggler: boolean }[] {
    const [alone, together]: [number[], number[]] = [[], []];
    for (let n = 0; n < size; n += 1) {
      const strays = this.#random.chance(0.16) && this.#stragglers < MOST_STRAGGLERS;
      if (strays) this.#stragglers += 1;
      (strays ? alone : together).push(n);
    }
    const cut = this.#random.chance(0.5) ? Math.floor(together.length * 0.6) : together.length;
    const lots = [together.slice(0, cut), together.slice(cut)].filter((lot) => lot.length > 0);
    return [
      ...lots.map((loans) => ({ loans, isStraggler: false })),
      ...alone.map((n) => ({ loans: [n], isStraggler: true })),
    ];
  }

  #follow(
    lot: { loans: number[]; isStraggler: boolean },
    tape: TapeLoan[],
    exchangeTradeId: string,
    boughtAt: Date,
  ): void {
    const random = this.#random;
    const clock = new Clock(random, this.#request.timeZone, boughtAt);
    const step = () => ({ at: clock.now, exchangeTradeId, loans: lot.loans });
    const { misfortune, stop, detour } = lot.isStraggler ? this.#misfortune() : NO_MISFORTUNE;
    const slowLeg = random.between(0, this.#route.length - 1);
    const slow = random.chance(lot.isStraggler ? 0.4 : 0.1) ? random.between(2, 5) : 0;
    for (const [i, status] of this.#route.entries()) {
      if (misfortune === "stall" && i === stop) return;
      clock.pass(random.between(i === 0 ? 1 : 2, 3) + (i === slowLeg ? slow : 0));
      if (i === 0) this.#price(lot.loans, tape, step());
      clock.tick();
      this.#move(status.statusCode, step());
      if (detour?.after === status && !this.#detour(detour, clock, step)) return;
    }
    if (misfortune === "dispute") {
      this.#dispute(clock, step);
      return;
    }
    clock.pass(random.between(4, 8) + (random.chance(0.12) ? 7 : 0));
    this.#settle(clock, step());
  }

  /** In turn, not by chance, so that every status of the workflow has loans in it. */
  #misfortune(): Misfortune {
    const turn = this.#misfortunes++;
    const round = Math.floor(turn / 4);
    if (turn % 4 === 0) return { ...NO_MISFORTUNE, misfortune: "stall", stop: round % this.#route.length };
    if (turn % 4 === 3) return { ...NO_MISFORTUNE, misfortune: "dispute" };
    const exits = this.#route
      .filter((status) => status.statusCode !== DELIVERED)
      .flatMap((after) => this.#exceptionsOf(after).map((exception) => ({ after, exception })));
    const exit = exits[(round * 2 + (turn % 4)) % exits.length];
    return { ...NO_MISFORTUNE, detour: exit ? { ...exit, returns: round % 2 === 1 } : null };
  }

  /** Off the main path and, every other time, back on it. Answers whether the loan came back. */
  #detour({ after, exception, returns }: Detour, clock: Clock, step: () => Step): boolean {
    clock.pass(this.#random.between(2, 4));
    this.#move(exception.statusCode, step());
    if (!returns || !exception.allowedTransitions.includes(after.statusCode)) return false;
    clock.pass(this.#random.between(2, 4));
    this.#move(after.statusCode, step(), this.#random.pick(RECOVERY_NOTES));
    return true;
  }

  #dispute(clock: Clock, step: () => Step): void {
    const delivered = this.#route.at(-1);
    const exception = delivered && this.#exceptionsOf(delivered).at(0);
    if (!exception) return;
    clock.pass(this.#random.between(2, 5));
    this.#move(exception.statusCode, step());
    if (!exception.allowedTransitions.includes(SETTLED) || this.#random.chance(0.6)) return;
    clock.pass(this.#random.between(2, 3));
    this.#settle(clock, step(), this.#random.between(5_000, 45_000));
  }

  #exceptionsOf(status: StatusConfig): StatusConfig[] {
    const targets = status.allowedTransitions.map((code) => statusOf(this.#request.workflow, code));
    return targets.filter((target): target is StatusConfig => target?.isException ?? false);
  }

  #move(to: string, step: Step, notes = this.#random.pick(NOTES[to] ?? NOTES[""] ?? [])): void {
    this.#steps.push({ kind: "move", to, notes, ...step });
  }

  #settle(clock: Clock, step: Step, shortfallCents = 0): void {
    const settlementDate = dayOf(this.#request.timeZone, clock.now);
    const reference = `WIRE-${settlementDate.replaceAll("-", "")}-${this.#random.between(1_000, 9_999)}`;
    const odd = this.#random.chance(0.08) ? this.#random.between(25, 900) : 0;
    this.#steps.push({
      kind: "settle",
      reference,
      settlementDate,
      shortfallCents: shortfallCents || odd,
      ...step,
    });
  }

  /** The sale's facts, which the desk enters when the package goes out. */
  #price(loans: number[], tape: TapeLoan[], step: Step): void {
    const priced = loans.slice(0, MOST_PRICED - this.#priced);
    if (priced.length === 0) return;
    this.#priced += priced.length;
    const day = dayOf(this.#request.timeZone, step.at);
    const expectedDeliveryDate = addWeekdays(day, this.#random.between(3, 7));
    const deliveryMethod = this.#random.pick(CARRIERS);
    const facts = priced.map((n) => {
      const bought = cents(tape[n]?.purchasePrice ?? "0.00");
      const salePrice = dollars(bought + Math.round((bought / 10_000) * this.#random.between(-12, 145)));
      return { expectedDeliveryDate, deliveryMethod, ...(this.#random.chance(0.06) ? {} : { salePrice }) };
    });
    this.#steps.push({ kind: "price", facts, ...step, loans: priced });
  }
}

/** Office hours of one group of loans: time passes in weekdays, and never stands still. */
class Clock {
  now: Date;
  readonly #random: Random;
  readonly #timeZone: string;

  constructor(random: Random, timeZone: string, now: Date) {
    this.#random = random;
    this.#timeZone = timeZone;
    this.now = now;
  }

  pass(weekdays: number): void {
    const day = addWeekdays(dayOf(this.#timeZone, this.now), weekdays);
    this.now = momentIn(this.#timeZone, day, this.#random.between(9 * 60, 16 * 60 + 30));
  }

  tick(): void {
    this.now = new Date(this.now.getTime() + this.#random.between(2, 25) * 60_000);
  }
}

/** The shortest way from purchase to a status along the main path, without its beginning. */
function routeTo(target: string, workflow: StatusWorkflow): StatusConfig[] {
  const ways: string[][] = [[INITIAL_STATUS]];
  const seen = new Set([INITIAL_STATUS]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1) ?? INITIAL_STATUS;
    if (last === target) return way.slice(1).flatMap((code) => statusOf(workflow, code) ?? []);
    for (const next of statusOf(workflow, last)?.allowedTransitions ?? []) {
      if (seen.has(next) || statusOf(workflow, next)?.isException) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  throw new Error(`no way leads to ${target}`);
}
