import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { derivedKey, derivedKeys, type KeyPurpose } from "../auth/secrets.ts";

/** Bytes that only this product may read again, each bound to its place (reliability.md C36). */
export interface Sealed {
  /** A nonce of 12 bytes, a tag of 16, and the text. */
  sealedBytes: Buffer;
  /** Which key: it changes with `AUTH_SECRET`. */
  keyId: string;
}

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param place where the bytes belong: moved to another one they do not open */
export function seal(bytes: Uint8Array, purpose: KeyPurpose, place: string): Sealed {
  const key = derivedKey(purpose);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return { sealedBytes: Buffer.concat([nonce, cipher.getAuthTag(), text]), keyId: idOf(key) };
}

/**
 * The bytes as they came. Those sealed under a former secret open while `AUTH_SECRET_PREVIOUS` names that one.
 * @throws Error when the key is not there, or anything of bytes and place was changed
 */
export function unseal({ sealedBytes, keyId }: Sealed, purpose: KeyPurpose, place: string): Buffer {
  const key = derivedKeys(purpose).find((one) => idOf(one) === keyId);
  if (!key)
    throw new Error(`the key ${keyId} is not there: add the secret it came from to AUTH_SECRET_PREVIOUS`);
  const nonce = sealedBytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealedBytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealedBytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** Tells keys apart and says nothing of them. */
function idOf(key: Buffer): string {
  return createHash("sha256").update("pssaas key id ").update(key).digest("hex").slice(0, 16);
}
