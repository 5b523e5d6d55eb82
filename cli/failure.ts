import { reasonOf, sqlState } from "../db/connect.ts";
import { SettingsError } from "../db/deployment.ts";
import { EmbeddedError } from "../db/embedded.ts";
import { DomainError } from "../server/domain/errors.ts";

/** The command line is wrong: what is wrong, and what is right. Exit code 2. */
export class UsageError extends Error {}

/** Any other failure that is explained by one sentence. Exit code 1 unless said otherwise. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What to tell a person about an error: sentences, never a stack trace (that is for PSSAAS_DEBUG=1). */
export function explain(error: unknown): string {
  if (process.env.PSSAAS_DEBUG === "1" && error instanceof Error && error.stack) return error.stack;
  if (error instanceof DomainError) return explainRefusal(error);
  const known = [SettingsError, EmbeddedError, UsageError, Failure];
  if (error instanceof Error && known.some((kind) => error instanceof kind)) return error.message;
  return explainDatabase(error) ?? reasonOf(error);
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return 2;
  return error instanceof Failure ? error.exitCode : 1;
}

function explainRefusal({ refusal }: DomainError): string {
  const details = refusal.details ?? [];
  // A conflict's details are about what is there, not about an option that was wrong.
  if (details.length === 0 || refusal.code === "CONFLICT") return refusal.message;
  return details
    .map(({ field, message }) => (field ? `${optionOf(field)} ${message}.` : `${message}.`))
    .join("\n");
}

/** The option by which a field is given on the command line: `adminEmail` → `--admin-email`. */
function optionOf(field: string): string {
  const name = field.replace(/\[\d+\].*$/, "");
  const irregular: Record<string, string> = {
    principals: "principal",
    timeZone: "timezone",
    holidayCalendar: "holidays",
  };
  return `--${irregular[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const NETWORK: Record<string, string> = {
  ECONNREFUSED: "nothing answers there",
  ECONNRESET: "it hung up",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "it cannot be reached",
  ENETUNREACH: "it cannot be reached",
};

const SQL_STATES: Record<string, string> = {
  "28P01": "the user or the password is wrong",
  "28000": "the user may not sign in",
  "3D000": "that database does not exist; create it, or correct the name at the end",
  "53300": "the server has no connection left",
  "57P03": "the server is starting up or shutting down; try again in a moment",
};

/** While a deployment is opened, a missing right is the owner's, whose name is in `DATABASE_URL`. */
export function explainOpening(error: unknown): unknown {
  if (sqlState(error) !== "42501") return error;
  const needs = "its user must own the database and be allowed to create databases and roles";
  return new Failure(`The database at ${address()} cannot be used: ${needs} (${reasonOf(error)}).`);
}

/** Why the database of `DATABASE_URL` cannot be reached, without the password; null when that is not what went wrong. */
function explainDatabase(error: unknown): string | null {
  const reason =
    SQL_STATES[sqlState(error) ?? ""] ?? NETWORK[networkCode(error) ?? ""] ?? spokenReason(error);
  if (!reason) return null;
  return `The database at ${address()} cannot be used: ${reason}${reason.endsWith("?") ? "" : "."}`;
}

function networkCode(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string" && code in NETWORK) return code;
    // Node tries each address of a host and gives all the failures together.
    if (e instanceof AggregateError) return networkCode(e.errors[0]);
  }
  return undefined;
}

/** What the driver says without a code. */
function spokenReason(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (/timeout exceeded when trying to connect|connection timeout/.test(e.message))
      return "it does not answer";
    if (/Connection terminated/.test(e.message))
      return "it took the connection and dropped it. Is that a PostgreSQL, and does it ask for TLS (sslmode=require)?";
  }
  return null;
}

function address(): string {
  const text = process.env.DATABASE_URL_UNPOOLED ?? process.env.DATABASE_URL ?? "";
  if (!URL.canParse(text)) return "DATABASE_URL";
  const { host, pathname } = new URL(text);
  return `${host}${pathname} (DATABASE_URL)`;
}
