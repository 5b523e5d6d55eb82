import { desc, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingPolicy } from "../../../db/tenant/schema/funding.ts";
import type { Policy } from "./model/policy.ts";

/** A version of the policy, with who put it in force and when. */
export interface PolicyVersion {
  policy: Policy;
  createdAt: string;
  createdBy: string;
}

/** The policy in force. Every tenant has one from its first migration on. */
export async function readPolicy(db: Database): Promise<PolicyVersion> {
  const [row] = await db.select().from(fundingPolicy).orderBy(desc(fundingPolicy.version)).limit(1);
  if (!row) throw new Error("the tenant has no policy");
  const { version, document, createdAt, createdBy } = row;
  // Written by the verb that checked it, or by the migration that brought the first.
  return { policy: { ...document, version } as Policy, createdAt, createdBy };
}

/** The policy in force, which nobody else replaces until the transaction ends. */
export async function holdPolicy(tx: Database): Promise<PolicyVersion> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('funding policy', 0))`);
  return readPolicy(tx);
}

/** Writes a new version; the caller has checked it and holds the present one. */
export async function insertPolicy(
  tx: Database,
  { policy, createdAt, createdBy }: PolicyVersion,
): Promise<void> {
  const { version, ...document } = policy;
  await tx.insert(fundingPolicy).values({ version, document, createdAt, createdBy });
}
