import { EFFECTS, type SendOutcome } from "../domain/funding/model/effects.ts";
import type { Senders } from "../domain/funding/send-effects.ts";
import type { Mode } from "../domain/integrations/input.ts";
import { wordsOfOtherMode } from "../domain/integrations/seen-modes.ts";
import type { EffectSender, EffectToSend } from "../domain/ports.ts";
import { crmOf, mailerOf, type Place, signingOf } from "./adapters.ts";
import { AgreementPayload } from "./documenso/payload.ts";
import {
  ClosingPayload,
  InvoicePayload,
  ParkingPayload,
  PaymentPayload,
  StagePayload,
  TagPayload,
} from "./gohighlevel/payload.ts";
import { LetterPayload } from "./smtp/payload.ts";

/**
 * Who carries out each effect of a tenant: the real service or its sandbox, as the tenant has set it up at that moment, and
 * nobody where it was queued as the other one (F7.4).
 */
export function sendersOf(tenant: Place): Senders {
  const mailer = () => mailerOf(tenant);
  const signing = () => signingOf(tenant);
  const crm = () => crmOf(tenant);
  return {
    email: prepared(mailer, LetterPayload, (to, letter, { key }, signal) =>
      to.send({ ...letter, key }, signal),
    ),
    agreement: prepared(signing, AgreementPayload, (to, client, { key }, signal) =>
      to.sendAgreement({ ...client, key }, signal),
    ),
    invoice: prepared(crm, InvoicePayload, (to, { name, email, phone, ...invoice }, { key }, signal) =>
      to.invoice({ name, email, phone }, { ...invoice, key }, signal),
    ),
    payment: prepared(crm, PaymentPayload, (to, { name, email, phone, ...payment }, { key }, signal) =>
      to.recordPayment({ name, email, phone }, { ...payment, key }, signal),
    ),
    crm_parking: prepared(crm, ParkingPayload, (to, { name, email, phone, ...parking }, _, signal) =>
      to.park({ name, email, phone }, parking, signal),
    ),
    crm_tag: prepared(crm, TagPayload, (to, { name, email, phone, tag }, _, signal) =>
      to.tag({ name, email, phone }, tag, signal),
    ),
    crm_closing: prepared(crm, ClosingPayload, (to, { name, email, phone, ...closing }, _, signal) =>
      to.close({ name, email, phone }, closing, signal),
    ),
    crm_stage: prepared(crm, StagePayload, (to, { name, email, phone, stage }, _, signal) =>
      to.showStage({ name, email, phone }, stage, signal),
    ),
  };
}

/**
 * What goes wrong before anything was sent is a refusal: settings that cannot be read, a payload that an older release wrote.
 * Only what happens while sending may leave it unclear.
 */
function prepared<Adapter extends { mode: Mode }, Payload>(
  adapterOf: () => Promise<Adapter>,
  form: { parse(payload: unknown): Payload },
  send: (
    adapter: Adapter,
    payload: Payload,
    effect: EffectToSend,
    signal: AbortSignal,
  ) => Promise<SendOutcome>,
): EffectSender {
  return {
    async send(effect, signal) {
      let ready: { adapter: Adapter; payload: Payload };
      try {
        ready = { adapter: await adapterOf(), payload: form.parse(effect.payload) };
      } catch (error) {
        const reason = error instanceof Error && /AUTH_SECRET_PREVIOUS/.test(error.message);
        const why = reason
          ? "The key of the service does not open any more: enter it again in the settings."
          : "What was to be sent could not be prepared.";
        return { how: "refused", why, isFinal: false };
      }
      const { mode } = ready.adapter;
      if (effect.mode !== null && effect.mode !== mode)
        return {
          how: "refused",
          why: wordsOfOtherMode(EFFECTS[effect.effect].system, effect.mode),
          isFinal: true,
        };
      const outcome = await send(ready.adapter, ready.payload, effect, signal);
      return outcome.how === "sent" ? { ...outcome, mode } : outcome;
    },
  };
}
