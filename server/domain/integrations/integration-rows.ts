import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { integrationSecret, integrationSetting } from "../../../db/tenant/schema/integrations.ts";
import type { Context } from "../context.ts";
import { seal, unseal } from "../sealing.ts";
import { CONFIGS, type ConfigOf, type Mode, type SecretOf, SYSTEMS, type System } from "./input.ts";

/** A system outside as it is set up. */
export interface Integration<S extends System = System> {
  system: S;
  mode: Mode;
  config: ConfigOf<S>;
  /** In the clear, for the call and nothing else; none of them while the sandbox stands in. */
  secrets: Partial<Record<SecretOf<S>, string>>;
  /** 0 before anybody has set anything: then it is a sandbox with the defaults. */
  version: number;
}

/**
 * How a system is set up, for its adapters. Not for verbs that answer somebody.
 * @param as `live` for the secrets also while the sandbox stands in, to try them
 * @throws Error when a secret's key is not there (`AUTH_SECRET_PREVIOUS`)
 */
export async function readIntegration<S extends System>(
  db: Database,
  system: S,
  as?: Mode,
): Promise<Integration<S>> {
  const setting = await readSetting(db, system);
  const mode = as ?? setting.mode;
  const secrets = mode === "live" ? await openSecrets(db, system) : {};
  return { ...setting, mode, secrets };
}

export type Setting<S extends System = System> = Omit<Integration<S>, "secrets">;

/** What is in force, without the secrets. */
export async function readSetting<S extends System>(db: Database, system: S): Promise<Setting<S>> {
  const [row] = await db
    .select()
    .from(integrationSetting)
    .where(eq(integrationSetting.system, system))
    .orderBy(desc(integrationSetting.version))
    .limit(1);
  return settingOf(system, row);
}

/** A field that is newer than the row has its default. */
export function settingOf<S extends System>(
  system: S,
  row: { mode: Mode; config: Record<string, unknown>; version: number } | undefined,
): Setting<S> {
  const config = CONFIGS[system].parse(row?.config ?? {}) as ConfigOf<S>;
  return { system, mode: row?.mode ?? "sandbox", config, version: row?.version ?? 0 };
}

/** What is in force, which nobody else replaces until the transaction ends. */
export async function holdSetting<S extends System>(tx: Database, system: S): Promise<Setting<S>> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`integration ${system}`}, 0))`);
  return readSetting(tx, system);
}

/** Which of all systems are sandboxes (F7.4). One statement. */
export async function readModes(db: Database): Promise<Record<System, Mode>> {
  const rows = await db
    .selectDistinctOn([integrationSetting.system], {
      system: integrationSetting.system,
      mode: integrationSetting.mode,
    })
    .from(integrationSetting)
    .orderBy(integrationSetting.system, desc(integrationSetting.version));
  const modes = SYSTEMS.map((system) => [
    system,
    rows.find((row) => row.system === system)?.mode ?? "sandbox",
  ]);
  return Object.fromEntries(modes);
}

async function openSecrets<S extends System>(
  db: Database,
  system: S,
): Promise<Partial<Record<SecretOf<S>, string>>> {
  const rows = await db.select().from(integrationSecret).where(eq(integrationSecret.system, system));
  const opened = rows.map((row) => [
    row.name,
    unseal(row, "integration secret", placeOf(row.sealedFor, system, row.name)).toString("utf8"),
  ]);
  return Object.fromEntries(opened);
}

export async function putSecret(tx: Database, ctx: Context, system: System, name: string, secret: string) {
  const sealedFor = ctx.tenant.id;
  const sealed = seal(Buffer.from(secret), "integration secret", placeOf(sealedFor, system, name));
  const row = { ...sealed, sealedFor, setAt: ctx.now().toISOString(), setBy: ctx.actor.name };
  await tx
    .insert(integrationSecret)
    .values({ system, name, ...row })
    .onConflictDoUpdate({ target: [integrationSecret.system, integrationSecret.name], set: row });
}

export async function forgetSecret(tx: Database, system: System, name: string): Promise<void> {
  await tx
    .delete(integrationSecret)
    .where(and(eq(integrationSecret.system, system), eq(integrationSecret.name, name)));
}

function placeOf(tenantId: string, system: System, name: string): string {
  return `${tenantId} integration ${system} ${name}`;
}
