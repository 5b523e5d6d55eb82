import { createHmac } from "node:crypto";

/**
 * One deployment: a control database, a database per tenant beside it, and two roles. The owner (the user of
 * `DATABASE_URL`) makes and migrates databases; the app's role reads and writes rows and can change no append-only table.
 */
export interface Deployment {
  /** Name of the control database; it prefixes the tenants' databases and the app's role. */
  name: string;
  appRole: string;
  appPassword: string;
  /** Connection as owner to one of our databases (default: control). Direct, for migrations and DDL. */
  ownerUrl(database?: string): string;
  /** Connection as the app's role to one of our databases (default: control). */
  appUrl(database?: string): string;
  /**
   * The app's role at the server itself: a pooler answers for a password from memory, and passes no notifications on.
   */
  appDirectUrl(database?: string): string;
  /** How many connections to the databases of all tenants together one process of the app may open. */
  mostConnections: number;
}

const MOST_CONNECTIONS = 40;

/** A setting of the environment is missing or wrong: one sentence for the person who starts the server. */
export class SettingsError extends Error {}

const DATABASE_NAME = /^[a-z][a-z0-9_]{0,30}$/;

/**
 * Reads `DATABASE_URL` (and `DATABASE_URL_UNPOOLED`, which Neon gives beside a pooled URL), `AUTH_SECRET` and
 * `PSSAAS_CONNECTIONS`. The app role's password is derived from the secret, so that every process of a deployment knows it
 * and none stores it.
 * @throws SettingsError naming the variable
 */
export function deploymentFrom(env: Record<string, string | undefined>): Deployment {
  const url = parseDatabaseUrl("DATABASE_URL", env.DATABASE_URL);
  const direct = env.DATABASE_URL_UNPOOLED
    ? parseDatabaseUrl("DATABASE_URL_UNPOOLED", env.DATABASE_URL_UNPOOLED)
    : url;
  const secret = env.AUTH_SECRET;
  if (!secret || secret.length < 32) {
    throw new SettingsError(
      "AUTH_SECRET must be set to at least 32 random characters when DATABASE_URL is used; make one with: openssl rand -base64 48",
    );
  }
  const name = decodeURIComponent(url.pathname.slice(1));
  const appRole = `${name}_app`;
  const appPassword = createHmac("sha256", secret).update("pssaas database app role").digest("base64url");
  const asApp = (at: URL, database: string) => {
    const target = withDatabase(at, database);
    target.username = appRole;
    target.password = appPassword;
    return target.href;
  };
  return {
    name,
    appRole,
    appPassword,
    ownerUrl: (database = name) => withDatabase(direct, database).href,
    appUrl: (database = name) => asApp(url, database),
    appDirectUrl: (database = name) => asApp(direct, database),
    mostConnections: connectionsFrom(env.PSSAAS_CONNECTIONS),
  };
}

function connectionsFrom(value: string | undefined): number {
  if (!value) return MOST_CONNECTIONS;
  const most = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (most < 8) throw new SettingsError("PSSAAS_CONNECTIONS must be a whole number from 8 to 9999.");
  return most;
}

function withDatabase(url: URL, database: string): URL {
  const target = new URL(url);
  target.pathname = `/${database}`;
  return target;
}

function parseDatabaseUrl(variable: string, value: string | undefined): URL {
  if (!value) throw new SettingsError(`${variable} is not set.`);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.hostname) {
    throw new SettingsError(
      `${variable} is not a PostgreSQL address; it should look like postgres://user:password@host:5432/pssaas`,
    );
  }
  if (!DATABASE_NAME.test(url.pathname.slice(1))) {
    throw new SettingsError(
      `${variable} must end in the name of the control database: lower-case letters, digits and underscores, at most 31 (for example /pssaas)`,
    );
  }
  return url;
}
