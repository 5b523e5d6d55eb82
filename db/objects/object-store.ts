import { s3Store } from "./s3.ts";
import { s3SettingsFrom } from "./settings.ts";

/**
 * Where sealed bytes can lie beside the database. A key is a path below the deployment's own place. Every call may be made again,
 * and throws an ObjectStoreError when nobody knows how it ended.
 */
export interface ObjectStore {
  put(key: string, bytes: Buffer): Promise<void>;
  /** Null: there is no such object. */
  get(key: string): Promise<Buffer | null>;
  /** Done as well when there is none. */
  remove(key: string): Promise<void>;
  /** Every object whose key begins so, with its size in bytes. */
  list(beginning: string): AsyncGenerator<{ key: string; size: number }>;
}

/** The store cannot be reached, or does not let us in. Its message names neither key nor secret. */
export class ObjectStoreError extends Error {}

const held = globalThis as { pssaasObjects?: { settings: string; store: ObjectStore | null } };

/**
 * The deployment's object store; null when files lie in the database, which is the default.
 * @throws SettingsError naming the variable that is missing or wrong
 */
export function objectStore(): ObjectStore | null {
  const read = s3SettingsFrom(process.env);
  const settings = JSON.stringify(read);
  if (held.pssaasObjects?.settings !== settings)
    held.pssaasObjects = { settings, store: read === null ? null : s3Store(read) };
  return held.pssaasObjects.store;
}
