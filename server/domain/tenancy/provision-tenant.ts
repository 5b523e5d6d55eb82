import { randomUUID } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { databaseOver } from "../../../db/connect.ts";
import { type Deployment, deploymentFrom } from "../../../db/deployment.ts";
import { createDatabase, migrateTenantDatabase } from "../../../db/migrate.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "../../auth/api-keys.ts";
import { text } from "../fields.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { DEFAULT_STATUSES } from "../pipeline/model/status-workflow.ts";
import { Email, TimeZone } from "./input.ts";
import { atomically, withOwner } from "./owner.ts";
import { requireKnownZone } from "./time-zones.ts";
import { type AccessChange, createUser, Password } from "./users.ts";

const BY = "system/provisioning";
const DEFAULT_TIME_ZONE = "America/New_York";

export const NewTenant = z.strictObject({
  slug: text(31).refine(
    (value) => /^[a-z][a-z0-9-]{1,30}$/.test(value),
    "must have 2 to 31 lower-case letters, digits and hyphens and begin with a letter",
  ),
  name: text(200),
  principals: z.array(text(64)).min(1, "must name at least one principal"),
  timeZone: TimeZone.optional(),
  /** Left out, only weekends are no business days (P3.5). */
  holidayCalendar: z.literal("us-federal", { error: "must be us-federal" }).optional(),
  adminEmail: Email,
  /** On the screen; the address, when left out. */
  adminName: text(200).optional(),
  adminPassword: Password,
});
export type NewTenant = z.input<typeof NewTenant>;

export interface ProvisionedTenant {
  tenantId: string;
  slug: string;
  /** Shown this once; null when the tenant was there already, since a key is kept as a hash only. */
  webhookKey: string | null;
  /** False when the administrator's address was known already: the password was left as it is. */
  adminCreated: boolean;
}

/**
 * Makes a tenant: its row, its database, schema, principals, default workflow, first administrator and first key (P6.6).
 * Every step looks first whether it was done, so a run that was killed is completed by the next, and a repeated run
 * answers the same tenant. Two runs at once take turns.
 * @throws DomainError PAYLOAD_VALIDATION naming the field
 */
export async function provisionTenant(raw: NewTenant, now: Date): Promise<ProvisionedTenant> {
  const input = parseInput(NewTenant, raw);
  const deployment = deploymentFrom(process.env);
  return withOwner(deployment, undefined, async (control) => {
    if (input.timeZone !== undefined) await requireKnownZone(databaseOver(control), input.timeZone);
    await control.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [`pssaas tenant ${input.slug}`]);
    const row = await registerTenant(control, deployment, input, now);
    await createDatabase(deployment, row.databaseName);
    await migrateTenantDatabase(deployment, row.databaseName);
    await withOwner(deployment, row.databaseName, (client) => seed(client, row.tenantId, input, now));
    const change: AccessChange = { by: BY, now };
    const { adminEmail: email, adminName: name, adminPassword: password } = input;
    const { tenantId } = row;
    const admin = await createUser({ tenantId, email, name, password, role: "admin" }, change);
    const webhookKey = await firstKey(row, now);
    await control.query("UPDATE tenant SET is_ready = true WHERE tenant_id = $1 AND NOT is_ready", [
      row.tenantId,
    ]);
    return { tenantId: row.tenantId, slug: input.slug, webhookKey, adminCreated: admin.created };
  });
}

interface Registered {
  tenantId: string;
  databaseName: string;
  isReady: boolean;
}

async function registerTenant(
  control: pg.PoolClient,
  deployment: Deployment,
  input: z.output<typeof NewTenant>,
  now: Date,
): Promise<Registered> {
  const databaseName = `${deployment.name}_t_${input.slug.replaceAll("-", "_")}`;
  if (databaseName.length > 63) {
    throw invalidInput([
      { field: "slug", message: "is too long beside the control database's name (63 letters together)" },
    ]);
  }
  await control.query(
    `INSERT INTO tenant (tenant_id, slug, name, database_name, is_ready, created_at)
     VALUES ($1, $2, $3, $4, false, $5) ON CONFLICT (slug) DO NOTHING`,
    [randomUUID(), input.slug, input.name, databaseName, now.toISOString()],
  );
  const { rows } = await control.query<Registered>(
    `SELECT tenant_id AS "tenantId", database_name AS "databaseName", is_ready AS "isReady" FROM tenant WHERE slug = $1`,
    [input.slug],
  );
  const [row] = rows;
  if (!row) throw new Error(`tenant ${input.slug} was neither made nor found`);
  return row;
}

/** Whose database this is, its principals and its first workflow, all or nothing. What is there already stays. */
async function seed(
  client: pg.PoolClient,
  tenantId: string,
  input: z.output<typeof NewTenant>,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await atomically(client, async () => {
    await client.query(
      `INSERT INTO tenant_identity (tenant_id, slug, time_zone, holiday_calendar, created_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [tenantId, input.slug, input.timeZone ?? DEFAULT_TIME_ZONE, input.holidayCalendar ?? null, at],
    );
    await requireIdentity(client, tenantId, input);
    await client.query(
      `INSERT INTO principal (principal_id, created_at) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`,
      [input.principals, at],
    );
    await client.query(
      `INSERT INTO pipeline_status_config (version, status_code, display_name, allowed_transitions, is_terminal,
         is_exception, sequence_order, aging_threshold_days, created_at, created_by)
       SELECT 1, s."statusCode", s."displayName", s."allowedTransitions", s."isTerminal", s."isException",
         s."sequenceOrder", s."agingThresholdDays", $2, $3
       FROM jsonb_to_recordset($1::jsonb) AS s("statusCode" text, "displayName" text, "allowedTransitions" jsonb,
         "isTerminal" boolean, "isException" boolean, "sequenceOrder" int, "agingThresholdDays" int)
       WHERE NOT EXISTS (SELECT FROM pipeline_status_config)`,
      [JSON.stringify(DEFAULT_STATUSES), at, BY],
    );
  });
}

async function requireIdentity(
  client: pg.PoolClient,
  tenantId: string,
  { timeZone, holidayCalendar }: z.output<typeof NewTenant>,
): Promise<void> {
  const { rows } = await client.query<{
    tenant_id: string;
    time_zone: string;
    holiday_calendar: string | null;
  }>("SELECT tenant_id, time_zone, holiday_calendar FROM tenant_identity");
  const [row] = rows;
  if (row?.tenant_id !== tenantId) {
    const message =
      "has a database that belongs to another tenant; remove that database or choose another slug";
    throw invalidInput([{ field: "slug", message }]);
  }
  if (timeZone !== undefined && row.time_zone !== timeZone) {
    const message = `differs from the tenant's, ${row.time_zone}; change that with \`tenant set\``;
    throw invalidInput([{ field: "timeZone", message }]);
  }
  if (holidayCalendar !== undefined && row.holiday_calendar !== holidayCalendar) {
    const message = `differs from the tenant's, ${row.holiday_calendar ?? "none"}; change that with \`tenant set\``;
    throw invalidInput([{ field: "holidayCalendar", message }]);
  }
}

/** A key of a run that was killed before it could tell anybody is revoked, and another one takes its place. */
async function firstKey(row: Registered, now: Date): Promise<string | null> {
  const keys = await listApiKeys(row.tenantId);
  if (row.isReady && keys.length > 0) return null;
  for (const { prefix } of keys) await revokeApiKey(row.tenantId, prefix, now);
  const { key } = await createApiKey({ tenantId: row.tenantId }, now);
  return key;
}
