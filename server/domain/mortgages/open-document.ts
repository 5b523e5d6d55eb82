import { and, eq } from "drizzle-orm";
import { mortgageDocument } from "../../../db/tenant/schema/mortgage-records.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readFile, type StoredContent } from "../files/read-file.ts";
import { parseInput } from "../parse.ts";
import { DocumentInput } from "./input.ts";
import { DOCUMENT_NOT_FOUND } from "./model/documents.ts";

/**
 * A document's bytes as they came (M3).
 * @throws DomainError DOCUMENT_NOT_FOUND, also for a document of another mortgage or tenant
 */
export async function openDocument(ctx: Context, raw: unknown): Promise<StoredContent & { name: string }> {
  authorise(ctx, "mortgages:read");
  const { mortgageId, documentId } = parseInput(DocumentInput, raw);
  const [row] = await ctx.db
    .select({ name: mortgageDocument.name, storeKey: mortgageDocument.storeKey })
    .from(mortgageDocument)
    .where(and(eq(mortgageDocument.mortgageId, mortgageId), eq(mortgageDocument.documentId, documentId)));
  if (!row) throw new DomainError(DOCUMENT_NOT_FOUND);
  return { name: row.name, ...(await readFile(ctx, row.storeKey)) };
}
