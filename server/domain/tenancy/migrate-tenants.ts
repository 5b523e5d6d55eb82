import { reasonOf } from "../../../db/connect.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { migrateTenantDatabase } from "../../../db/migrate.ts";
import { fillNextSteps } from "../funding/fill-next-steps.ts";
import { withOwner } from "./owner.ts";
import { refuseNewerSchema } from "./schema-version.ts";
import { listTenants, type TenantRow } from "./tenant-rows.ts";

export interface TenantMigration {
  slug: string;
  ok: boolean;
  /** Why it failed; null when it did not. */
  error: string | null;
  milliseconds: number;
}

const AT_ONCE = 4;

/**
 * Brings every tenant's database to the newest schema, four at a time. One that fails is reported and the others go on
 * (P6.6). Tenants that are still being made are left to `provisionTenant`.
 */
export async function migrateTenants(): Promise<TenantMigration[]> {
  const waiting = (await listTenants()).filter((tenant) => tenant.isReady);
  const done: TenantMigration[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done.push(await migrateOne(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done.sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

async function migrateOne({ slug, databaseName }: TenantRow): Promise<TenantMigration> {
  const deployment = deploymentFrom(process.env);
  const began = performance.now();
  let error: string | null = null;
  try {
    await refuseNewerSchema(deployment, databaseName);
    await migrateTenantDatabase(deployment, databaseName);
    await withOwner(deployment, databaseName, fillNextSteps);
  } catch (fault) {
    error = reasonOf(fault);
  }
  return { slug, ok: error === null, error, milliseconds: Math.round(performance.now() - began) };
}
