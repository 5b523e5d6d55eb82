import { setTimeout as sleep } from "node:timers/promises";
import { databaseOver } from "../../db/connect.ts";
import { openTenant } from "../../db/tenant/client.ts";
import type { World } from "../domain/context.ts";
import { deleteObjects } from "../domain/files/delete-objects.ts";
import { forgetUnfinished } from "../domain/files/forget-unfinished.ts";
import { lookAfterAgreements } from "../domain/funding/look-after-agreements.ts";
import { pollEngine } from "../domain/funding/poll-engine.ts";
import type { Senders } from "../domain/funding/send-effects.ts";
import { nextDue, sendDueEffects } from "../domain/funding/send-effects.ts";
import { forgetOldPayloads } from "../domain/pipeline/delivery-rows.ts";
import {
  LONGEST_LOOK_OFF_MS,
  lookAgain,
  lookBy,
  MARK_STALE_MS,
  type OutboxDue,
  takeDueOutboxes,
} from "../domain/tenancy/outbox-watch.ts";
import { type Place, signingOf } from "../integrations/adapters.ts";
import { engineOf } from "../integrations/engine/engine.ts";
import { sendersOf } from "../integrations/senders.ts";
import { log } from "../log/log.ts";

/**
 * Sends the outboxes of all tenants, in the running app (F3.10), and looks after what they wait for from Engine (F7.2) and from
 * Documenso (F7.3). Any number of processes do so side by side: each takes what is due and not taken. An idle tenant costs
 * nothing; all of them together cost one question to the control database per tick.
 */
export interface OutboxWorker {
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  sendersOf?: (tenant: Place) => Senders;
  asksOf?: (tenant: Place & World) => Asks;
  now?: () => Date;
  tickMs?: number;
  /** How long a stop waits for an attempt that is under way; its lease sees to the rest. */
  stopMs?: number;
  log?: FaultTeller;
}

const AT_ONCE = 4;
const TICK_MS = 500;
const LONGEST_LOOK_MS = 20_000;
/** After a mark: soon and often for the ordinary step, then rarely for as long as a transaction may last. */
const FRESH_MS = 30_000;
const SOON_MS = 1_000;
const LATER_MS = 30_000;
/** How long it takes to find that nothing has to be asked of anybody. */
const ORDINARY_MS = 250;

export function startOutboxWorker(options: WorkerOptions = {}): OutboxWorker {
  const { tickMs = TICK_MS, stopMs = 25_000 } = options;
  const stopping = new AbortController();
  const outboxes = new Outboxes(stopping.signal, options);
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await outboxes.faults.around("The outboxes", async () => void (await outboxes.lookAtDue()));
      await sleep(tickMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await Promise.race([running.then(() => outboxes.end()), sleep(stopMs, undefined, { ref: false })]);
    },
  };
}

/**
 * Sends what is due and ends once nothing is: for a platform on which no process lives long enough for a worker. What waits for
 * later is found by the next call.
 * @param enough nothing more is begun once it is aborted; what is under way ends
 * @returns how many looks at a tenant's outbox it took
 * @throws what asking the control database throws
 */
export async function sendDueOutboxes(enough: AbortSignal, options: WorkerOptions = {}): Promise<number> {
  const { tickMs = TICK_MS, stopMs = 32_000 } = options;
  const outboxes = new Outboxes(enough, options);
  let looks = 0;
  try {
    while (!enough.aborted) {
      looks += await outboxes.lookAtDue();
      if (!outboxes.isLooking) break;
      await sleep(tickMs, undefined, { signal: enough }).catch(() => undefined);
    }
  } finally {
    // Longer than an attempt takes. What is asked of a service that hangs may go on for minutes, and holds up nobody else.
    await Promise.race([outboxes.end(), sleep(stopMs, undefined, { ref: false })]);
  }
  return looks;
}

/** The looks at tenants' outboxes that are under way in this process, a few at once. */
class Outboxes {
  readonly faults: FaultLog;
  readonly #options: WorkerOptions & { now: () => Date };
  readonly #stopping: AbortSignal;
  readonly #looking = new Map<string, Promise<void>>();
  readonly #asking = new Map<string, Promise<Date | null>>();

  constructor(stopping: AbortSignal, options: WorkerOptions) {
    this.#stopping = stopping;
    this.#options = { ...options, now: options.now ?? (() => new Date()) };
    this.faults = options.log ? new FaultLog(options.log) : FAULTS;
  }

  /** Begins to look at those that are due, as far as there is room. @returns at how many */
  async lookAtDue(): Promise<number> {
    const free = AT_ONCE - this.#looking.size;
    if (free <= 0) return 0;
    const due = await takeDueOutboxes(this.#options.now(), free, [...this.#looking.keys()]);
    for (const one of due) this.#look(one);
    return due.length;
  }

  #look(due: OutboxDue): void {
    const looking = { ...this.#options, stopping: this.#stopping, faults: this.faults };
    const asked = askAround(due, this.#asking, looking);
    // A tenant that takes long, because a service hangs, does not keep the others waiting: its rest is due again at once.
    const enough = AbortSignal.any([this.#stopping, AbortSignal.timeout(LONGEST_LOOK_MS)]);
    const done = lookAfter(due, asked, { ...looking, stopping: enough }).finally(() =>
      this.#looking.delete(due.tenantId),
    );
    this.#looking.set(due.tenantId, done);
  }

  get isLooking(): boolean {
    return this.#looking.size > 0;
  }

  /** Once all that is under way has ended. */
  async end(): Promise<void> {
    await Promise.all([...this.#looking.values(), ...this.#asking.values()]);
  }
}

interface Looking extends Pick<WorkerOptions, "sendersOf" | "asksOf"> {
  now: () => Date;
  stopping: AbortSignal;
  faults: FaultLog;
}

/** One tenant's fault is its own: the others go on, and this one is looked at again later. */
async function lookAfter(
  due: OutboxDue,
  asked: Promise<Date | null>,
  { now, stopping, faults, ...options }: Looking,
): Promise<void> {
  let next: Date | null = new Date(now().getTime() + LATER_MS);
  await faults.around(`The outbox of ${due.slug}`, async () => {
    const { pool } = await openTenant(due.tenantId, due.databaseName, due.settingsVersion);
    const db = databaseOver(pool);
    const senders = (options.sendersOf ?? sendersOf)({ tenantId: due.tenantId, db, now });
    // Most looks find nothing, and then take one connection: with hundreds of tenants, a lane each for nothing would be too many.
    const dueAt = await nextDue(db, now());
    if (dueAt !== null && dueAt <= now()) await sendDueEffects({ pool, now }, senders, { stopping });
    next = earliest(await nextDue(db, now()), nextLook(due, now()));
  });
  // Should this process end before what is being asked has been answered, somebody else asks.
  const late = sleep(ORDINARY_MS, undefined, { ref: false }).then(() => new Date(now().getTime() + LATER_MS));
  next = noLater(earliest(next, await Promise.race([asked, late])), now());
  await faults.around("The outboxes", () => lookAgain(due, next));
}

/**
 * Asks the systems outside what a tenant waits for from them, so that no screen has to be open for it (F7.2, F7.3). It takes as
 * long as they do, so it goes on beside the looks at the outbox and holds none of them up, and none of the systems another.
 * @param asking what is being asked already and is not asked twice
 * @returns when to ask again; null while nothing is waited for
 */
async function askAround(
  due: OutboxDue,
  asking: Map<string, Promise<Date | null>>,
  { now, stopping, faults, ...options }: Looking,
): Promise<Date | null> {
  let next: Date | null = new Date(now().getTime() + LATER_MS);
  await faults.around(`The outbox of ${due.slug}`, async () => {
    const { pool } = await openTenant(due.tenantId, due.databaseName, due.settingsVersion);
    if (stopping.aborted) return;
    const asks = (options.asksOf ?? asksOf)({ tenantId: due.tenantId, pool, db: databaseOver(pool), now });
    const answers = Object.entries(asks).map(([system, ask]) => {
      const key = `${due.tenantId} ${system}`;
      const under = asking.get(key);
      if (under) return under;
      const answer = askOne(due, system, ask, { now, faults }).finally(() => asking.delete(key));
      asking.set(key, answer);
      return answer;
    });
    next = earliest(...(await Promise.all(answers)));
  });
  return next;
}

/** One that fails is asked again later, as one that did not answer. */
async function askOne(
  { slug, tenantId }: OutboxDue,
  system: string,
  ask: Asks[string],
  { now, faults }: Pick<Looking, "now" | "faults">,
): Promise<Date | null> {
  let ms: number | null = LATER_MS;
  await faults.around(`What ${slug} asks of ${system}`, async () => {
    ms = await ask();
  });
  const next = ms === null ? null : noLater(new Date(now().getTime() + ms), now());
  // Whoever began to ask may not be waiting for the answer any more.
  if (next !== null) await faults.around("The outboxes", () => lookBy(tenantId, next));
  return next;
}

/** What is asked of which system; each says in how many milliseconds it is to be asked again, null while nothing is waited for. */
type Asks = Record<string, () => Promise<number | null>>;

const asksOf = (world: Place & World): Asks => ({
  Engine: async () => (await pollEngine(world, await engineOf(world))).dueInMs,
  Documenso: async () => lookAfterAgreements(world, await signingOf(world)),
  "the store of files": async () => {
    const dueInMs = await forgetUnfinished(world);
    // A tenant is not looked at for these alone: an idle one costs nothing.
    const isMore = await forgetOldPayloads(world.db, world.now());
    return (await deleteObjects(world, world.tenantId)) || isMore ? 0 : dueInMs;
  },
});

/** While somebody may still be writing into the outbox. */
function nextLook({ markedAt }: OutboxDue, now: Date): Date | null {
  const age = now.getTime() - Date.parse(markedAt);
  if (age >= MARK_STALE_MS) return null;
  return new Date(now.getTime() + (age < FRESH_MS ? SOON_MS : LATER_MS));
}

function earliest(...moments: (Date | null)[]): Date | null {
  const known = moments.filter((moment) => moment !== null).map((moment) => moment.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known));
}

/** Than anybody believes a moment to be. */
function noLater(next: Date | null, now: Date): Date | null {
  return next && earliest(next, new Date(now.getTime() + LONGEST_LOOK_OFF_MS));
}

/** @param error absent when the line says that it is over */
type FaultTeller = (line: string, error?: unknown) => void;

const tellFault: FaultTeller = (line, error) =>
  error === undefined ? log.info(line) : log.warn(line, error);

/** Tells of a fault once until it is over, and of what kind it is only: its message may hold what was to be sent. */
class FaultLog {
  readonly #log: FaultTeller;
  readonly #told = new Map<string, string>();

  constructor(tell: FaultTeller) {
    this.#log = tell;
  }

  async around(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (this.#told.delete(what)) this.#log(`${what} can be sent again.`);
    } catch (error) {
      const kind = kindOf(error);
      if (this.#told.get(what) === kind) return;
      this.#told.set(what, kind);
      this.#log(`${what} cannot be sent at the moment (${kind}); it is tried again.`, error);
    }
  }
}

/** Of the process: a fault is told once and not with each call of a scheduler. */
const FAULTS = new FaultLog(tellFault);

function kindOf(error: unknown): string {
  let kind = "an unknown fault";
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code } = e as { code?: unknown };
    kind = typeof code === "string" ? `${e.name} ${code}` : e.name;
  }
  return kind;
}
