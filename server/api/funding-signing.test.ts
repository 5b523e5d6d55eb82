import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { postbackSecretOf } from "../auth/postback-address.ts";
import { lookAfterAgreements } from "../domain/funding/look-after-agreements.ts";
import { noteSigning } from "../domain/funding/note-signing.ts";
import { sendDueEffects } from "../domain/funding/send-effects.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { everythingKept, HELD_NUMBER, NUMBER } from "../domain/funding/testing-offers.ts";
import { done, fileOf, progressFor } from "../domain/funding/testing-steps.ts";
import type { Agreement, Signing } from "../domain/ports.ts";
import { verifyAudit } from "../domain/tenancy/verify-audit.ts";
import { sandboxSigning } from "../integrations/documenso/sandbox.ts";
import { sendersOf } from "../integrations/senders.ts";
import { send } from "./testing-client.ts";

/** F7.3: what a client does with an agreement, as Documenso tells it, is asked for and told once. */

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [tenant, other] = await Promise.all([testTenant({ now: JUDGED_AT }), testTenant({ now: JUDGED_AT })]);
});
afterAll(async () => {
  await Promise.all([tenant.close(), other.close(), closeTenants(), closeControlDatabase()]);
});
const ann = () => tenant.as("operator", "ann@desk.test");
const now = () => tenant.clock.now;
const later = (ms: number) => {
  tenant.clock.now = new Date(now().getTime() + ms);
};
const sandbox = () => sandboxSigning({ db: ann().db, system: "documenso", now });
const world = () => ({ pool: ann().pool, db: ann().db, now });

/** A file whose agreement is out in the sandbox. */
async function agreed(email: string) {
  const fileId = await fileOf(ann(), "cards", { email });
  await done(ann(), fileId, "card_funding", "approve_underwriting");
  await done(ann(), fileId, "card_funding", "send_agreement");
  const { pool, db } = ann();
  await sendDueEffects({ pool, now }, sendersOf({ tenantId: tenant.id, db, now }));
  const { receipt } = await agreementOf(fileId);
  return { fileId, envelopeId: receipt ?? expect.fail("it is not out") };
}
const agreementOf = async (fileId: number) =>
  (await progressFor(ann(), fileId)).effects.find(({ effect }) => effect === "agreement") ??
  expect.fail("there is no agreement");
const told = async (fileId: number) =>
  (await progressFor(ann(), fileId)).timeline
    .filter(({ kind }) => kind === "agreement_answered")
    .map(({ step, data, recordedBy }) => [step, data.answer, recordedBy]);

const at = (secret: string) => `/api/integrations/documenso/webhook/${secret}`;
const ours = () => at(postbackSecretOf(tenant.id, undefined, "documenso"));
const call = (address: string, body: unknown) => send("POST", address, { body: JSON.stringify(body) });
const completed = (envelopeId: string, more: object = {}) => ({
  event: "DOCUMENT_COMPLETED",
  payload: { id: 7, envelopeId, status: "COMPLETED", ...more },
});

/** Nobody would look at it for hours, not even by the doors' own clock; what is further ahead counts as a wrong clock's (I21). */
const quiet = (envelopeId: string) =>
  tenant.owner.query(
    "update funding_agreement set next_look_at = now() + interval '6 hours' where envelope_id = $1",
    [envelopeId],
  );
const isLookedAt = async (envelopeId: string) => {
  const { rows } = await tenant.owner.query(
    "select next_look_at < now() + interval '1 hour' as soon from funding_agreement where envelope_id = $1",
    [envelopeId],
  );
  return rows[0].soon;
};
/** As a door passes it on, by the tests' clock. */
const reported = (envelopeId: string) => noteSigning(world(), JSON.stringify(completed(envelopeId)));

/** A service that knows of an envelope what it is given. */
function service(read: (envelopeId: string) => Partial<Agreement> | null | Error) {
  const asked: string[] = [];
  const signing: Signing = {
    ...sandbox(),
    readAgreement: async (envelopeId) => {
      asked.push(envelopeId);
      const found = read(envelopeId);
      if (found instanceof Error) throw found;
      return found && { envelopeId, key: null, status: "PENDING", signedAt: null, ...found };
    },
  };
  return { signing, asked };
}

describe("F7.3 an agreement that is out", () => {
  it.each([
    ["signs", "carla@home.test", "signed"],
    ["declines", "carla@decline.test", "declined"],
  ])(
    "F7.3 F7.4 in the sandbox a client %s after a while, with no webhook, and no step waits for it",
    async (_, email, answer) => {
      const { fileId } = await agreed(email);
      expect((await agreementOf(fileId)).agreement).toBe("open");
      const { version } = await progressFor(ann(), fileId);
      expect(await lookAfterAgreements(world(), sandbox())).toBe(5_000);
      expect(await told(fileId)).toEqual([]);
      later(21_000);
      await lookAfterAgreements(world(), sandbox());
      expect(await told(fileId)).toEqual([["send_agreement", answer, "system/signing-service"]]);
      expect((await agreementOf(fileId)).agreement).toBe(answer);
      // Who is about to press has not been overtaken by it.
      await done(ann(), fileId, "card_funding", "submit_processing");
      expect((await progressFor(ann(), fileId)).version).toBe(version + 1);
      expect((await verifyAudit(tenant.owner, { tenantId: tenant.id })).violations).toEqual([]);
    },
  );

  it("F7.3 F3.10 a report has Documenso asked, is believed in nothing, and told once however often it comes", async () => {
    const { fileId, envelopeId } = await agreed("twice@home.test");
    await lookAfterAgreements(world(), sandbox());
    const open = service(() => ({ status: "PENDING" }));
    later(11_000);
    await quiet(envelopeId);
    // It says that the agreement is signed; the service does not.
    expect((await call(ours(), completed(envelopeId))).json).toEqual({ received: true });
    expect(await isLookedAt(envelopeId)).toBe(true);
    await quiet(envelopeId);
    await reported(envelopeId);
    await lookAfterAgreements(world(), open.signing);
    expect([open.asked, await told(fileId)]).toEqual([[envelopeId], []]);
    const signed = service(() => ({ status: "COMPLETED", signedAt: "2026-04-27T12:00:05+02:00" }));
    later(11_000);
    await quiet(envelopeId);
    for (let n = 0; n < 3; n += 1) await reported(envelopeId);
    await Promise.all([
      lookAfterAgreements(world(), signed.signing),
      lookAfterAgreements(world(), signed.signing),
    ]);
    for (let n = 0; n < 3; n += 1) {
      await reported(envelopeId);
      later(60_000);
      await lookAfterAgreements(world(), service(() => ({ status: "REJECTED" })).signing);
    }
    expect(signed.asked).toEqual([envelopeId]);
    expect(await told(fileId)).toEqual([["send_agreement", "signed", "system/signing-service"]]);
    const { rows } = await tenant.owner.query(
      "select answer, answered_at from funding_agreement where envelope_id = $1",
      [envelopeId],
    );
    expect(rows).toEqual([{ answer: "signed", answered_at: new Date("2026-04-27T10:00:05.000Z") }]);
  });

  it("F7.3 one about which is called again and again is asked about no more often than every ten seconds", async () => {
    const { envelopeId } = await agreed("often@home.test");
    const { signing, asked } = service(() => ({ status: "PENDING" }));
    await lookAfterAgreements(world(), signing);
    await quiet(envelopeId);
    asked.length = 0;
    for (let n = 0; n < 4; n += 1) {
      await reported(envelopeId);
      await lookAfterAgreements(world(), signing);
      later(1_000);
    }
    expect(asked).not.toContain(envelopeId);
    later(7_000);
    await lookAfterAgreements(world(), signing);
    expect(asked).toContain(envelopeId);
  });

  it("F7.3 I21 what a clock that was far ahead has put off is asked about once it is right, and not without end", async () => {
    const { envelopeId } = await agreed("ahead@home.test");
    await tenant.owner.query(
      `update funding_agreement set sent_at = sent_at + interval '100 years', next_look_at = next_look_at + interval '100 years'
       where envelope_id = $1`,
      [envelopeId],
    );
    const { signing, asked } = service(() => ({ status: "PENDING" }));
    for (let n = 0; n < 3; n += 1) {
      await lookAfterAgreements(world(), signing);
      later(60_000);
    }
    expect(asked.filter((one) => one === envelopeId)).toHaveLength(1);
  });

  it("F7.3 a release of Documenso that names no envelope is understood by what we called the agreement", async () => {
    const { fileId, envelopeId } = await agreed("number@home.test");
    const { envelopeId: another } = await agreed("another@home.test");
    await lookAfterAgreements(world(), service(() => null).signing);
    later(11_000);
    for (const id of [envelopeId, another]) await quiet(id);
    const externalId = `${fileId}/card_funding/send_agreement/1/agreement`;
    const says = { event: "DOCUMENT_COMPLETED", payload: { id: 7, externalId, status: "COMPLETED" } };
    for (const form of [JSON.stringify(says), JSON.stringify(says).replaceAll("/", "\\/")]) {
      expect(await noteSigning(world(), form)).toBe(1);
      expect([await isLookedAt(envelopeId), await isLookedAt(another)]).toEqual([true, false]);
      await quiet(envelopeId);
    }
  });

  it("F7.3 a report that comes while Documenso is being asked has it asked once more", async () => {
    const { fileId, envelopeId } = await agreed("meanwhile@home.test");
    const { signing } = service(() => ({ status: "PENDING" }));
    const asked: string[] = [];
    const overtaken: Signing = {
      ...signing,
      readAgreement: async (id, signal) => {
        if (id !== envelopeId) return signing.readAgreement(id, signal);
        asked.push(id);
        if (asked.length > 1) return { envelopeId, key: null, status: "COMPLETED", signedAt: null };
        const before = await signing.readAgreement(id, signal);
        await reported(envelopeId);
        return before;
      },
    };
    await lookAfterAgreements(world(), overtaken);
    // The poll alone would ask in five seconds.
    later(1_000);
    await lookAfterAgreements(world(), overtaken);
    expect(await told(fileId)).toEqual([["send_agreement", "signed", "system/signing-service"]]);
  });

  it("F7.3 one is claimed no longer than it is asked about, however many wait before it", async () => {
    const ids: string[] = [];
    for (const email of ["first@home.test", "second@home.test"]) ids.push((await agreed(email)).envelopeId);
    const { signing } = service(() => ({ status: "PENDING" }));
    const claimed: number[] = [];
    const slow: Signing = {
      ...signing,
      readAgreement: async (id, signal) => {
        const { rows } = await tenant.owner.query(
          "select count(*)::int as n from funding_agreement where answer is null and next_look_at > $1 and envelope_id = any($2)",
          [now(), ids],
        );
        if (ids.includes(id)) claimed.push(rows[0].n);
        later(20_000);
        return signing.readAgreement(id, signal);
      },
    };
    await lookAfterAgreements(world(), slow);
    expect(claimed[0]).toBe(1);
  });

  it.each<[string, Partial<Agreement> | null | Error]>([
    ["falls over", new Error("cut")],
    ["knows nothing of it", null],
    ["says a word that is not known", { status: "EXPIRED" }],
  ])("F7.3 when Documenso %s the agreement stays open and is asked about again", async (_, answer) => {
    const { fileId, envelopeId } = await agreed("unclear@home.test");
    await lookAfterAgreements(world(), service(() => answer).signing);
    expect([await told(fileId), (await agreementOf(fileId)).agreement]).toEqual([[], "open"]);
    later(61_000);
    await lookAfterAgreements(
      world(),
      service((id) => (id === envelopeId ? { status: "CANCELLED", signedAt: "no moment" } : null)).signing,
    );
    expect(await told(fileId)).toEqual([["send_agreement", "cancelled", "system/signing-service"]]);
  });

  it("P6.1 F7.3 another tenant's address and Engine's reach no agreement of this one", async () => {
    const { envelopeId } = await agreed("mine@home.test");
    await quiet(envelopeId);
    const foreign = await call(at(postbackSecretOf(other.id, undefined, "documenso")), completed(envelopeId));
    expect(foreign.status).toBe(200);
    for (const secret of [postbackSecretOf(tenant.id), "x", `${postbackSecretOf(tenant.id)}A`])
      expect((await call(at(secret), completed(envelopeId))).json.code).toBe("NOT_FOUND");
    expect(await isLookedAt(envelopeId)).toBe(false);
  });

  it("F1.1 nothing of what a call says is kept", async () => {
    const { envelopeId } = await agreed("canary@home.test");
    const body = completed(envelopeId, { recipients: [{ name: NUMBER, token: "zebra-canary" }] });
    expect((await call(ours(), body)).status).toBe(200);
    later(61_000);
    await lookAfterAgreements(world(), service(() => ({ status: "COMPLETED" })).signing);
    const kept = await everythingKept(tenant);
    expect(kept).not.toMatch(HELD_NUMBER);
    expect(kept).not.toContain("zebra-canary");
  });
});
