import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { closeControlDatabase } from "../db/control/client.ts";
import { type Deployment, deploymentFrom } from "../db/deployment.ts";
import { type EmbeddedOptions, type EmbeddedPostgres, isEmbeddedIn, startEmbedded } from "../db/embedded.ts";
import { migrateControl } from "../db/migrate.ts";
import { objectStore } from "../db/objects/object-store.ts";
import { closeTenants } from "../db/tenant/client.ts";
import { closeEars } from "../db/tenant/listen.ts";
import { refuseNewerSchema } from "../server/domain/tenancy/schema-version.ts";
import { explainOpening, Failure } from "./failure.ts";

/** The deployment that this process works on, ready: reachable, and its control database migrated. */
export interface OpenDeployment {
  deployment: Deployment;
  dataDir: string;
  /** False when `DATABASE_URL` was given. */
  isEmbedded: boolean;
  /** Closes every connection and lets go of the embedded PostgreSQL. */
  close(): Promise<void>;
}

/** Where the embedded database and what belongs to this installation are kept. */
export function dataFolder(): string {
  return path.resolve(process.env.PSSAAS_DATA_DIR || ".data");
}

/**
 * The one way in for the server and for every command: with `DATABASE_URL` that database, otherwise the embedded one of
 * the data folder, which is started, or shared when another process has started it. `DATABASE_URL` and `AUTH_SECRET`
 * are set in the environment afterwards, also for Next.js in this process.
 * @param options.adoptSecret the database takes the present secret instead of refusing another one than its own
 * @param options.keepsUp an embedded server that ends by itself is started again, for a process that serves
 * @throws SettingsError, EmbeddedError, Failure, each with one sentence
 */
export async function openDeployment(
  log: (line: string) => void = () => undefined,
  { adoptSecret = false, keepsUp = false } = {},
): Promise<OpenDeployment> {
  const dataDir = dataFolder();
  const embedded = process.env.DATABASE_URL ? null : await openEmbedded({ dataDir, log, keepsUp });
  const close = async () => {
    await Promise.all([closeEars(), closeTenants(), closeControlDatabase()]);
    await embedded?.stop();
  };
  try {
    const deployment = deploymentFrom(process.env);
    // Half a setting is told here, and not by the first file that comes.
    objectStore();
    await refuseNewerSchema(deployment);
    await migrateControl(deployment, { adoptSecret });
    return { deployment, dataDir, isEmbedded: embedded !== null, close };
  } catch (error) {
    await close();
    throw explainOpening(error);
  }
}

/**
 * Opens the deployment for the time of `work` and closes it whatever happens.
 * @param options.mayBegin an embedded database is made where there is none; every other command would make an empty one
 * in the wrong folder and find nothing in it
 * @throws as `openDeployment`
 */
export async function withDeployment<T>(
  work: (open: OpenDeployment) => Promise<T>,
  { mayBegin = false, ...options }: { mayBegin?: boolean; adoptSecret?: boolean } = {},
): Promise<T> {
  if (!mayBegin && !process.env.DATABASE_URL) requireEmbedded(dataFolder());
  const open = await openDeployment(undefined, options);
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

function requireEmbedded(dataDir: string): void {
  if (isEmbeddedIn(dataDir)) return;
  throw new Failure(
    `There is no database in ${dataDir}: set PSSAAS_DATA_DIR to the data folder of the app, or DATABASE_URL.`,
  );
}

async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const embedded = await startEmbedded(options);
  process.env.DATABASE_URL = embedded.url;
  // Of another database that was meant for another start.
  delete process.env.DATABASE_URL_UNPOOLED;
  process.env.AUTH_SECRET ||= keptSecret(options.dataDir);
  return embedded;
}

/** The secret of this data folder: made on first use, by whichever process is first, and kept. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "auth-secret");
  // Whoever only reads, to take a backup for one, needs no room on a full disk.
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const mine = `${file}.${process.pid}`;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(mine, randomBytes(48).toString("base64url"), { mode: 0o600, flush: true });
    // A link is made whole or not at all, and not over one that is there.
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unwritable(dataDir, error);
  } finally {
    rmSync(mine, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}

function unwritable(dataDir: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message.split(",")[0] : String(error);
  return new Failure(
    `The data folder ${dataDir} cannot be written (${reason}); set PSSAAS_DATA_DIR to one that can.`,
  );
}

/** Whether files can be kept in the data folder; with `DATABASE_URL` that is not required. */
export function canKeepFiles(dataDir: string): boolean {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
