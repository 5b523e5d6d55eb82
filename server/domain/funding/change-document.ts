import { fundingDocumentEvent } from "../../../db/tenant/schema/funding-documents.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { ChangeDocumentInput } from "./document-input.ts";
import { countEvents, readDocuments } from "./document-rows.ts";
import { lockFile } from "./file-rows.ts";
import { type FileDocuments, listDocuments } from "./list-documents.ts";
import { DOCUMENT_NOT_FOUND, guardRestore } from "./model/documents.ts";

/**
 * Takes a document out of a file's list, or brings it back (F6.2). What is so already stays so. Nothing is deleted.
 * @throws DomainError FILE_NOT_FOUND; DOCUMENT_NOT_FOUND; CONFLICT for one whose bytes came again meanwhile
 */
export async function changeDocument(ctx: Context, raw: unknown): Promise<FileDocuments> {
  authorise(ctx, "funding:operate");
  const { fileId, documentId, change } = parseInput(ChangeDocumentInput, raw);
  await inTransaction(ctx, async (tx) => {
    await lockFile(tx, fileId);
    const all = await readDocuments(tx, fileId);
    const document = all.find((one) => one.documentId === documentId);
    if (!document) throw new DomainError(DOCUMENT_NOT_FOUND);
    if ((document.removedAt !== null) === (change === "remove")) return;
    const present = all.filter(({ removedAt }) => removedAt === null);
    if (change === "restore") refuseIf(guardRestore(document.sha256, present));
    await tx.insert(fundingDocumentEvent).values({
      fileId,
      documentId,
      seq: (await countEvents(tx, documentId)) + 1,
      kind: change === "remove" ? "removed" : "restored",
      recordedAt: ctx.now().toISOString(),
      recordedBy: ctx.actor.name,
    });
  });
  return listDocuments(ctx, { fileId });
}
