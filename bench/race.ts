/** One turn of one side: what is made ready outside the clock, and the work that is timed. */
export type Turn = (round: number) => Promise<() => Promise<unknown>> | (() => Promise<unknown>);

/** One piece of work, done by the product over HTTP and by hand-written SQL through the driver. */
export interface Job {
  name: string;
  kind: "read" | "bulk" | "intake" | "export";
  /** The most that the product's work may take, without what any request costs, as a multiple of the hand-written SQL. */
  wanted: number;
  byHand: Turn;
  overHttp: Turn;
  /** Fails when the two sides did not do the same. */
  check?(byHand: unknown, overHttp: unknown): void;
}

export interface Times {
  median: number;
  p95: number;
}

export interface Result {
  job: string;
  loans: number;
  rounds: number;
  byHand: Times;
  overHttp: Times;
  ratio: number;
  /** The same without what any request costs, which is what says how well the work is done when it is next to none. */
  ratioOfWork: number;
  wanted: number;
  ok: boolean;
}

const WARM_UP = 3;

/**
 * Runs both sides in turns, so that whatever else the machine does meets both alike; who begins alternates too.
 * @param ask a request that is known, allowed and asked for nothing, which has a turn in each round as well
 */
export async function race(
  job: Job,
  loans: number,
  rounds: number,
  ask: () => Promise<unknown>,
): Promise<Result> {
  const taken = { byHand: [] as number[], overHttp: [] as number[], asked: [] as number[] };
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const answers: { byHand?: unknown; overHttp?: unknown } = {};
    for (const side of round % 2 === 0
      ? (["byHand", "overHttp"] as const)
      : (["overHttp", "byHand"] as const)) {
      const work = await job[side](round);
      const began = performance.now();
      answers[side] = await work();
      if (round >= WARM_UP) taken[side].push(performance.now() - began);
    }
    const began = performance.now();
    await ask();
    if (round >= WARM_UP) taken.asked.push(performance.now() - began);
    if (round < WARM_UP) job.check?.(answers.byHand, answers.overHttp);
  }
  const byHand = timesOf(taken.byHand);
  const overHttp = timesOf(taken.overHttp);
  const ratioOfWork = Math.max(0, overHttp.median - timesOf(taken.asked).median) / byHand.median;
  return {
    job: job.name,
    loans,
    rounds,
    byHand,
    overHttp,
    ratio: overHttp.median / byHand.median,
    ratioOfWork,
    wanted: job.wanted,
    ok: ratioOfWork <= job.wanted,
  };
}

export function timesOf(milliseconds: number[]): Times {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}
