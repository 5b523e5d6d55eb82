import type { Refusal, RefusalDetail } from "../../errors.ts";
import type { Mode, System } from "../input.ts";

/** The rules of how a system outside may be set up. */

export interface Setup {
  system: System;
  mode: Mode;
  config: Record<string, unknown>;
}

/** What the real service cannot do without. */
const NEEDED: Record<System, { config: readonly string[]; secrets: readonly string[] }> = {
  gohighlevel: { config: ["locationId", "pipeline", "userId", "businessName"], secrets: ["token"] },
  engine: { config: [], secrets: ["leadToken", "confidentialToken"] },
  documenso: { config: ["templateId"], secrets: ["token"] },
  smtp: { config: ["host", "fromAddress"], secrets: [] },
};

/**
 * Refuses to go live with something missing, by its field.
 * @param secrets the names of those that are set
 */
export function guardSetup({ system, mode, config }: Setup, secrets: ReadonlySet<string>): Refusal | null {
  if (mode === "sandbox") return null;
  const { config: fields, secrets: names } = NEEDED[system];
  const needsPassword = system === "smtp" && config.username !== null;
  const details: RefusalDetail[] = [
    ...fields.filter((field) => config[field] === null).map((field) => `config.${field}`),
    ...[...names, ...(needsPassword ? ["password"] : [])]
      .filter((name) => !secrets.has(name))
      .map((name) => `secrets.${name}`),
  ].map((field) => ({ field, message: "is required before the real service is used" }));
  const [first] = details;
  if (!first) return null;
  const message =
    details.length === 1
      ? `${first.field} ${first.message}. Nothing was changed.`
      : `${details.length} fields are missing before the real service can be used. Nothing was changed.`;
  return { code: "PAYLOAD_VALIDATION", message, details };
}

/** The secrets that are sent to the system, and so belong to its address. */
const SENT: Record<System, readonly string[]> = {
  gohighlevel: ["token"],
  engine: ["leadToken", "confidentialToken"],
  documenso: ["token"],
  smtp: ["password"],
};

/**
 * A secret goes only where it was meant to go: who changes a system's address enters its secrets again. Otherwise an
 * administrator could have a key that nobody may see sent to a server of their own.
 * @param kept the names of those that would stay as they are
 */
export function guardAddress(
  before: Pick<Setup, "system" | "config">,
  after: Pick<Setup, "config">,
  kept: ReadonlySet<string>,
): Refusal | null {
  if (addressOf(before.config) === addressOf(after.config)) return null;
  const details = SENT[before.system]
    .filter((name) => kept.has(name))
    .map((name) => ({
      field: `secrets.${name}`,
      message: "must be entered again, because the address has changed",
    }));
  const [first] = details;
  return first
    ? {
        code: "PAYLOAD_VALIDATION",
        message: `${first.field} ${first.message}. Nothing was changed.`,
        details,
      }
    : null;
}

function addressOf({ baseUrl, host, port, tls }: Record<string, unknown>): string {
  return JSON.stringify([baseUrl, host, port, tls]);
}

/** The names of what a change changes, secrets included. */
export function changedNames(
  before: Pick<Setup, "mode" | "config">,
  after: Pick<Setup, "mode" | "config">,
  secrets: readonly string[],
): string[] {
  return [
    ...(before.mode === after.mode ? [] : ["mode"]),
    ...differing(before.config, after.config, "config"),
    ...secrets.map((name) => `secrets.${name}`),
  ];
}

function differing(before: unknown, after: unknown, path: string): string[] {
  if (!isRecord(before) || !isRecord(after)) return Object.is(before, after) ? [] : [path];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => differing(before[name], after[name], `${path}.${name}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
