import { asc, eq } from "drizzle-orm";
import { controlDatabase } from "../../../db/control/client.ts";
import { tenant } from "../../../db/control/schema.ts";
import { refuse } from "../errors.ts";

export interface TenantRow {
  tenantId: string;
  slug: string;
  name: string;
  databaseName: string;
  /** False while it is being made. */
  isReady: boolean;
  settingsVersion: number;
  createdAt: string;
}

/** Every tenant of the deployment, by slug. */
export async function listTenants(): Promise<TenantRow[]> {
  return controlDatabase().select().from(tenant).orderBy(asc(tenant.slug));
}

/** The tenant of that slug, or null. */
export async function readTenant(slug: string): Promise<TenantRow | null> {
  const [row] = await controlDatabase().select().from(tenant).where(eq(tenant.slug, slug));
  return row ?? null;
}

/** The tenant of that slug, finished. @throws DomainError NOT_FOUND */
export async function requireTenant(slug: string): Promise<TenantRow> {
  const row = await readTenant(slug);
  if (!row) return refuse("NOT_FOUND", `There is no tenant '${slug}'.`);
  if (!row.isReady) {
    refuse("NOT_FOUND", `The tenant '${slug}' was not finished: run its \`tenant create\` again.`);
  }
  return row;
}
