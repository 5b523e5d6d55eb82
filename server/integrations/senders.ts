import type { Database } from "../../db/connect.ts";
import type { SendOutcome } from "../domain/funding/model/effects.ts";
import type { Senders } from "../domain/funding/send-effects.ts";
import type { EffectSender, EffectToSend } from "../domain/ports.ts";
import { mailerOf } from "./adapters.ts";
import { LetterPayload } from "./smtp/payload.ts";

/** Whose outbox is sent. */
export interface SendingTenant {
  tenantId: string;
  db: Database;
  now(): Date;
}

/** Who carries out each effect of a tenant: the real service or its sandbox, as the tenant has set it up at that moment (F7.4). */
export function sendersOf(tenant: SendingTenant): Senders {
  return {
    email: prepared(
      () => mailerOf(tenant),
      LetterPayload,
      (mailer, letter, { key }, signal) => mailer.send({ ...letter, key }, signal),
    ),
  };
}

/**
 * What goes wrong before anything was sent is a refusal: settings that cannot be read, a payload that an older release wrote.
 * Only what happens while sending may leave it unclear.
 */
function prepared<Adapter, Payload>(
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
      return send(ready.adapter, ready.payload, effect, signal);
    },
  };
}
