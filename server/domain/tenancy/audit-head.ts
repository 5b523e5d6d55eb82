import { createHash } from "node:crypto";
import { z } from "zod";
import { refuse } from "../errors.ts";
import { APPEND_ONLY_LOGS } from "./append-only-logs.ts";
import type { LogBlock } from "./model/log-prefix.ts";

/**
 * The head of a tenant's append-only logs: how far each had come at a moment, and the hashes of its rows until there (I18). Kept
 * outside, it proves later that none of them was cut or rewritten, also by the owner of the database.
 */
export type AuditHead = z.infer<typeof AuditHead>;
export type LogHead = z.infer<typeof LogHead>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Number_ = z.int().nonnegative();

const LogHead = z.strictObject({
  log: z.string(),
  /** What of each row is hashed: a column that a later release adds changes nothing. */
  columns: z.array(z.string()).min(1),
  count: Number_,
  /** The number of the last row that counts. */
  last: Number_,
  sha256: Sha256,
  blocks: z.array(z.strictObject({ first: z.int(), rows: z.int().positive(), sha256: Sha256 })),
});

const Content = z.strictObject({
  format: z.literal("pssaas-head-1"),
  tenant: z.strictObject({ id: z.uuid(), slug: z.string() }),
  takenAt: z.iso.datetime(),
  /** The newest migration then, by its hash. */
  schema: z.string(),
  /** How many numbers of a log a block spans. */
  blockSize: z.int().min(1).max(1_000_000),
  logs: z.array(LogHead),
});

const AuditHead = z.strictObject({ ...Content.shape, sha256: Sha256 });

/** A log's part of the head, with one hash for all of its blocks. */
export function logHead(log: Omit<LogHead, "count" | "sha256">): LogHead {
  const count = log.blocks.reduce((sum, { rows }) => sum + rows, 0);
  return {
    log: log.log,
    columns: log.columns,
    count,
    last: log.last,
    sha256: hashOf(log.blocks),
    blocks: log.blocks,
  };
}

/** The head with a hash over all of it: whoever keeps these 64 characters elsewhere knows it again. */
export function sealHead(content: z.infer<typeof Content>): AuditHead {
  return { ...content, sha256: hashOf(Content.parse(content)) };
}

function hashOf(value: z.infer<typeof Content> | LogBlock[]): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/**
 * Reads a head that `audit head` wrote.
 * @param file its name, for the sentence of a refusal
 * @param of whose it has to be
 * @throws DomainError PAYLOAD_VALIDATION when it is none, was changed, or is another tenant's
 */
export function readHead(
  text: string,
  file: string,
  of: { id: string; slug: string } | { restoredFrom: string },
) {
  const head = parseHead(text, file);
  const { sha256, ...content } = head;
  const isWhole =
    hashOf(content) === sha256 &&
    content.logs.every((log) => logHead(log).sha256 === log.sha256 && logHead(log).count === log.count);
  if (!isWhole)
    refuse("PAYLOAD_VALIDATION", `${file} was changed after it was written: it does not match its own hash.`);
  if ("restoredFrom" in of ? head.tenant.slug !== of.restoredFrom : head.tenant.id !== of.id)
    refuse("PAYLOAD_VALIDATION", otherTenant(file, head, of));
  const unknown = head.logs.find(({ log }) => !(log in APPEND_ONLY_LOGS));
  if (unknown)
    refuse("PAYLOAD_VALIDATION", `${file} is of another release: there is no log ${unknown.log} here.`);
  return head;
}

function parseHead(text: string, file: string): AuditHead {
  try {
    return AuditHead.parse(JSON.parse(text));
  } catch {
    return refuse("PAYLOAD_VALIDATION", `${file} is not a head that \`audit head\` wrote, or is damaged.`);
  }
}

function otherTenant(
  file: string,
  { tenant }: AuditHead,
  of: { slug: string } | { restoredFrom: string },
): string {
  const whose = `${file} is the head of the tenant '${tenant.slug}' (${tenant.id})`;
  return "restoredFrom" in of
    ? `${whose}, not of '${of.restoredFrom}'.`
    : `${whose}, not of '${of.slug}'. If this tenant was restored from a backup of that one, say so: --restored-from ${tenant.slug}.`;
}
