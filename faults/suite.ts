import { type Dice, dice } from "../server/domain/pipeline/testing-random.ts";

/** What a suite promises, and how it is shown. */
export interface Suite {
  name: string;
  /** The promise in a sentence, with the requirement it is of. */
  promise: string;
  /** It calls verbs itself, so nothing has to be built. */
  isVerbsOnly?: true;
  run(run: Run): Promise<void>;
}

const MOST_FAILURES = 20;

/** One run of a suite: its chance, its size, and what it found. */
export class Run {
  readonly seed: number;
  readonly isFull: boolean;
  readonly failures: string[] = [];
  readonly figures: string[] = [];
  /** Why nothing was shown here. */
  skipped: string | null = null;

  constructor(seed: number, isFull: boolean) {
    this.seed = seed;
    this.isFull = isFull;
  }

  /** Chance of its own for each part, so that one does not move the other's. */
  dice(part = 0): Dice {
    return dice(this.seed + part * 7919);
  }

  /** What the suite does so often: a few times with every change, and as often as was promised when asked for. */
  size(short: number, full: number): number {
    return this.isFull ? full : short;
  }

  /** The machine does not allow what the suite has to do: it has neither held nor failed. */
  skip(reason: string): void {
    this.skipped = reason;
  }

  /** A figure of the report. */
  figure(text: string): void {
    this.figures.push(text);
  }

  /** Notes a failure and goes on, so that one run tells all that it can. */
  check(holds: boolean, sentence: string): void {
    if (!holds && this.failures.length < MOST_FAILURES) this.failures.push(sentence);
  }

  /** The rare branches that a run must have taken: without them it would have shown less than it says. */
  sometimes(branches: Record<string, number>): void {
    for (const [branch, times] of Object.entries(branches))
      this.check(times > 0, `«${branch}» has never happened, so nothing was shown of it`);
  }
}
