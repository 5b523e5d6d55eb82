import { setTimeout as sleep } from "node:timers/promises";
import { databaseOver } from "../../db/connect.ts";
import { openTenant } from "../../db/tenant/client.ts";
import { pollEngine } from "../domain/funding/poll-engine.ts";
import type { Senders } from "../domain/funding/send-effects.ts";
import { nextDue, sendDueEffects } from "../domain/funding/send-effects.ts";
import { lookAgain, MARK_STALE_MS, type OutboxDue, takeDueOutboxes } from "../domain/tenancy/outbox-watch.ts";
import type { Place } from "../integrations/adapters.ts";
import { engineOf } from "../integrations/engine/engine.ts";
import { sendersOf } from "../integrations/senders.ts";

/**
 * Sends the outboxes of all tenants, in the running app (F3.10), and looks after what they wait for from Engine (F7.2). Any number of processes do so side by side: each takes what
 * is due and not taken. An idle tenant costs nothing; all of them together cost one question to the control database per tick.
 */
export interface OutboxWorker {
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  sendersOf?: (tenant: Place) => Senders;
  now?: () => Date;
  tickMs?: number;
  /** How long a stop waits for an attempt that is under way; its lease sees to the rest. */
  stopMs?: number;
  log?: (line: string) => void;
}

const AT_ONCE = 4;
const LONGEST_LOOK_MS = 20_000;
/** After a mark: soon and often for the ordinary step, then rarely for as long as a transaction may last. */
const FRESH_MS = 30_000;
const SOON_MS = 1_000;
const LATER_MS = 30_000;

export function startOutboxWorker(options: WorkerOptions = {}): OutboxWorker {
  const { tickMs = 500, stopMs = 25_000, now = () => new Date() } = options;
  const stopping = new AbortController();
  const faults = new FaultLog(options.log ?? console.error);
  const looking = new Map<string, Promise<void>>();

  const look = (due: OutboxDue) => {
    // A tenant that takes long, because a service hangs, does not keep the others waiting: its rest is due again at once.
    const enough = AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_LOOK_MS)]);
    const done = lookAfter(due, { ...options, now, stopping: enough, faults }).finally(() =>
      looking.delete(due.tenantId),
    );
    looking.set(due.tenantId, done);
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await faults.around("The outboxes", async () => {
        const free = AT_ONCE - looking.size;
        if (free > 0) for (const due of await takeDueOutboxes(now(), free, [...looking.keys()])) look(due);
      });
      await sleep(tickMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      const ended = running.then(() => Promise.all(looking.values()));
      await Promise.race([ended, sleep(stopMs, undefined, { ref: false })]);
    },
  };
}

interface Looking {
  sendersOf?: (tenant: Place) => Senders;
  now: () => Date;
  stopping: AbortSignal;
  faults: FaultLog;
}

/** One tenant's fault is its own: the others go on, and this one is looked at again later. */
async function lookAfter(due: OutboxDue, { now, stopping, faults, ...options }: Looking): Promise<void> {
  let next: Date | null = new Date(now().getTime() + LATER_MS);
  await faults.around(`The outbox of ${due.slug}`, async () => {
    const { pool } = await openTenant(due.tenantId, due.databaseName, due.settingsVersion);
    const db = databaseOver(pool);
    const senders = (options.sendersOf ?? sendersOf)({ tenantId: due.tenantId, db, now });
    await sendDueEffects({ pool, now }, senders, { stopping });
    let poll: Date | null = null;
    // What lenders answer is looked after here as well, so that no screen has to be open for it (F7.2).
    await faults.around(`What ${due.slug} asks of Engine`, async () => {
      if (stopping.aborted) return;
      const { dueInMs } = await pollEngine({ pool, db, now }, await engineOf({ db, now }));
      poll = dueInMs === null ? null : new Date(now().getTime() + dueInMs);
    });
    next = earliest(await nextDue(db), nextLook(due, now()), poll);
  });
  await faults.around("The outboxes", () => lookAgain(due, next));
}

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

/** Tells of a fault once until it is over, and of what kind it is only: its message may hold what was to be sent. */
class FaultLog {
  readonly #log: (line: string) => void;
  readonly #told = new Map<string, string>();

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  async around(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (this.#told.delete(what)) this.#log(`${what} can be sent again.`);
    } catch (error) {
      const kind = kindOf(error);
      if (this.#told.get(what) === kind) return;
      this.#told.set(what, kind);
      this.#log(`${what} cannot be sent at the moment (${kind}); it is tried again.`);
    }
  }
}

function kindOf(error: unknown): string {
  let kind = "an unknown fault";
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code } = e as { code?: unknown };
    kind = typeof code === "string" ? `${e.name} ${code}` : e.name;
  }
  return kind;
}
