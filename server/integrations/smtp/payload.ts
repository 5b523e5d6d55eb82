import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";

/** A letter of the outbox as it is sent: plain text with a simple HTML beside it. */

/** What the step wrote into the outbox. */
export const LetterPayload = z.object({
  to: z.string(),
  subject: z.string(),
  paragraphs: z.array(z.string()).min(1),
});
export type LetterPayload = z.output<typeof LetterPayload>;

export interface Sender {
  address: string;
  name: string | null;
}

const ADDRESS = /^[^\s@<>"',;:\\()[\]\p{Cc}]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

/** One address and nothing else: no second one, no header, no quoted part that some servers read otherwise (C34). */
export function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/**
 * The same for every attempt of an effect, and for no other effect of any tenant: by it a mail server, or a person, knows a
 * letter that comes twice.
 */
export function messageIdOf(tenantId: string, key: string, from: string): string {
  const name = createHash("sha256").update(`${tenantId} ${key}`).digest("hex").slice(0, 32);
  return `<${name}@${from.slice(from.lastIndexOf("@") + 1)}>`;
}

export async function messageOf(
  { to, subject, paragraphs }: LetterPayload,
  from: Sender,
  messageId: string,
): Promise<Buffer> {
  const composer = new MailComposer({
    from: { address: from.address, name: oneLine(from.name ?? "") },
    to: { address: to, name: "" },
    subject: oneLine(subject),
    messageId,
    text: `${paragraphs.join("\n\n")}\n`,
    html: htmlOf(paragraphs),
    // Nobody's answering machine need answer it.
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}

function htmlOf(paragraphs: readonly string[]): string {
  const body = paragraphs.map((paragraph) => `<p>${linked(escaped(paragraph)).replaceAll("\n", "<br>")}</p>`);
  return `<!doctype html><html lang="en"><body style="font-family: sans-serif; line-height: 1.5">${body.join("\n")}</body></html>`;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** What has been escaped holds no sign that would end the attribute. */
function linked(html: string): string {
  return html.replace(
    /https:\/\/[^\s]+?(?=[.,;]?(\s|$))/g,
    (address) => `<a href="${address}">${address}</a>`,
  );
}
