import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { completeStep } from "../domain/funding/complete-step.ts";
import { EFFECTS, type EffectKind } from "../domain/funding/model/effects.ts";
import { Desk, type Kind } from "./testing-desk.ts";

/**
 * Processes that kill themselves with SIGKILL, one before each place where something changes, in the database or outside: the
 * step's own and the one that sends. Another process takes over, and what is counted is what reached the servers outside. No
 * place is a question to the CRM: between it and the next change there is nothing to be left half done.
 */

/** Every kind of effect there is: the types ask for one that is added. */
const KINDS: Record<EffectKind, Kind> = {
  email: ["cards", "card_funding", "approve_underwriting", "send_agreement"],
  agreement: ["cards", "card_funding", "approve_underwriting", "send_agreement"],
  invoice: ["combined", "term_loan", "wait_for_funding", "collect_invoice"],
  payment: ["established", "established_funding", "handoff_to_lender", "record_payment_received"],
  crm_parking: ["thin", "parked", "send_parked_email", "mark_parked"],
  crm_tag: ["referral", "decline", "send_decline_email", "mark_in_credit_repair"],
  crm_closing: ["referral", "decline", "mark_in_credit_repair", "close_file"],
  // Of the step that ends a product before the next: the CRM shows that one from then on.
  crm_stage: ["combined", "term_loan", "collect_invoice", "send_next_steps"],
};
/** Whatever a step sends is written by the same lines, except the CRM's stage; of them these differ in what a client notices. */
const WRITTEN: EffectKind[] = ["agreement", "invoice", "payment", "crm_stage"];
const EACH = Object.entries(KINDS) as [EffectKind, Kind][];

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());
afterAll(async () => {
  await closeTenants();
  await closeControlDatabase();
});

describe("F3.10 kill -9 of the process that sends, before each place", () => {
  it.each(EACH)(
    "F3.10 %s is there once, or waits for a person",
    { timeout: 600_000 },
    async (effect, kind) => {
      const { isHarmless } = EFFECTS[effect];
      let killed = 0;
      for (let at = 1; ; at += 1) {
        if (!(await desk.kept()).some(({ state }) => state === "queued")) {
          const request = await desk.beforeStep(kind);
          await completeStep(desk.ann, request);
          await desk.withdraw(request.fileId, effect);
        }
        if (!(await desk.carriedOut({ send: 1, kind: effect }, at))) break;
        killed += 1;
      }
      // Claimed, called and marked: at the very least these.
      expect(killed).toBeGreaterThan(6);
      const dead = await desk.kept(effect);
      expect(dead.filter(({ state }) => state === "sending").length).toBeGreaterThan(3);

      await desk.takenOver();
      const counts = (await desk.kept(effect)).map((one) => desk.countOf(one));
      // What is harmless is tried again after a wait; of everything else nothing happens any more.
      await desk.takenOver();
      const after = await desk.kept(effect);
      if (!isHarmless) expect(after.map((one) => desk.countOf(one))).toEqual(counts);
      const unclear = after.filter(({ state }) => state === "unclear");
      expect(unclear.length > 0).toBe(!isHarmless);
      for (const one of after) {
        expect(["sent", "unclear"]).toContain(one.state);
        const count = desk.countOf(one);
        expect(count, `${one.key} ${one.state}`).toBe(one.state === "sent" ? 1 : Math.min(count, 1));
      }

      await desk.decided(unclear);
      for (const one of await desk.kept(effect)) expect([one.state, desk.countOf(one)]).toEqual(["sent", 1]);
    },
  );
});

describe("F3.10 kill -9 of the process that does the step, before each place", () => {
  it.each(EACH.filter(([effect]) => WRITTEN.includes(effect)))(
    "F3.10 with %s, the same press again makes it whole, and it goes out once",
    { timeout: 600_000 },
    async (_, kind) => {
      const sizeOf = async (fileId: number) =>
        (await desk.kept()).filter((one) => one.fileId === fileId).length;
      const [nothing, whole] = [new Set<number>(), new Set<number>()];
      for (let at = 1; ; at += 1) {
        const request = await desk.beforeStep(kind);
        const isKilled = await desk.carriedOut({ step: request }, at);
        const left = await sizeOf(request.fileId);
        const { timeline, isNew } = await completeStep(desk.ann, request);
        const all = await sizeOf(request.fileId);
        // Nothing of it or all of it, and the step is told once.
        expect([0, all]).toContain(left);
        expect(isNew).toBe(left === 0);
        expect(
          timeline.filter(({ step, kind: what }) => step === request.step && what === "completed"),
        ).toHaveLength(1);
        (left === 0 ? nothing : whole).add(at);
        if (!isKilled) break;
      }
      await desk.takenOver();
      expect(nothing.size).toBeGreaterThan(2);
      expect(whole.size).toBeGreaterThan(0);
      for (const one of await desk.kept())
        expect([one.key, one.state, desk.countOf(one)]).toEqual([one.key, "sent", 1]);
    },
  );
});
