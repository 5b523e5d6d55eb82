import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { operatorsOf } from "../../auth/testing.ts";
import { saveOperator } from "../../domain/funding/save-operator.ts";
import { nextDue, type Senders, sendDueEffects } from "../../domain/funding/send-effects.ts";
import { JUDGED_AT } from "../../domain/funding/testing-files.ts";
import { effectsOf, fileOf, walked } from "../../domain/funding/testing-steps.ts";
import { CONFIGS } from "../../domain/integrations/input.ts";
import type { CrmClient } from "../../domain/ports.ts";
import { type TestServer, testServer } from "../testing-server.ts";
import { goHighLevel } from "./client.ts";
import { CrmServer } from "./testing-crm.ts";

/** F7.1 F3.10: processes that send side by side, on PostgreSQL, to one CRM over its documented API. */

let tenant: TestTenant;
let server: TestServer;
let crm: CrmServer;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 14 });
  await operatorsOf(tenant, "olga@desk.test");
  await saveOperator(tenant.as("admin"), {
    operator: "olga@desk.test",
    version: 0,
    feePercent: "9",
    affiliateLink: "https://portal.asap.test/olga",
  });
  server = await testServer((request) => crm.answer(request));
});
beforeEach(async () => {
  crm = new CrmServer();
  await tenant.owner.query(
    `update funding_effect set state = 'withdrawn', next_attempt_at = null, lease = null, leased_until = null
     where state not in ('sent', 'withdrawn')`,
  );
});
afterAll(async () => {
  await Promise.all([tenant.close(), server.close()]);
});
const ann = () => tenant.as("operator", "ann@desk.test");
const now = () => tenant.clock.now;

const clientOf = () =>
  goHighLevel({
    token: "pit-right",
    now,
    pace: { turn: async () => undefined, rest: async () => undefined },
    config: CONFIGS.gohighlevel.parse({
      locationId: "loc-1",
      pipeline: "funding",
      userId: "u-1",
      businessName: "Desk",
    }),
    http: { base: server.base, privateHosts: [server.host], timeoutMs: 5_000, pause: async () => undefined },
  });
function sendersOf(began: (what: string) => void = () => undefined): Senders {
  const client = clientOf();
  return {
    crm_tag: {
      send: ({ payload }, signal) => {
        began("tag");
        return client.tag(clientIn(payload), String(payload.tag), signal);
      },
    },
    crm_closing: {
      send: ({ payload }, signal) => {
        began("closing");
        return client.close(clientIn(payload), { declineReason: String(payload.declineReason) }, signal);
      },
    },
  };
}
const clientIn = (payload: Record<string, unknown>) => payload as unknown as CrmClient;
const worker = (senders: Senders) => sendDueEffects({ pool: ann().pool, now }, senders);
/** Until none has anything to do, as the app's processes go on looking. */
async function all(count: number, senders = sendersOf()): Promise<void> {
  for (let round = 0; round < 6; round += 1)
    await Promise.all(Array.from({ length: count }, () => worker(senders)));
}
const closed = async (email: string) => {
  const fileId = await fileOf(ann(), "referral", { email, operator: "olga@desk.test" });
  await walked(ann(), fileId, "decline");
  // Its letters, and the stage that is shown at the end, are others' tests.
  await tenant.owner.query(
    `update funding_effect set state = 'withdrawn', next_attempt_at = null
     where file_id = $1 and effect not in ('crm_tag', 'crm_closing')`,
    [fileId],
  );
  return fileId;
};
const openOf = async (fileId: number) =>
  (await effectsOf(tenant, fileId))
    .filter(({ effect }) => effect === "crm_tag" || effect === "crm_closing")
    .map(({ effect, state }) => `${effect} ${state}`);

describe("F7.1 F3.10 several effects of one client", () => {
  it("F7.1 F3.10 make one contact and one opportunity, whatever number of processes send at once", async () => {
    const emails = ["one@home.test", "two@home.test", "three@home.test"];
    const files = [];
    for (const email of emails) files.push(await closed(email));
    // The same client once more, in another file.
    files.push(await closed("one@home.test"));
    expect(await openOf(files[0] ?? 0)).toEqual(["crm_tag queued", "crm_closing queued"]);
    await all(4);
    for (const fileId of files) expect(await openOf(fileId)).toEqual(["crm_tag sent", "crm_closing sent"]);
    expect(crm.contacts.map(({ email }) => email).sort()).toEqual(emails.toSorted());
    expect(crm.opportunities.map(({ contactId }) => contactId).sort()).toEqual(
      crm.contacts.map(({ id }) => id).sort(),
    );
  });

  it("F7.1 what was refused for now keeps its turn, so that the last stage is the newest", async () => {
    const fileId = await closed("turn@home.test");
    const began: string[] = [];
    const refused: Senders = {
      ...sendersOf((what) => began.push(what)),
      crm_tag: {
        send: async () => {
          began.push("refused");
          return { how: "refused", why: "busy", isFinal: false };
        },
      },
    };
    await all(2, refused);
    expect([began, await openOf(fileId)]).toEqual([["refused"], ["crm_tag queued", "crm_closing queued"]]);
    // What waits for another one is no reason to look before that one is due.
    expect((await nextDue(ann().db, now()))?.getTime()).toBeGreaterThan(now().getTime());
    tenant.clock.now = new Date(now().getTime() + 60_000);
    await all(
      2,
      sendersOf((what) => began.push(what)),
    );
    expect(began).toEqual(["refused", "tag", "closing"]);
  });

  it("F7.1 keep their order also when the client's address was corrected between the two", async () => {
    const fileId = await closed("mistyped@home.test");
    await tenant.owner.query(
      "update funding_effect set state = 'withdrawn', next_attempt_at = null where file_id = $1 and effect = 'crm_closing'",
      [fileId],
    );
    await tenant.owner.query(
      `insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at)
       select file_id, event_seq, path, step, occurrence + 1, effect, payload || '{"email":"right@home.test"}', 'queued', 0, created_at, created_at
       from funding_effect where file_id = $1 and effect = 'crm_closing'`,
      [fileId],
    );
    const before = ["crm_tag queued", "crm_closing withdrawn", "crm_closing queued"];
    expect(await openOf(fileId)).toEqual(before);
    const began: string[] = [];
    const refused = { send: async () => ({ how: "refused", why: "busy", isFinal: false }) as const };
    await all(2, { ...sendersOf((what) => began.push(what)), crm_tag: refused });
    expect([began, await openOf(fileId)]).toEqual([[], before]);
    tenant.clock.now = new Date(now().getTime() + 60_000);
    const senders = sendersOf((what) => began.push(what));
    await all(2, senders);
    expect(began).toEqual(["tag", "closing"]);
  });

  it("F3.10 do not hold up those of others", async () => {
    const [slow, quick] = [await closed("slow@home.test"), await closed("quick@home.test")];
    const first = sendersOf();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding: Senders = {
      ...first,
      crm_tag: {
        send: async (effect, signal) => {
          if (effect.fileId === slow) await held;
          return first.crm_tag?.send(effect, signal) ?? expect.fail("no sender");
        },
      },
    };
    const stuck = worker(holding);
    await expect.poll(() => openOf(slow)).toEqual(["crm_tag sending", "crm_closing queued"]);
    await worker(first);
    expect(await openOf(quick)).toEqual(["crm_tag sent", "crm_closing sent"]);
    expect(await openOf(slow)).toEqual(["crm_tag sending", "crm_closing queued"]);
    release();
    await stuck;
    expect(await openOf(slow)).toEqual(["crm_tag sent", "crm_closing sent"]);
  });
});
