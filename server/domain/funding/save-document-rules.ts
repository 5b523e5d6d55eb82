import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import { fundingDocumentRules } from "../../../db/tenant/schema/funding-documents.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { DocumentRulesInput } from "./document-input.ts";
import { type DocumentRulesVersion, readDocumentRules } from "./document-rows.ts";
import { guardDocumentRules } from "./model/documents.ts";
import { guardPolicyVersion } from "./model/policy.ts";

/**
 * Puts another list of what clients have to send in force (F6.2). What has been gathered stays. Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION or INVALID_POLICY naming every wrong field; CONFLICT when somebody else did meanwhile
 */
export async function saveDocumentRules(ctx: Context, raw: unknown): Promise<DocumentRulesVersion> {
  authorise(ctx, "funding:configure");
  const draft = parseInput(DocumentRulesInput, raw);
  refuseIf(guardDocumentRules(draft));
  return inTransaction(ctx, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('funding document rules', 0))`);
    const present = await readDocumentRules(tx);
    refuseIf(guardPolicyVersion(draft.version, present.rules.version));
    if (isDeepStrictEqual(draft, present.rules)) return present;
    const { version, ...document } = draft;
    const row = { createdAt: ctx.now().toISOString(), createdBy: ctx.actor.name };
    await tx.insert(fundingDocumentRules).values({ version: version + 1, document, ...row });
    return { rules: { ...document, version: version + 1 }, ...row };
  });
}
