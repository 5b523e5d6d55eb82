import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { derivedKey } from "../../auth/secrets.ts";

/** Bytes that only this product may read again, each bound to one report of one tenant (reliability.md C36). */
export interface SealedBytes {
  /** A nonce of 12 bytes, a tag of 16, and the text. */
  sealedBytes: Buffer;
  /** Which key: it changes with `AUTH_SECRET`. */
  keyId: string;
  sealedFor: string;
}

/** What a seal is bound to: bytes that are moved to another report, or to another tenant, do not open. */
export interface SealedAbout {
  tenantId: string;
  reportId: number;
}

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function sealBytes(bytes: Uint8Array, { tenantId, reportId }: SealedAbout): SealedBytes {
  const key = derivedKey("credit report");
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(tenantId, reportId));
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return {
    sealedBytes: Buffer.concat([nonce, cipher.getAuthTag(), text]),
    keyId: idOf(key),
    sealedFor: tenantId,
  };
}

/**
 * The bytes as they came. Those sealed under a former secret open while that one is `AUTH_SECRET_PREVIOUS`.
 * @throws Error when the key is not there, or anything of bytes, report and tenant was changed
 */
export function openSealedBytes({ sealedBytes, keyId, sealedFor }: SealedBytes, reportId: number): Buffer {
  const { AUTH_SECRET_PREVIOUS: previous } = process.env;
  const keys = [derivedKey("credit report"), ...(previous ? [derivedKey("credit report", previous)] : [])];
  const key = keys.find((one) => idOf(one) === keyId);
  if (!key)
    throw new Error(`the key ${keyId} is not there: set the secret it came from as AUTH_SECRET_PREVIOUS`);
  const nonce = sealedBytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(sealedFor, reportId));
  decipher.setAuthTag(sealedBytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealedBytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

function boundTo(tenantId: string, reportId: number): Buffer {
  return Buffer.from(`${tenantId} credit report ${reportId}`);
}

/** Tells keys apart and says nothing of them. */
function idOf(key: Buffer): string {
  return createHash("sha256").update("pssaas key id ").update(key).digest("hex").slice(0, 16);
}
