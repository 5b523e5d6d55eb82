import { hkdfSync } from "node:crypto";
import { SettingsError } from "../../db/deployment.ts";

/** What a key is for. Each purpose has a key of its own, so that no token of one kind passes as another. */
export type KeyPurpose =
  | "session cookie"
  | "client token"
  | "credit report"
  | "integration secret"
  | "engine postback"
  | "documenso webhook"
  | "stored file";

/**
 * A 32-byte key derived from `AUTH_SECRET` (HKDF-SHA-256) for one purpose; the secret itself signs nothing.
 * @param secret a former one, for what was made with it
 * @throws SettingsError when `AUTH_SECRET` is missing or short: nobody may sign in on a guessable secret (V14, C23)
 */
export function derivedKey(purpose: KeyPurpose, secret = process.env.AUTH_SECRET): Buffer {
  if (!secret || secret.length < 32) {
    throw new SettingsError(
      "AUTH_SECRET must be set to at least 32 random characters; make one with: openssl rand -base64 48",
    );
  }
  return Buffer.from(hkdfSync("sha256", secret, "", `pssaas ${purpose}`, 32));
}

/**
 * The key of a purpose under the present secret and under each former one that `AUTH_SECRET_PREVIOUS` still names, the newest
 * first and separated by commas. A secret that itself holds commas is taken as one as well.
 */
export function derivedKeys(purpose: KeyPurpose): Buffer[] {
  const { AUTH_SECRET_PREVIOUS: previous = "" } = process.env;
  const former = [previous, ...previous.split(",").map((one) => one.trim())];
  const long = new Set(former.filter((one) => one.length >= 32));
  return [derivedKey(purpose), ...[...long].map((one) => derivedKey(purpose, one))];
}
