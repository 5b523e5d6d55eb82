import { and, eq } from "drizzle-orm";
import { fundingDocument } from "../../../db/tenant/schema/funding-documents.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readFile, type StoredContent } from "../files/read-file.ts";
import { parseInput } from "../parse.ts";
import { DocumentInput } from "./document-input.ts";
import { DOCUMENT_NOT_FOUND } from "./model/documents.ts";

/**
 * A document's bytes as they came, also of one that was removed (F6.2).
 * @throws DomainError DOCUMENT_NOT_FOUND, also for a document of another file or tenant
 */
export async function openDocument(ctx: Context, raw: unknown): Promise<StoredContent & { name: string }> {
  authorise(ctx, "funding:read");
  const { fileId, documentId } = parseInput(DocumentInput, raw);
  const [row] = await ctx.db
    .select({ name: fundingDocument.name, storeKey: fundingDocument.storeKey })
    .from(fundingDocument)
    .where(and(eq(fundingDocument.fileId, fileId), eq(fundingDocument.documentId, documentId)));
  if (!row) throw new DomainError(DOCUMENT_NOT_FOUND);
  return { name: row.name, ...(await readFile(ctx, row.storeKey)) };
}
