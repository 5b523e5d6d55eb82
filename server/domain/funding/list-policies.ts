import { desc, lt } from "drizzle-orm";
import { fundingPolicy } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import type { Policy } from "./model/policy.ts";
import { type PolicyChange, policyChanges } from "./model/policy-changes.ts";
import { ListPoliciesInput } from "./policy-input.ts";

export interface PolicyEntry {
  version: number;
  createdAt: string;
  createdBy: string;
  /** Against the version before; none of the first. */
  changes: PolicyChange[];
}

const VERSIONS_AT_ONCE = 25;

/**
 * The versions of the underwriting policy, newest first, each with what it changed (F1.3): 25 before the one that is named, or
 * the newest. `older` is what to name next; null when there are no more. One statement.
 */
export async function listPolicies(
  ctx: Context,
  raw: unknown,
): Promise<{ versions: PolicyEntry[]; older: number | null }> {
  authorise(ctx, "funding:read");
  const { before } = parseInput(ListPoliciesInput, raw ?? {});
  const rows = await ctx.db
    .select()
    .from(fundingPolicy)
    .where(before === undefined ? undefined : lt(fundingPolicy.version, before))
    .orderBy(desc(fundingPolicy.version))
    // One more than is shown, to say what the last of them changed.
    .limit(VERSIONS_AT_ONCE + 1);
  const policyOf = ({ version, document }: (typeof rows)[number]) => ({ ...document, version }) as Policy;
  const versions = rows.slice(0, VERSIONS_AT_ONCE).map((row, index) => {
    const former = rows[index + 1];
    const { version, createdAt, createdBy } = row;
    const changes = former ? policyChanges(policyOf(former), policyOf(row)) : [];
    return { version, createdAt, createdBy, changes };
  });
  const last = versions.at(-1);
  return { versions, older: last && rows.length > VERSIONS_AT_ONCE ? last.version : null };
}
