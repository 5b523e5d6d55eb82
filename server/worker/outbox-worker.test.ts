import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeControlDatabase, controlPool } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { EFFECT_KINDS, type SendOutcome } from "../domain/funding/model/effects.ts";
import type { Senders } from "../domain/funding/send-effects.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { effectsOf, fileOf, walked } from "../domain/funding/testing-steps.ts";
import { receiveTrade } from "../domain/pipeline/receive-trade.ts";
import { lookAgain, markOutbox, takeDueOutboxes } from "../domain/tenancy/outbox-watch.ts";
import { refusalOf } from "../domain/testing.ts";
import {
  type OutboxWorker,
  sendDueOutboxes,
  startOutboxWorker,
  type WorkerOptions,
} from "./outbox-worker.ts";
import { takeTurn } from "./testing-turn.ts";

/**
 * All test files share one control database. What is due here is due long before the present day, so that these workers take
 * their own tenants only, and nobody else's.
 */
let [one, two]: TestTenant[] = [];
let clock = new Date(JUDGED_AT);
const later = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};

let endTurn = () => {};
beforeAll(async () => {
  endTurn = await takeTurn();
  [one, two] = await Promise.all([testTenant({ now: JUDGED_AT }), testTenant({ now: JUDGED_AT })]);
}, 600_000);
beforeEach(async () => {
  clock = new Date(JUDGED_AT);
  (globalThis as { pssaasOutboxMarks?: Map<string, number> }).pssaasOutboxMarks?.clear();
  await controlPool().query("update outbox_watch set due_at = null where due_at <= $1", [clock]);
});
const workers: OutboxWorker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});
afterAll(async () => {
  endTurn();
  await Promise.all([one?.close(), two?.close(), closeTenants()]);
  await closeControlDatabase();
});

const tenant = () => one as TestTenant;
const other = () => two as TestTenant;
const reached: string[] = [];

function sendingLetters(options: WorkerOptions = {}, answer: () => Promise<SendOutcome> = async () => SENT) {
  const everything = (tenantId: string): Senders => ({
    email: {
      send: async ({ key }) => {
        reached.push(`${tenantId} ${key}`);
        return answer();
      },
    },
  });
  return {
    tickMs: 5,
    now: () => clock,
    sendersOf: ({ tenantId }: { tenantId: string }) => everything(tenantId),
    log: () => undefined,
    ...options,
  };
}
function started(...how: Parameters<typeof sendingLetters>) {
  const worker = startOutboxWorker(sendingLetters(...how));
  workers.push(worker);
  return worker;
}
const SENT: SendOutcome = { how: "sent", receipt: null };

const agreed = async (of: TestTenant) => {
  const ann = of.as("operator", "ann@desk.test");
  const fileId = await fileOf(ann, "cards");
  await walked(ann, fileId, "card_funding", "send_agreement");
  return fileId;
};
const emailOf = async (of: TestTenant, fileId: number) =>
  (await effectsOf(of, fileId)).find(({ effect }) => effect === "email")?.state;
/** Nobody is in charge of agreements here, so take them away. */
const nothingWaits = (of: TestTenant) =>
  of.owner.query(
    "update funding_effect set state = 'withdrawn', next_attempt_at = null where state = 'queued'",
  );
const dueOf = async (of: TestTenant) => {
  const { rows } = await controlPool().query("select due_at from outbox_watch where tenant_id = $1", [of.id]);
  return rows[0]?.due_at ?? null;
};

describe("F3.10 the worker", () => {
  it("F3.10 sends what each tenant's steps wrote, once, whatever number of processes look", async () => {
    for (const of of [tenant(), other()]) await markOutbox(of.id, clock);
    const files = [await agreed(tenant()), await agreed(tenant())];
    const others = [await agreed(other())];
    reached.length = 0;
    for (let n = 0; n < 3; n += 1) started();
    for (const fileId of files) await expect.poll(() => emailOf(tenant(), fileId)).toBe("sent");
    for (const fileId of others) await expect.poll(() => emailOf(other(), fileId)).toBe("sent");
    expect(reached.toSorted()).toEqual(
      [
        ...files.map((id) => `${tenant().id} ${id}/card_funding/send_agreement/1/email`),
        ...others.map((id) => `${other().id} ${id}/card_funding/send_agreement/1/email`),
      ].sort(),
    );
  });

  it("F3.10 sees a step that is committed long after its mark, and forgets a tenant in which nothing happens", async () => {
    await markOutbox(other().id, clock);
    started();
    await expect.poll(() => dueOf(other())).not.toEqual(clock);
    later(20_000);
    const fileId = await agreed(other());
    await expect.poll(() => emailOf(other(), fileId)).toBe("sent");
    await nothingWaits(other());
    later(11 * 60_000);
    await expect.poll(() => dueOf(other())).toBeNull();
  });

  it("F3.10 a tenant whose database does not answer is told of once, without what was to be sent, and holds nobody up", async () => {
    await markOutbox(tenant().id, clock);
    await markOutbox(other().id, clock);
    const fileId = await agreed(tenant());
    const lines: string[] = [];
    await controlPool().query("update tenant set database_name = $2 where tenant_id = $1", [
      other().id,
      `${other().databaseName}_gone`,
    ]);
    started({ log: (line) => lines.push(line) });
    await expect.poll(() => emailOf(tenant(), fileId)).toBe("sent");
    await expect.poll(() => lines.length).toBe(1);
    later(31_000);
    await expect.poll(() => dueOf(other())).toEqual(new Date(clock.getTime() + 30_000));
    expect(lines).toEqual([expect.stringMatching(/^The outbox of t-\w+ cannot be sent at the moment/)]);
    expect(lines.join()).not.toContain("@");
    await controlPool().query("update tenant set database_name = $2 where tenant_id = $1", [
      other().id,
      other().databaseName,
    ]);
    later(31_000);
    await expect.poll(() => lines.length).toBe(2);
    expect(lines[1]).toContain("can be sent again");
  });

  it("F3.10 told to stop, it ends what is under way and begins nothing more", async () => {
    await markOutbox(tenant().id, clock);
    const files = [await agreed(tenant()), await agreed(tenant())];
    let answer: (outcome: SendOutcome) => void = () => undefined;
    reached.length = 0;
    const worker = started(
      {},
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await expect.poll(() => reached.length).toBe(1);
    const stopped = worker.stop();
    answer(SENT);
    await stopped;
    expect(await Promise.all(files.map((fileId) => emailOf(tenant(), fileId)))).toEqual(["sent", "queued"]);
    expect(reached).toHaveLength(1);
  });

  it("F3.10 a system that does not answer what it is asked holds up no letter", async () => {
    await markOutbox(tenant().id, clock);
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let asked = 0;
    const ask = async () => {
      asked += 1;
      await answered;
      return 5_000;
    };
    started({ asksOf: () => ({ Engine: ask }) });
    await expect.poll(() => asked).toBe(1);
    const fileId = await agreed(tenant());
    later(2_000);
    await expect.poll(() => emailOf(tenant(), fileId)).toBe("sent");
    expect(asked).toBe(1);
    // Should the process fall over while it asks, somebody else will.
    later(11 * 60_000);
    await expect.poll(async () => (await dueOf(tenant()))?.getTime()).toBe(clock.getTime() + 30_000);
    answer();
    await expect.poll(async () => (await dueOf(tenant()))?.getTime()).toBe(clock.getTime() + 5_000);
  });

  it("F7.2 F7.3 when a system is to be asked again is not forgotten once nobody writes any more", async () => {
    await nothingWaits(tenant());
    await markOutbox(tenant().id, clock);
    await controlPool().query("update outbox_watch set marked_at = $2 where tenant_id = $1", [
      tenant().id,
      new Date(clock.getTime() - 11 * 60_000),
    ]);
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return 600_000;
    };
    started({ asksOf: () => ({ Engine: ask }) });
    await expect.poll(() => dueOf(tenant())).toEqual(new Date(clock.getTime() + 600_000));
    expect(asked).toBe(1);
  });

  it("F7.2 F7.3 a system that fails is asked again, and one that hangs keeps nobody from asking the other", async () => {
    await nothingWaits(tenant());
    await markOutbox(tenant().id, clock);
    let asked = 0;
    let answer: () => void = () => undefined;
    const answered = new Promise<null>((resolve) => {
      answer = () => resolve(null);
    });
    const fail = async () => {
      asked += 1;
      throw new Error("It fell over.");
    };
    later(11 * 60_000);
    const asks = { Engine: () => answered, Documenso: fail };
    started({ asksOf: ({ tenantId }) => (tenantId === tenant().id ? asks : {}) });
    const asMinutesGoBy = () => {
      later(31_000);
      return asked;
    };
    await expect.poll(asMinutesGoBy).toBeGreaterThan(2);
    answer();
    const before = asked;
    await expect.poll(asMinutesGoBy).toBeGreaterThan(before + 3);
  });

  it("I21 A9 a tenant that a clock far ahead has put off is looked at once it is right, and forgotten when nothing happens", async () => {
    const ahead = new Date(clock.getTime() + 36_500 * 86_400_000);
    const put = (column: "due_at" | "marked_at") =>
      controlPool().query(`update outbox_watch set ${column} = $2 where tenant_id = $1`, [
        tenant().id,
        ahead,
      ]);
    const fileId = await agreed(tenant());
    await markOutbox(tenant().id, clock);
    for (const column of ["due_at", "marked_at"] as const) await put(column);
    started();
    await expect.poll(() => emailOf(tenant(), fileId)).toBe("sent");
    await nothingWaits(tenant());
    later(11 * 60_000);
    await expect.poll(() => dueOf(tenant())).toBeNull();
  });

  it("I21 F3.10 nobody puts a tenant off for longer than a moment ahead is believed", async () => {
    await nothingWaits(tenant());
    await markOutbox(tenant().id, clock);
    later(11 * 60_000);
    started({ asksOf: () => ({ "the store of files": async () => 86_400_000 }) });
    await expect.poll(() => dueOf(tenant())).toEqual(new Date(clock.getTime() + 3_600_000));
  });

  it("P1.8 payloads leave after 90 days also where no delivery comes any more, and whatever a wrong clock wrote before them", async () => {
    await nothingWaits(tenant());
    await refusalOf(receiveTrade(tenant().as("exchange"), { keyPrefix: "psx_test", body: Buffer.from("{") }));
    const days = "extract(day from received_at - $1::timestamptz)::int";
    // Of a clock two years ahead; of today; too old: more than leave at a time.
    await tenant().owner.query(
      `with made as (insert into pipeline_delivery (received_at, key_prefix, outcome, status_code, payload_fingerprint, ignored_fields, duration_ms, refusal)
         select $1::timestamptz + make_interval(days => case when n <= 30 then 730 when n <= 32 then 0 else -91 end),
           key_prefix, outcome, status_code, payload_fingerprint, ignored_fields, duration_ms, refusal
         from pipeline_delivery, generate_series(1, 132) n returning delivery_id, received_at)
       insert into pipeline_delivery_payload select delivery_id, received_at, '' from made`,
      [clock],
    );
    const left = async () => {
      const { rows } = await tenant().owner.query<{ day: number; count: number }>(
        `select ${days} as day, count(*)::int from pipeline_delivery_payload group by 1 order by 1`,
        [clock],
      );
      return rows.map(({ day, count }) => [day, count]);
    };
    expect(await left()).toEqual([
      [-91, 100],
      [0, 3],
      [730, 30],
    ]);
    await markOutbox(tenant().id, clock);
    started();
    await expect.poll(left).toEqual([
      [0, 3],
      [730, 30],
    ]);
  });

  it("F3.10 a mark that comes while somebody looks is not lost", async () => {
    await markOutbox(tenant().id, clock);
    const [due] = await takeDueOutboxes(clock, 1);
    expect(due?.tenantId).toBe(tenant().id);
    expect(await takeDueOutboxes(clock, 1)).toEqual([]);
    later(15_000);
    await markOutbox(tenant().id, clock);
    await lookAgain(due as NonNullable<typeof due>, null);
    expect(await takeDueOutboxes(clock, 1)).toMatchObject([{ tenantId: tenant().id }]);
  });
});

describe("F3.10 where no process lives", () => {
  const enough = () => AbortSignal.timeout(60_000);
  // Somebody is in charge of everything that the steps wrote.
  const sending = (): WorkerOptions => {
    const letters = sendingLetters();
    const others = Object.fromEntries(EFFECT_KINDS.map((kind) => [kind, { send: async () => SENT }]));
    return { ...letters, sendersOf: (place) => ({ ...others, ...letters.sendersOf(place) }) };
  };

  it("F3.10 each call sends what is due, once, and ends; what comes later is the next one's", async () => {
    for (const of of [tenant(), other()]) await markOutbox(of.id, clock);
    const files = [await agreed(tenant()), await agreed(other())] as const;
    reached.length = 0;
    const looks = await Promise.all([1, 2, 3].map(() => sendDueOutboxes(enough(), sending())));
    expect(looks.reduce((sum, count) => sum + count)).toBe(2);
    expect(await emailOf(tenant(), files[0])).toBe("sent");
    expect(await emailOf(other(), files[1])).toBe("sent");
    expect(reached).toHaveLength(2);
    expect(await sendDueOutboxes(enough(), sending())).toBe(0);

    later(60_000);
    const next = await agreed(tenant());
    expect(await sendDueOutboxes(enough(), sending())).toBeGreaterThan(0);
    expect(await emailOf(tenant(), next)).toBe("sent");
  });

  it("F3.10 more tenants than are looked at at once are all done by one call", async () => {
    const more = await Promise.all(Array.from({ length: 6 }, () => testTenant({ now: JUDGED_AT })));
    for (const { id } of more) await markOutbox(id, clock);
    const seen = new Set<string>();
    const asksOf = ({ tenantId }: { tenantId: string }) => {
      seen.add(tenantId);
      return {};
    };
    expect(await sendDueOutboxes(enough(), { ...sending(), asksOf })).toBe(6);
    expect(seen).toEqual(new Set(more.map(({ id }) => id)));
    await Promise.all(more.map((one) => one.close()));
  });

  it("F3.10 a service that never answers what is asked holds up neither the call nor the next one", async () => {
    const asksOf = ({ tenantId }: { tenantId: string }) => ({
      Engine: () => (tenantId === tenant().id ? new Promise<null>(() => undefined) : Promise.resolve(null)),
    });
    await markOutbox(tenant().id, clock);
    expect(await sendDueOutboxes(enough(), { ...sending(), asksOf, stopMs: 50 })).toBe(1);
    await markOutbox(other().id, clock);
    const fileId = await agreed(other());
    await sendDueOutboxes(enough(), { ...sending(), asksOf, stopMs: 50 });
    expect(await emailOf(other(), fileId)).toBe("sent");
  });

  it("F3.10 nothing is begun once it is enough, and what it was due for stays due", async () => {
    await markOutbox(tenant().id, clock);
    const fileId = await agreed(tenant());
    expect(await sendDueOutboxes(AbortSignal.abort(), sending())).toBe(0);
    expect(await emailOf(tenant(), fileId)).toBe("queued");
    expect(await sendDueOutboxes(enough(), sending())).toBe(1);
    expect(await emailOf(tenant(), fileId)).toBe("sent");
  });
});
