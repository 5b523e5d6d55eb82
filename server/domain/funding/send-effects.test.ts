import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { EffectSender, EffectToSend } from "../ports.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf } from "../testing.ts";
import { editFile } from "./edit-file.ts";
import { EFFECT_KINDS, type EffectKind, MOST_ATTEMPTS, type SendOutcome } from "./model/effects.ts";
import { reconcileOperators } from "./reconcile-operators.ts";
import { reopenStep } from "./reopen-step.ts";
import { retryEffect } from "./retry-effect.ts";
import { nextDue, type Senders, sendDueEffects } from "./send-effects.ts";
import { type Cut, cutting } from "./testing-cuts.ts";
import { JUDGED_AT } from "./testing-files.ts";
import { effectsOf, fileOf, progressFor, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 14 });
});
beforeEach(() => {
  tenant.clock.now = new Date(JUDGED_AT);
});
// What a test leaves behind is not the next one's.
afterEach(async () => {
  await tenant.owner.query(
    `update funding_effect set state = 'withdrawn', next_attempt_at = null, lease = null, leased_until = null
     where state not in ('sent', 'withdrawn')`,
  );
});
afterAll(() => tenant.close());
const ann = () => tenant.as("operator", "ann@desk.test");
const later = (ms: number) => {
  tenant.clock.now = new Date(tenant.clock.now.getTime() + ms);
};
const HOUR = 3_600_000;

/** A service outside: it remembers what reached it, and answers as it is told. */
class Service implements EffectSender {
  readonly reached: EffectToSend[] = [];
  answer: (effect: EffectToSend) => SendOutcome | Promise<SendOutcome> = ({ key }) => ({
    how: "sent",
    receipt: `R ${key}`,
  });
  async send(effect: EffectToSend): Promise<SendOutcome> {
    this.reached.push(effect);
    return this.answer(effect);
  }
}
/** All that steps send out; a stage in the CRM is of no step. */
const OF_STEPS = EFFECT_KINDS.filter((kind) => kind !== "crm_stage");
const inChargeOf = (service: Service, kinds: readonly EffectKind[] = OF_STEPS): Senders =>
  Object.fromEntries(kinds.map((kind) => [kind, service]));

const agreed = async () => {
  const fileId = await fileOf(ann(), "cards");
  await walked(ann(), fileId, "card_funding", "send_agreement");
  return fileId;
};
const parked = async () => {
  const fileId = await fileOf(ann(), "thin");
  await walked(ann(), fileId, "parked");
  return fileId;
};
const states = async (fileId: number) =>
  (await effectsOf(tenant, fileId)).map(({ effect, state, attempts }) => `${effect} ${state} ${attempts}`);

/** As somebody decides who has just looked. */
async function decided(fileId: number, effectId: number, decision: string) {
  const { effects } = await progressFor(ann(), fileId);
  const { state, attempts } = effects.find((one) => one.effectId === effectId) ?? expect.fail("no effect");
  return retryEffect(ann(), { fileId, effectId, decision, seen: { state, attempts } });
}

interface PlanNode {
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
}
const scansIn = (plan: PlanNode): PlanNode[] =>
  [plan, ...(plan.Plans ?? []).flatMap(scansIn)]
    .filter((node) => node["Index Name"] || node["Relation Name"])
    .filter((node) => !node.Plans);

/** How the statement by which work claims its first effect goes about it; nothing is claimed. */
async function claimExplained(work: () => Promise<unknown>): Promise<PlanNode[]> {
  const { text, values } = await claimSentBy(work);
  const client = await tenant.owner.connect();
  await client.query("begin");
  const { rows } = await client.query(`explain (analyze, format json) ${text}`, values);
  await client.query("rollback");
  client.release();
  return scansIn(rows[0]["QUERY PLAN"][0].Plan).filter((node) =>
    /^funding_effect/.test(node["Relation Name"] ?? node["Index Name"] ?? ""),
  );
}

/** The first statement by which work claims an effect. */
async function claimSentBy(work: () => Promise<unknown>): Promise<{ text: string; values: unknown[] }> {
  const sent: { text: string; values: unknown[] }[] = [];
  const client = await tenant.pool.connect();
  const send = client.query;
  client.query = ((...args: unknown[]) => {
    const [first, values] = args as [string | { text: string }, unknown[] | undefined];
    sent.push({ text: typeof first === "string" ? first : first.text, values: values ?? [] });
    return (send as (...args: unknown[]) => unknown).apply(client, args);
  }) as typeof client.query;
  client.release();
  await work();
  client.query = send;
  return (
    sent.find(({ text }) => text.includes("skip locked") && text.startsWith("update")) ??
    expect.fail("nothing")
  );
}

describe("F3.10 the outbox", () => {
  it("F3.10 sends what is due once, in its order, with a key that stays, and keeps the receipt", async () => {
    const fileId = await agreed();
    const service = new Service();
    expect(await sendDueEffects(ann(), inChargeOf(service))).toEqual({ sent: 2 });
    expect(await sendDueEffects(ann(), inChargeOf(service))).toEqual({});
    // Each system's in its order; which of the two is first is no matter.
    service.reached.sort((a, b) => (a.effect < b.effect ? -1 : 1));
    expect(service.reached.map(({ effect, attempt, key }) => [effect, attempt, key])).toEqual([
      ["agreement", 1, `${fileId}/card_funding/send_agreement/1/agreement`],
      ["email", 1, `${fileId}/card_funding/send_agreement/1/email`],
    ]);
    expect(service.reached[1]?.payload).toMatchObject({ subject: "Your consultancy agreement" });
    const { effects } = await progressFor(ann(), fileId);
    expect(effects[0]).toMatchObject({ state: "sent", sentAt: JUDGED_AT, attempts: 1, lastError: null });
    expect(effects[0]?.receipt).toContain("R ");
  });

  it("F3.10 a service that hangs holds up nothing but itself, also of what comes meanwhile", async () => {
    const first = await agreed();
    const [mail, signing] = [new Service(), new Service()];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    mail.answer = () => held.then(() => ({ how: "sent", receipt: null }));
    const sending = sendDueEffects(ann(), { email: mail, agreement: signing });
    await expect.poll(() => states(first)).toEqual(["agreement sent 1", "email sending 1"]);
    const second = await agreed();
    await expect.poll(() => states(second)).toEqual(["agreement sent 1", "email queued 0"]);
    release();
    expect(await sending).toEqual({ sent: 4 });
    expect(mail.reached).toHaveLength(2);
  });

  it("F3.10 what nobody is in charge of stays queued, and the rest goes out", async () => {
    const fileId = await agreed();
    const service = new Service();
    expect(await sendDueEffects(ann(), {})).toEqual({});
    expect(await sendDueEffects(ann(), inChargeOf(service, ["email"]))).toEqual({ sent: 1 });
    expect(await states(fileId)).toEqual(["agreement queued 0", "email sent 1"]);
  });

  it("F3.10 what was refused for now is tried again after a while, a bounded number of times, and then has failed", async () => {
    const fileId = await agreed();
    const service = new Service();
    service.answer = () => ({ how: "refused", why: "429 Too Many Requests", isFinal: false });
    const senders = inChargeOf(service, ["email"]);
    await sendDueEffects(ann(), senders, { random: () => 1 });
    await sendDueEffects(ann(), senders);
    later(14_999);
    await sendDueEffects(ann(), senders);
    expect(service.reached).toHaveLength(1);
    for (let i = 0; i < 20; i += 1) {
      later(HOUR);
      await sendDueEffects(ann(), senders);
    }
    expect(service.reached.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await states(fileId)).toEqual(["agreement queued 0", `email failed ${MOST_ATTEMPTS}`]);
    const { effects } = await progressFor(ann(), fileId);
    expect(effects[0]?.lastError).toBe("429 Too Many Requests");
  });

  it("F3.10 what failed is sent again when an operator says so, who stands in the timeline", async () => {
    const fileId = await agreed();
    const service = new Service();
    service.answer = () => ({ how: "refused", why: "no such contact", isFinal: true });
    const senders = inChargeOf(service, ["email"]);
    expect(await sendDueEffects(ann(), senders)).toEqual({ failed: 1 });
    const { effectId = 0 } = (await progressFor(ann(), fileId)).effects[0] ?? {};
    const decide = (decision: string) => decided(fileId, effectId, decision);
    expect((await refusalOf(decide("was_sent"))).code).toBe("STEP_OUT_OF_TURN");
    expect((await decide("send_again")).effects[0]).toMatchObject({ state: "queued", attempts: 1 });
    expect((await refusalOf(decide("send_again"))).code).toBe("STEP_OUT_OF_TURN");
    service.answer = () => ({ how: "sent", receipt: null });
    expect(await sendDueEffects(ann(), senders)).toEqual({ sent: 1 });
    expect((await refusalOf(decide("send_again"))).code).toBe("STEP_DONE_ALREADY");
    const { timeline } = await progressFor(ann(), fileId);
    expect(timeline[0]).toMatchObject({
      kind: "effect_decided",
      step: "send_agreement",
      recordedBy: "ann@desk.test",
      data: { effectId, effect: "email", was: "failed", decision: "send_again" },
    });
    const other = await agreed();
    const seen = { state: "sent", attempts: 2 };
    const foreign = retryEffect(ann(), { fileId: other, effectId, decision: "send_again", seen });
    expect((await refusalOf(foreign)).code).toBe("EFFECT_NOT_FOUND");
  });

  it("F3.10 who decided by another state of an effect, or by an attempt before the last, is told so", async () => {
    const fileId = await agreed();
    const service = new Service();
    service.answer = () => ({ how: "unknown", why: "502" });
    const senders = inChargeOf(service, ["email"]);
    await sendDueEffects(ann(), senders);
    const { effectId = 0 } = (await progressFor(ann(), fileId)).effects[0] ?? {};
    const decide = (seen: object) => retryEffect(ann(), { fileId, effectId, decision: "send_again", seen });
    expect((await refusalOf(decide({ state: "failed", attempts: 1 }))).code).toBe("EFFECT_CHANGED");
    const first = { state: "unclear", attempts: 1 };
    await decide(first);
    await sendDueEffects(ann(), senders);
    const refusal = await refusalOf(decide(first));
    expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["EFFECT_CHANGED", "seen"]);
    expect(service.reached).toHaveLength(2);
  });

  it("F3.10 what an operator sends again is tried as often as the first time", async () => {
    const fileId = await agreed();
    const service = new Service();
    service.answer = () => ({ how: "refused", why: "429", isFinal: false });
    const exhausted = async () => {
      for (let i = 0; i < 10; i += 1) {
        later(HOUR);
        await sendDueEffects(ann(), inChargeOf(service, ["email"]));
      }
    };
    await exhausted();
    const { effectId = 0 } = (await progressFor(ann(), fileId)).effects[0] ?? {};
    await decided(fileId, effectId, "send_again");
    await exhausted();
    expect(service.reached).toHaveLength(2 * MOST_ATTEMPTS);
    expect((await states(fileId))[1]).toBe(`email failed ${2 * MOST_ATTEMPTS}`);
  });

  it("F3.10 what failed for its address goes to the corrected one, a client's and a lender's, and the former stays to be seen", async () => {
    const fileId = await fileOf(ann(), "established", { email: "mistyped@bounce.test" });
    await walked(ann(), fileId, "established_funding", "submit_to_partner");
    const service = new Service();
    service.answer = ({ payload }) =>
      /bounce|credibly/.test(String(payload.to ?? payload.email))
        ? { how: "refused", why: "No such mailbox.", isFinal: true }
        : { how: "sent", receipt: null };
    await sendDueEffects(ann(), inChargeOf(service, ["email", "agreement"]));
    const failed = (await progressFor(ann(), fileId)).effects.filter(({ state }) => state === "failed");
    expect(failed.map(({ step, recipient }) => [step, recipient])).toEqual([
      ["submit_to_partner", "deals@credibly.test"],
      ["send_agreement", "mistyped@bounce.test"],
      ["send_agreement", "mistyped@bounce.test"],
    ]);
    const { version } = await progressFor(ann(), fileId);
    await editFile(ann(), { fileId, version, email: "right@home.test" });
    await tenant.owner.query(
      "update funding_lender set contact_email = 'new@desk.test' where name = 'Credibly'",
    );
    for (const { effectId } of failed) await decided(fileId, effectId, "send_again");
    const { effects, timeline } = await progressFor(ann(), fileId);
    expect(
      effects
        .filter(({ step }) => step)
        .map(({ recipient, state, lastError }) => [recipient, state, lastError]),
    ).toEqual([
      ["right@home.test", "queued", null],
      ["right@home.test", "queued", null],
      ["new@desk.test", "queued", null],
      ["deals@credibly.test", "withdrawn", "It goes to new@desk.test instead."],
      ["mistyped@bounce.test", "withdrawn", "It goes to right@home.test instead."],
      ["mistyped@bounce.test", "withdrawn", "It goes to right@home.test instead."],
    ]);
    expect(timeline[0]?.data).toMatchObject({ decision: "send_again", to: "right@home.test" });
    expect(await sendDueEffects(ann(), inChargeOf(service, ["email", "agreement"]))).toEqual({ sent: 3 });
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
  });

  it("F3.10 F4.3 an invoice that certainly failed goes to the corrected address and counts once; one that may be out never does", async () => {
    const [failed, unclear] = [await fileOf(ann(), "cards"), await fileOf(ann(), "cards")];
    const service = new Service();
    for (const fileId of [failed, unclear]) {
      await walked(ann(), fileId, "card_funding");
      service.answer = () =>
        fileId === failed
          ? { how: "refused", why: "No such address.", isFinal: true }
          : { how: "unknown", why: "Cut." };
      await sendDueEffects(ann(), inChargeOf(service, ["invoice"]));
      const { version } = await progressFor(ann(), fileId);
      await editFile(ann(), { fileId, version, email: "right@home.test" });
    }
    const invoiceOf = async (fileId: number) =>
      (await progressFor(ann(), fileId)).effects.filter(({ effect }) => effect === "invoice");
    const [was] = await invoiceOf(failed);
    await decided(failed, was?.effectId ?? 0, "send_again");
    // Pressed again, in another tab or after a broken line, it is told where it goes.
    const again = await refusalOf(decided(failed, was?.effectId ?? 0, "send_again"));
    expect(again.message).toContain("goes to the corrected address already");
    expect((await invoiceOf(failed)).map(({ recipient, state }) => [recipient, state])).toEqual([
      ["right@home.test", "queued"],
      [expect.any(String), "withdrawn"],
    ]);
    expect((await effectsOf(tenant, failed)).at(-1)?.payload.formerEmails).toEqual([was?.recipient]);
    const [mayBeOut] = await invoiceOf(unclear);
    expect(mayBeOut).toMatchObject({ state: "unclear", correctedRecipient: null });
    await decided(unclear, mayBeOut?.effectId ?? 0, "send_again");
    service.answer = () => ({ how: "refused", why: "No such address.", isFinal: true });
    await sendDueEffects(ann(), inChargeOf(service, ["invoice"]));
    expect(await invoiceOf(unclear)).toMatchObject([{ state: "failed", correctedRecipient: null }]);
    const { operators } = await reconcileOperators(tenant.as("admin"), {
      from: "2026-04-01",
      to: "2026-05-31",
    });
    expect(
      operators.flatMap(({ portions }) => portions.map(({ effectState }) => effectState)).toSorted(),
    ).toEqual(["failed", "failed"]);
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
  });

  it("F3.10 where a corrected letter goes is what was seen, and what the CRM was to be told goes along", async () => {
    const fileId = await fileOf(ann(), "thin", { email: "mistyped@bounce.test" });
    await walked(ann(), fileId, "parked");
    const service = new Service();
    service.answer = () => ({ how: "refused", why: "No such address.", isFinal: true });
    await sendDueEffects(ann(), inChargeOf(service, ["email", "crm_parking"]));
    const { version } = await progressFor(ann(), fileId);
    await editFile(ann(), { fileId, version, email: "right@home.test" });
    const [crm, letter] = (await progressFor(ann(), fileId)).effects;
    expect([crm, letter].map((one) => [one?.effect, one?.recipient, one?.correctedRecipient])).toEqual([
      ["crm_parking", null, "right@home.test"],
      ["email", "mistyped@bounce.test", "right@home.test"],
    ]);
    const seen = { state: "failed", attempts: 1, to: "other@home.test" };
    const { effectId = 0 } = letter ?? {};
    const decision = "send_again";
    expect(await refusalOf(retryEffect(ann(), { fileId, effectId, decision, seen }))).toMatchObject({
      code: "EFFECT_CHANGED",
      message: expect.stringContaining("right@home.test"),
    });
    await retryEffect(ann(), { fileId, effectId, decision, seen: { ...seen, to: "right@home.test" } });
    await decided(fileId, crm?.effectId ?? 0, "send_again");
    service.reached.length = 0;
    await sendDueEffects(ann(), inChargeOf(service, ["email", "crm_parking"]));
    expect(service.reached.map(({ payload }) => payload.to ?? payload.email)).toEqual([
      "right@home.test",
      "right@home.test",
    ]);
  });

  it.each<[string, (service: Service) => void]>([
    [
      "falls over",
      (service) => {
        service.answer = () => Promise.reject(new Error("socket hang up"));
      },
    ],
    [
      "never answers",
      (service) => {
        service.answer = () => new Promise(() => undefined);
      },
    ],
    [
      "does not know",
      (service) => {
        service.answer = () => ({ how: "unknown", why: "502" });
      },
    ],
  ])(
    "F3.10 a letter whose sender %s is unclear and not sent again; a state of the CRM is",
    async (_what, breakIt) => {
      const fileId = await parked();
      const service = new Service();
      breakIt(service);
      const options = { patience: 20 };
      expect(await sendDueEffects(ann(), inChargeOf(service), options)).toEqual({ unclear: 1, queued: 1 });
      later(HOUR);
      service.answer = () => ({ how: "sent", receipt: null });
      expect(await sendDueEffects(ann(), inChargeOf(service), options)).toEqual({ sent: 1 });
      expect(await states(fileId)).toEqual(["email unclear 1", "crm_parking sent 2"]);
      const unclear = (await progressFor(ann(), fileId)).effects.find(({ effect }) => effect === "email");
      const { effectId = 0 } = unclear ?? {};
      await decided(fileId, effectId, "was_sent");
      expect((await states(fileId))[0]).toBe("email sent 1");
      expect(service.reached).toHaveLength(3);
    },
  );

  it("F3.10 ten processes at once send sixty effects sixty times", async () => {
    const files: number[] = [];
    for (let i = 0; i < 30; i += 1) files.push(await agreed());
    const service = new Service();
    const senders = inChargeOf(service);
    const tallies = await Promise.all(Array.from({ length: 10 }, () => sendDueEffects(ann(), senders)));
    expect(tallies.reduce((sum, { sent = 0 }) => sum + sent, 0)).toBe(60);
    expect(new Set(service.reached.map(({ key }) => key)).size).toBe(60);
    expect(service.reached).toHaveLength(60);
  });

  it("F3.10 the next one is found by the index of its kind, however many others wait", async () => {
    const fileId = await agreed();
    await tenant.owner.query(
      `insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at)
       select file_id, event_seq, path, step, 1 + n, effect, '{}', 'queued', 0, '2026-01-01', now()
       from funding_effect, generate_series(1, 5000) n where file_id = $1 and step is not null`,
      [fileId],
    );
    await tenant.owner.query("vacuum analyze funding_effect");
    const scans = await claimExplained(() =>
      sendDueEffects(ann(), inChargeOf(new Service(), ["email", "invoice"]), { most: 1 }),
    );
    expect(scans.map((node) => node["Index Name"]).sort()).toEqual([
      "funding_effect_due",
      "funding_effect_pkey",
    ]);
    for (const node of scans) expect(node["Actual Rows"]).toBeLessThanOrEqual(1);
  });

  it("F3.10 F7.1 what waits for another of its client is passed over by a glance each, however much of the client waits", async () => {
    const fileId = await agreed();
    const waiting = 1_000;
    await tenant.owner.query(
      `insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at)
       select file_id, event_seq, path, step, 1 + n, 'crm_tag', '{"email": "one@mail.test"}', 'queued', 0,
         case when n = 1 then '2099-01-01' else '2026-01-01' end::timestamptz, now()
       from (select * from funding_effect where file_id = $1 and step is not null limit 1) one, generate_series(1, $2::int) n`,
      [fileId, waiting],
    );
    await tenant.owner.query("vacuum analyze funding_effect");
    const scans = await claimExplained(() =>
      sendDueEffects(ann(), inChargeOf(new Service(), ["crm_tag"]), { most: 1 }),
    );
    const read = scans.reduce(
      (sum, node) =>
        sum +
        node["Actual Loops"] *
          (node["Actual Rows"] +
            (node["Rows Removed by Filter"] ?? 0) +
            (node["Rows Removed by Index Recheck"] ?? 0)),
      0,
    );
    expect(scans.length).toBeGreaterThan(1);
    expect(read).toBeLessThan(5 * waiting);
  });

  it("F3.10 a sender has less time than the lease lasts", async () => {
    const patient = sendDueEffects(ann(), {}, { patience: 120_000 });
    await expect(patient).rejects.toThrow("patience");
    expect(await sendDueEffects(ann(), {}, { patience: 119_999 })).toEqual({});
  });

  it("A9 I21 what a clock that was years ahead has queued goes out, and what it has leased is given up", async () => {
    const fileId = await agreed();
    const { now } = tenant.clock;
    await tenant.owner.query(
      `update funding_effect set next_attempt_at = next_attempt_at + interval '100 years' where file_id = ${fileId};
        update funding_effect set state = 'sending', attempts = 1, next_attempt_at = null, lease = gen_random_uuid(),
          leased_until = '2126-01-01' where file_id = ${fileId} and effect = 'agreement'`,
    );
    expect(await nextDue(ann().db, now)).toEqual(now);
    const service = new Service();
    expect(await sendDueEffects(ann(), inChargeOf(service, ["email"]))).toEqual({ sent: 1, unclear: 1 });
  });

  it("F3.10 a message that echoes a social security number is not kept", async () => {
    const fileId = await agreed();
    const service = new Service();
    service.answer = () => ({ how: "refused", why: "bad contact 078-05-1120\u0000", isFinal: true });
    await sendDueEffects(ann(), inChargeOf(service));
    expect(JSON.stringify(await progressFor(ann(), fileId))).not.toContain("078-05-1120");
  });

  describe("F3.10 a step is taken back while its letter is on its way", () => {
    /** The letter of an agreement that is being sent, its step reopened meanwhile, and how the sender then answers. */
    const takenBack = async (outcome: SendOutcome | null) => {
      const fileId = await agreed();
      const service = new Service();
      const senders = inChargeOf(service, ["email"]);
      service.answer = async () => {
        const { version } = await progressFor(ann(), fileId);
        const step = { path: "card_funding", step: "send_agreement", reason: "A mistake" };
        await reopenStep(tenant.as("admin"), { fileId, version, ...step });
        return outcome ?? Promise.reject(new Error("socket hang up"));
      };
      await sendDueEffects(ann(), senders);
      later(HOUR);
      await sendDueEffects(ann(), senders);
      expect(service.reached).toHaveLength(1);
      const { effects } = await progressFor(ann(), fileId);
      const letter = effects.find(({ effect }) => effect === "email") ?? expect.fail("no letter");
      const decide = (decision: string) => decided(fileId, letter.effectId, decision);
      return { letter, decide };
    };

    it("F3.10 sent is sent, and what was refused does not set out again", async () => {
      expect((await takenBack({ how: "sent", receipt: "R" })).letter.state).toBe("sent");
      const { letter, decide } = await takenBack({ how: "refused", why: "429", isFinal: false });
      expect([letter.state, letter.lastError]).toEqual(["withdrawn", "429"]);
      expect((await refusalOf(decide("send_again"))).code).toBe("STEP_OUT_OF_TURN");
    });

    it("F3.10 of what nobody knows a person says what became of it, and it is not sent again", async () => {
      const { letter, decide } = await takenBack(null);
      expect([letter.state, letter.isTakenBack]).toEqual(["unclear", true]);
      expect((await refusalOf(decide("send_again"))).message).toContain("do the step again");
      expect((await decide("was_not_sent")).effects.find(({ effect }) => effect === "email")?.state).toBe(
        "withdrawn",
      );
      const other = await takenBack(null);
      await other.decide("was_sent");
      expect((await refusalOf(other.decide("was_not_sent"))).code).toBe("STEP_DONE_ALREADY");
    });

    it("F3.10 a letter that was unclear before its step was taken back is not sent again either", async () => {
      const fileId = await agreed();
      const service = new Service();
      service.answer = () => ({ how: "unknown", why: "502" });
      await sendDueEffects(ann(), inChargeOf(service, ["email"]));
      const { version, effects } = await progressFor(ann(), fileId);
      const step = { path: "card_funding", step: "send_agreement", reason: "A mistake" };
      await reopenStep(tenant.as("admin"), { fileId, version, ...step });
      const { effectId = 0 } = effects.find(({ effect }) => effect === "email") ?? {};
      expect((await refusalOf(decided(fileId, effectId, "send_again"))).code).toBe("STEP_OUT_OF_TURN");
    });
  });

  it("F3.10 who comes back after its lease ran out still says that it was sent, and takes nothing back", async () => {
    const fileId = await agreed();
    const service = new Service();
    let release: (outcome: SendOutcome) => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      service.answer = () => {
        resolve();
        return new Promise((answer) => {
          release = answer;
        });
      };
    });
    const slow = sendDueEffects(ann(), inChargeOf(service, ["email"]), { most: 1 });
    await asked;
    later(119_999);
    expect(await sendDueEffects(ann(), {})).toEqual({});
    later(1);
    expect(await sendDueEffects(ann(), {})).toEqual({ unclear: 1 });
    release({ how: "sent", receipt: "late" });
    await slow;
    expect((await states(fileId))[1]).toBe("email sent 1");
  });
});

/** Until the server has rolled back what the cut left open, its rows are held and would be skipped. */
async function serverHasNoticed(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await tenant.owner.query(
        "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null",
      );
      return rows;
    })
    .toEqual([]);
}

describe("F3.10 the process stops at any point of sending", () => {
  it.each<[string, () => Promise<number>, EffectKind]>([
    ["a letter", agreed, "email"],
    ["a state of the CRM", parked, "crm_parking"],
  ])("F3.10 %s is sent once, or visibly waits", async (_what, prepare, kind) => {
    const seen = new Set<string>();
    for (const when of ["before", "after"] as const) {
      for (let statement = 1; ; statement += 1) {
        const fileId = await prepare();
        const service = new Service();
        const cut: Cut = { at: statement, when };
        const { ctx, wasCut } = cutting(ann(), cut);
        await sendDueEffects(ctx, inChargeOf(service, [kind]), { most: 1 }).catch(() => undefined);
        if (!wasCut()) break;
        await serverHasNoticed();
        for (let pass = 0; pass < 2; pass += 1) {
          later(HOUR);
          await sendDueEffects(ann(), inChargeOf(service, [kind]));
        }
        const state = (await states(fileId)).find((one) => one.startsWith(kind)) ?? "";
        const at = `${JSON.stringify(cut)} ${state} ${service.reached.length}`;
        seen.add(`${state.split(" ")[1]} ${service.reached.length}`);
        if (kind === "email") expect(service.reached.length, at).toBeLessThanOrEqual(1);
        // What is told to have been sent was; what may have been waits for a person.
        if (state.includes(" sent ")) expect(service.reached.length, at).toBeGreaterThanOrEqual(1);
        else expect([kind, state], at).toEqual(["email", "email unclear 1"]);
      }
    }
    expect([...seen].sort()).toEqual(
      kind === "email" ? ["sent 1", "unclear 0", "unclear 1"] : ["sent 1", "sent 2"],
    );
  });
});
