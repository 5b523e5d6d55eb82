import { randomUUID } from "node:crypto";
import { keepRecord, type SandboxPlace } from "../../domain/integrations/sandbox-rows.ts";
import type { Mailer } from "../../domain/ports.ts";
import { asService } from "../sandbox.ts";
import { isAddress, messageIdOf } from "./payload.ts";

/** A mail server inside the app: its letters go to the sandbox mailbox, and to nobody (F7.4). */
export function sandboxMailer(place: SandboxPlace, tenantId: string, from: string | null): Mailer {
  return {
    mode: "sandbox",
    async send({ to, subject, paragraphs, key }, signal) {
      if (!isAddress(to))
        return {
          how: "refused",
          why: "The client's e-mail address is not one that can be written to.",
          isFinal: true,
        };
      const sender = from ?? "sandbox@pssaas.test";
      const messageId = messageIdOf(tenantId, key, sender);
      return asService(place, { address: to, key, signal }, async () => {
        // As a mail server would, it takes a letter that comes twice twice.
        await keepRecord(place, "letter", randomUUID(), { messageId, from: sender, to, subject, paragraphs });
        return messageId;
      });
    },
    async check() {
      const says = "The sandbox is ready. Letters go to its mailbox on this page and to nobody else.";
      return { isWorking: true, says, problems: [] };
    },
  };
}
