import { asc, desc } from "drizzle-orm";
import { integrationSecret, integrationSetting } from "../../../db/tenant/schema/integrations.ts";
import { authorise, type Context } from "../context.ts";
import { type Mode, SECRETS, SYSTEMS, type System } from "./input.ts";
import { readModes, settingOf } from "./integration-rows.ts";

/** A secret as it is shown: that it is there, and never what it is. */
export interface ShownSecret {
  name: string;
  setAt: string | null;
  setBy: string | null;
}

export interface ShownIntegration {
  system: System;
  mode: Mode;
  version: number;
  config: Record<string, unknown>;
  secrets: ShownSecret[];
  /** Who changed what, the newest first. */
  history: { version: number; mode: Mode; changed: string[]; at: string; by: string }[];
}

const SHOWN_CHANGES = 20;

/** Every system outside as it is set up, with who changed what; secrets only as being there. Administrators only (F7.4). */
export async function listIntegrations(ctx: Context): Promise<ShownIntegration[]> {
  authorise(ctx, "tenant:administer");
  const { system, name, setAt, setBy } = integrationSecret;
  const [rows, secrets] = await Promise.all([
    ctx.db
      .select()
      .from(integrationSetting)
      .orderBy(asc(integrationSetting.system), desc(integrationSetting.version)),
    ctx.db.select({ system, name, setAt, setBy }).from(integrationSecret),
  ]);
  return SYSTEMS.map((system) => {
    const own = rows.filter((row) => row.system === system);
    const { mode, config, version } = settingOf(system, own[0]);
    return {
      system,
      mode,
      version,
      config: config as Record<string, unknown>,
      secrets: SECRETS[system].map((name) => {
        const kept = secrets.find((secret) => secret.system === system && secret.name === name);
        return { name, setAt: kept?.setAt ?? null, setBy: kept?.setBy ?? null };
      }),
      history: own.slice(0, SHOWN_CHANGES).map(({ version, mode, changed, createdAt, createdBy }) => ({
        version,
        mode,
        changed,
        at: createdAt,
        by: createdBy,
      })),
    };
  });
}

/** Which systems are sandboxes, for everybody who works with them (F7.4). */
export async function listModes(ctx: Context): Promise<{ system: System; mode: Mode }[]> {
  authorise(ctx, "funding:read");
  const modes = await readModes(ctx.db);
  return SYSTEMS.map((system) => ({ system, mode: modes[system] }));
}
