import { eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { integrationSecret, integrationSetting } from "../../../db/tenant/schema/integrations.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { SaveIntegrationInput, type System } from "./input.ts";
import { forgetSecret, holdSetting, putSecret } from "./integration-rows.ts";
import { changedNames, guardAddress, guardSetup } from "./model/settings.ts";

/**
 * Sets a system outside up, as a new version (F7.4). A secret that is left empty stays as it is. Administrators only.
 * @returns the version that is in force now; nothing changed makes no new one
 * @throws DomainError PAYLOAD_VALIDATION naming the field: a wrong value, what is missing before going live, a secret that has
 * to be entered again; CONFLICT when somebody changed the settings meanwhile
 */
export async function saveIntegration(ctx: Context, raw: unknown): Promise<{ version: number }> {
  authorise(ctx, "tenant:administer");
  const { system, version, mode, config, secrets } = parseInput(SaveIntegrationInput, raw);
  return inTransaction(ctx, async (tx) => {
    const present = await holdSetting(tx, system);
    if (present.version !== version)
      refuse(
        "CONFLICT",
        "Somebody changed these settings after you opened them. Nothing was changed: look, then decide again.",
        [{ field: "version", message: `was ${version} when you read it and is ${present.version} now` }],
      );
    const kept = await namesOfSecrets(tx, system);
    const given = Object.entries(secrets).filter((entry): entry is [string, string] => Boolean(entry[1]));
    const forgotten = Object.keys(secrets).filter((name) => secrets[name] === null && kept.has(name));
    for (const name of [...forgotten, ...given.map(([name]) => name)]) kept.delete(name);
    const next = { system, mode, config: config as Record<string, unknown> };
    refuseIf(guardAddress({ system, config: present.config }, next, kept));
    refuseIf(guardSetup(next, new Set([...kept, ...given.map(([name]) => name)])));
    const changed = changedNames(present, next, [...given.map(([name]) => name), ...forgotten].sort());
    if (changed.length === 0) return { version };
    const [createdAt, createdBy] = [ctx.now().toISOString(), ctx.actor.name];
    await tx
      .insert(integrationSetting)
      .values({ ...next, version: version + 1, changed, createdAt, createdBy });
    for (const [name, secret] of given) await putSecret(tx, ctx, system, name, secret);
    for (const name of forgotten) await forgetSecret(tx, system, name);
    return { version: version + 1 };
  });
}

async function namesOfSecrets(tx: Database, system: System): Promise<Set<string>> {
  const { name } = integrationSecret;
  const rows = await tx.select({ name }).from(integrationSecret).where(eq(integrationSecret.system, system));
  return new Set(rows.map((row) => row.name));
}
