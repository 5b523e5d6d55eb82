import { createHmac, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { controlDatabase } from "../../db/control/client.ts";
import { tenant } from "../../db/control/schema.ts";
import { derivedKey, derivedKeys } from "./secrets.ts";

/** Who calls, each at an address of its own. */
export type Caller = "engine" | "documenso";
const PURPOSES = { engine: "engine postback", documenso: "documenso webhook" } as const;

/**
 * The secret part of the address that Engine, or Documenso, calls for a tenant: its id and a proof that the product itself made it, so that
 * nothing has to be kept and no address tells another tenant's. It changes with `AUTH_SECRET`; the former ones hold as long
 * as `AUTH_SECRET_PREVIOUS` names their secrets. Whoever has it can make us look at a lead, or an agreement, once more, and nothing else.
 */
export function postbackSecretOf(tenantId: string, secret?: string, caller: Caller = "engine"): string {
  const id = Buffer.from(tenantId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, proofOf(id, derivedKey(PURPOSES[caller], secret))]).toString("base64url");
}

const ID_BYTES = 16;
const PROOF_BYTES = 32;

function proofOf(id: Uint8Array, key: Buffer): Buffer {
  return createHmac("sha256", key).update(id).digest();
}

/** Whose address it is. */
export interface PostbackHolder {
  tenantId: string;
  slug: string;
  databaseName: string;
  settingsVersion: number;
}

/** The tenant of a secret; null for every one that is not good. The proof is compared in constant time, before anybody is looked up. */
export async function verifyPostbackSecret(
  secret: string,
  caller: Caller = "engine",
): Promise<PostbackHolder | null> {
  const bytes = Buffer.from(secret.slice(0, 200), "base64url");
  const isWhole = bytes.length === ID_BYTES + PROOF_BYTES && bytes.toString("base64url") === secret;
  const id = Buffer.concat([bytes, Buffer.alloc(ID_BYTES)]).subarray(0, ID_BYTES);
  const proof = Buffer.concat([bytes.subarray(ID_BYTES), Buffer.alloc(PROOF_BYTES)]).subarray(0, PROOF_BYTES);
  const good = derivedKeys(PURPOSES[caller]).map((key) => timingSafeEqual(proofOf(id, key), proof));
  if (!isWhole || !good.includes(true)) return null;
  const tenantId = id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const [row] = await controlDatabase().select().from(tenant).where(eq(tenant.tenantId, tenantId));
  if (!row?.isReady) return null;
  const { slug, databaseName, settingsVersion } = row;
  return { tenantId, slug, databaseName, settingsVersion };
}
