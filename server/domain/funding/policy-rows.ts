import { desc } from "drizzle-orm";
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
