import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ConfigOf } from "../../domain/integrations/input.ts";
import type { SigningTemplate } from "../../domain/ports.ts";

/** Documenso v2, of which only `/envelope/*` outlives March 2027. Tokens with which somebody signs are never taken in. */

/** What the step wrote into the outbox. */
export const AgreementPayload = z.object({ name: z.string(), email: z.string() });

/** A template, or a document made from one. */
export const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  status: z.string(),
  title: z.string().nullish(),
  externalId: z.string().nullish(),
  deletedAt: z.string().nullish(),
  recipients: z.array(
    z.object({
      id: z.number(),
      email: z.string().nullish(),
      name: z.string().nullish(),
      role: z.string(),
      signingOrder: z.number().nullish(),
      signingStatus: z.string().nullish(),
      signedAt: z.string().nullish(),
    }),
  ),
});
export type Envelope = z.output<typeof Envelope>;

export const CreatedEnvelope = z.object({ id: z.string().regex(/^envelope_/) });

/** A page of the team's envelopes. */
export const EnvelopePage = z.object({ data: z.array(Envelope), totalPages: z.number() });

export const WORDS_OF_REFUSAL = z.object({ message: z.string().max(300) });

/**
 * Who of a template's recipients the client is, by role and signing order; never guessed.
 * @returns the recipient's number, or what is wrong with the template in words
 */
export function recipientIn(
  { type, deletedAt, recipients }: Envelope,
  { recipientRole, signingOrder }: Pick<ConfigOf<"documenso">, "recipientRole" | "signingOrder">,
): { id: number } | { problem: string } {
  if (type !== "TEMPLATE") return { problem: "The agreement's envelope is a document and no template." };
  if (deletedAt) return { problem: "The agreement's template has been deleted in Documenso." };
  const fitting = recipients.filter(
    ({ role, signingOrder: order }) =>
      role === recipientRole && (signingOrder === null || order === signingOrder),
  );
  const [only] = fitting;
  const who = `${recipientRole.toLowerCase()}${signingOrder === null ? "" : ` number ${signingOrder}`}`;
  if (!only) return { problem: `The agreement's template has no ${who} for the client.` };
  if (fitting.length > 1)
    return {
      problem: `The agreement's template has ${fitting.length} recipients that are ${who}: say in the settings which signing order the client has.`,
    };
  return { id: only.id };
}

/** Who has to do something with it; everybody else gets a copy, looks on or helps. */
const SIGNING_ROLES = ["SIGNER", "APPROVER"];

/** A template without what Documenso alone needs of it; null when it is a document, or has been deleted. */
export function templateOf({ id, type, deletedAt, title, recipients }: Envelope): SigningTemplate | null {
  if (type !== "TEMPLATE" || deletedAt) return null;
  const roles = recipients
    .filter(({ role }) => SIGNING_ROLES.includes(role))
    .toSorted((a, b) => (a.signingOrder ?? 0) - (b.signingOrder ?? 0))
    .map(({ name }, index) => name?.trim() || `Signer ${index + 1}`);
  return { templateId: id, title: title?.trim() || id, roles: [...new Set(roles)] };
}

/** `POST /envelope/use` takes a form with one part, of JSON. */
export function formOf(payload: unknown): { type: string; bytes: string } {
  const boundary = `pssaas-${randomBytes(16).toString("hex")}`;
  const lines = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="payload"',
    "Content-Type: application/json",
    "",
    JSON.stringify(payload),
    `--${boundary}--`,
    "",
  ];
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: lines.join("\r\n") };
}
