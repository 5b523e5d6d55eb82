import { authorise, type Context } from "../context.ts";
import { type DocumentRulesVersion, readDocumentRules } from "./document-rows.ts";

/** What clients have to send, with its version and who put it in force (F6.2). */
export async function getDocumentRules(ctx: Context): Promise<DocumentRulesVersion> {
  authorise(ctx, "funding:read");
  return readDocumentRules(ctx.db);
}
