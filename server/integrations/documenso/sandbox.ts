import { randomInt } from "node:crypto";
import { DECLINING_DOMAIN } from "../../domain/integrations/input.ts";
import { findRecord, keepRecord, type SandboxPlace } from "../../domain/integrations/sandbox-rows.ts";
import type { Signing } from "../../domain/ports.ts";
import { asService } from "../sandbox.ts";

/** How long its clients take to sign. */
const ANSWERS_AFTER_MS = 20_000;

/**
 * A signing service inside the app: its envelopes can be looked at, and nobody gets anything to sign (F7.4). After a while each
 * is signed all the same, as a client would, or declined.
 */
export function sandboxSigning(place: SandboxPlace): Signing {
  return {
    mode: "sandbox",
    sendAgreement({ name, email, key }, signal) {
      return asService(place, { address: email, key, signal }, async () => {
        const id = `envelope_${Array.from({ length: 16 }, () => "abcdefghijklmnopqrstuvwxyz"[randomInt(26)]).join("")}`;
        await keepRecord(place, "envelope", id, { externalId: key, status: "PENDING", name, email });
        return id;
      });
    },
    async readAgreement(envelopeId) {
      const record = await findRecord(place, "envelope", envelopeId);
      if (!record) return null;
      const { externalId, email } = record.data;
      const answeredAt = new Date(Date.parse(record.createdAt) + ANSWERS_AFTER_MS);
      const open = { envelopeId, key: String(externalId), status: "PENDING", signedAt: null };
      if (place.now() < answeredAt) return open;
      if (String(email).endsWith(`@${DECLINING_DOMAIN}`)) return { ...open, status: "REJECTED" };
      return { ...open, status: "COMPLETED", signedAt: answeredAt.toISOString() };
    },
    async check() {
      const says = "The sandbox is ready. Agreements stay on this page and reach nobody.";
      return { isWorking: true, says, problems: [] };
    },
  };
}
