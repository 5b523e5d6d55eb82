import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { integrationSandbox } from "../../../db/tenant/schema/integrations.ts";
import type { System } from "./input.ts";

/** What the sandboxes hold, for their adapters. It stays in the tenant's database, so that all processes see one service. */

export interface SandboxRecord {
  recordId: number;
  system: string;
  kind: string;
  key: string;
  data: Record<string, unknown>;
  createdAt: string;
  updatedAt: string;
}

/** Where a sandbox stands: one system of one tenant. */
export interface SandboxPlace {
  db: Database;
  system: System;
  now(): Date;
}

/** @returns the number of the record, as the service would give it an id */
export async function keepRecord(
  { db, system, now }: SandboxPlace,
  kind: string,
  key: string,
  data: Record<string, unknown>,
): Promise<number> {
  const at = now().toISOString();
  const [row] = await db
    .insert(integrationSandbox)
    .values({ system, kind, key, data, createdAt: at, updatedAt: at })
    .onConflictDoUpdate({
      target: [integrationSandbox.system, integrationSandbox.kind, integrationSandbox.key],
      set: { data, updatedAt: at },
    })
    .returning({ recordId: integrationSandbox.recordId });
  if (!row) throw new Error("unreachable: one row in, one row out");
  return row.recordId;
}

export async function findRecord(
  { db, system }: Pick<SandboxPlace, "db" | "system">,
  kind: string,
  key: string,
): Promise<SandboxRecord | null> {
  const [row] = await db
    .select()
    .from(integrationSandbox)
    .where(
      and(
        eq(integrationSandbox.system, system),
        eq(integrationSandbox.kind, kind),
        eq(integrationSandbox.key, key),
      ),
    );
  return row ?? null;
}

/** The newest first. */
export async function listRecords(
  { db, system }: Pick<SandboxPlace, "db" | "system">,
  most: number,
): Promise<SandboxRecord[]> {
  return db
    .select()
    .from(integrationSandbox)
    .where(eq(integrationSandbox.system, system))
    .orderBy(desc(integrationSandbox.updatedAt), desc(integrationSandbox.recordId))
    .limit(most);
}

export async function emptySandboxOf({ db, system }: Pick<SandboxPlace, "db" | "system">): Promise<void> {
  await db.delete(integrationSandbox).where(eq(integrationSandbox.system, system));
}
