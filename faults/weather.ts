import { setTimeout as sleep } from "node:timers/promises";
import { type Dice, shuffled } from "../server/domain/pipeline/testing-random.ts";
import type { Behaviour } from "../server/integrations/smtp/testing-server.ts";
import type { Reply } from "../server/integrations/testing-server.ts";
import type { Run } from "./suite.ts";

export const SYSTEMS = ["smtp", "gohighlevel", "documenso", "engine"] as const;
export type System = (typeof SYSTEMS)[number];

/** How a call to a service can go wrong. Of the last six nobody who called knows whether it was carried out. */
const FAILURES = [
  "answers slowly",
  "answers 429",
  "answers 500, not carried out",
  "hangs up, not carried out",
  "answers 500, carried out",
  "hangs up, carried out",
  "cuts its answer",
  "answers nonsense",
] as const;
type Failure = (typeof FAILURES)[number];

const LETTERS: Behaviour[] = [
  "refuses the recipient",
  "is busy",
  "cuts before the letter",
  "refuses the letter",
  "is busy with the letter",
  "cuts after the letter",
  "cuts its answer to the letter",
  "talks nonsense after the letter",
];

/** How many calls of 100 fail in a storm; what the CRM is asked takes several calls, each of which may. */
const FAILS_PERCENT: Record<System, number> = { smtp: 50, documenso: 50, engine: 60, gohighlevel: 15 };

/** What comes between the app and the services outside: nothing, a storm in which calls fail in every way, or silence. */
export class Weather {
  sky: "fair" | "storm" | "silence" = "fair";
  /** How often each way of failing was met, and each by which system. */
  readonly met: Record<string, number>;
  /** Which systems are keeping somebody waiting. */
  readonly silent = new Set<System>();
  readonly #chance: Record<System, Dice>;
  /** The failures that are still to come, so that a short storm has all of them. */
  readonly #deck = new Map<System, string[]>();
  #release: () => void = () => undefined;
  #over = Promise.resolve();

  constructor(run: Run) {
    const ofSystem = SYSTEMS.map((system, at) => [system, run.dice(10 + at)]);
    this.#chance = Object.fromEntries(ofSystem);
    this.met = Object.fromEntries([...FAILURES, ...LETTERS, ...SYSTEMS].map((what) => [what, 0]));
  }

  /** From now on nobody is answered. */
  begin(): void {
    this.sky = "silence";
    this.#over = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  /** Whoever still waits is answered now, late. */
  end(sky: "fair" | "storm"): void {
    this.sky = sky;
    this.silent.clear();
    this.#release();
  }

  async http(system: System, carryOut: () => Reply): Promise<Reply> {
    if (this.sky === "silence") await this.#wait(system);
    else if (this.sky === "storm" && this.#fails(system)) {
      return this.#failed(this.#next(system, FAILURES), system, carryOut);
    }
    return carryOut();
  }

  async letter(): Promise<Behaviour> {
    if (this.sky === "silence") await this.#wait("smtp");
    else if (this.sky === "storm" && this.#fails("smtp")) {
      return this.#next("smtp", LETTERS);
    }
    return "takes";
  }

  async #failed(failure: Failure, system: System, carryOut: () => Reply): Promise<Reply> {
    switch (failure) {
      case "answers slowly":
        await sleep(100 + this.#chance[system].below(400));
        return carryOut();
      case "answers 429":
        return { status: 429, json: { message: "Too many requests" }, headers: { "retry-after": "1" } };
      case "answers 500, not carried out":
        return { status: 500, json: { message: "Internal error" } };
      case "hangs up, not carried out":
        return "cut";
      default:
        carryOut();
        if (failure === "answers 500, carried out") return { status: 500, text: "" };
        if (failure === "hangs up, carried out") return "cut";
        if (failure === "cuts its answer") return { cutAfter: '{"id":"' };
        return { text: "<html><body>Bad gateway</body></html>" };
    }
  }

  #fails(system: System): boolean {
    return this.#chance[system].below(100) < FAILS_PERCENT[system];
  }

  #next<F extends string>(system: System, failures: readonly F[]): F {
    let rest = (this.#deck.get(system) ?? []) as F[];
    if (rest.length === 0) rest = shuffled(this.#chance[system], [...failures]);
    const failure = rest.pop() as F;
    this.#deck.set(system, rest);
    this.met[failure] = (this.met[failure] ?? 0) + 1;
    this.met[system] = (this.met[system] ?? 0) + 1;
    return failure;
  }

  async #wait(system: System): Promise<void> {
    this.silent.add(system);
    await this.#over;
  }
}
