import { randomInt } from "node:crypto";
import { findRecord, keepRecord, type SandboxPlace } from "../../domain/integrations/sandbox-rows.ts";
import type { Signing } from "../../domain/ports.ts";
import { asService } from "../sandbox.ts";

/** A signing service inside the app: its envelopes can be looked at, and nobody gets anything to sign (F7.4). */
export function sandboxSigning(place: SandboxPlace): Signing {
  return {
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
      const { externalId, status, signedAt } = record.data;
      return {
        envelopeId,
        key: String(externalId),
        status: String(status),
        signedAt: typeof signedAt === "string" ? signedAt : null,
      };
    },
    async check() {
      const says = "The sandbox is ready. Agreements stay on this page and reach nobody.";
      return { isWorking: true, says, problems: [] };
    },
  };
}
