import { eq } from "drizzle-orm";
import { mortgageDocument } from "../../../db/tenant/schema/mortgage-records.ts";
import { type Context, inTransaction } from "../context.ts";
import { DomainError } from "../errors.ts";
import { deleteFiles } from "../files/delete-files.ts";
import { parseInput } from "../parse.ts";
import { attempt, tell } from "./audit-rows.ts";
import { readDocuments } from "./document-rows.ts";
import { DocumentInput } from "./input.ts";
import { DOCUMENT_NOT_FOUND } from "./model/documents.ts";
import { lockMortgage } from "./mortgage-rows.ts";

/**
 * Takes a document off a mortgage, and its file with it; the log keeps what it was (M7, M11). Administrators only.
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; DOCUMENT_NOT_FOUND
 */
export async function removeDocument(ctx: Context, raw: unknown): Promise<{ documentId: number }> {
  return attempt(ctx, "removeDocument", raw, async () => {
    const { mortgageId, documentId } = parseInput(DocumentInput, raw);
    return inTransaction(ctx, async (tx) => {
      await lockMortgage(tx, mortgageId);
      const found = (await readDocuments(tx, mortgageId)).find((one) => one.documentId === documentId);
      if (!found) throw new DomainError(DOCUMENT_NOT_FOUND);
      await tx.delete(mortgageDocument).where(eq(mortgageDocument.documentId, documentId));
      await deleteFiles(tx, [found.storageId]);
      const { name, type, fileSize, sha256 } = found;
      const details = { documentId, name, type, fileSize, sha256 };
      await tell(tx, ctx, { action: "document_removed", mortgageId, details });
      return { documentId };
    });
  });
}
