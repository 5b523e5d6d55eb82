import { SettingsError } from "../deployment.ts";

/** An S3-compatible store: where it is, and as whom it is called. */
export interface S3Settings {
  /** `https://host`, also with a port and a path. Buckets are named in the path, as every such store understands it. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Before every key, ending in a slash: the deployment's own place in a bucket that it may share. */
  prefix: string;
}

type Environment = Record<string, string | undefined>;

/**
 * Reads `PSSAAS_S3_ENDPOINT`, `_BUCKET`, `_REGION`, `_ACCESS_KEY_ID`, `_SECRET_ACCESS_KEY` and `_PREFIX`.
 * @returns null when none is set: then files lie in the database
 * @throws SettingsError naming the variable that is missing or wrong
 */
export function s3SettingsFrom(env: Environment): S3Settings | null {
  if (!Object.keys(env).some((name) => name.startsWith("PSSAAS_S3_") && env[name])) return null;
  const settings = {
    endpoint: needed(env, "PSSAAS_S3_ENDPOINT").replace(/\/+$/, ""),
    bucket: needed(env, "PSSAAS_S3_BUCKET"),
    region: env.PSSAAS_S3_REGION || "us-east-1",
    accessKeyId: needed(env, "PSSAAS_S3_ACCESS_KEY_ID"),
    secretAccessKey: needed(env, "PSSAAS_S3_SECRET_ACCESS_KEY"),
    prefix: `${(env.PSSAAS_S3_PREFIX || "pssaas").replace(/^\/+|\/+$/g, "")}/`,
  };
  if (!/^https?:$/.test(protocolOf(settings.endpoint)))
    throw new SettingsError("PSSAAS_S3_ENDPOINT must be an address like https://s3.example.com.");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(settings.bucket))
    throw new SettingsError("PSSAAS_S3_BUCKET must be the name of a bucket.");
  if (!/^([A-Za-z0-9_-]+\/)+$/.test(settings.prefix))
    throw new SettingsError("PSSAAS_S3_PREFIX may hold letters, digits, _, - and / only.");
  return settings;
}

function needed(env: Environment, name: string): string {
  const value = env[name]?.trim();
  if (!value) throw new SettingsError(`${name} must be set when files are to lie in an S3-compatible store.`);
  return value;
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : "";
}
