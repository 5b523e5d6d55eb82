import { eq } from "drizzle-orm";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { fundingDocument } from "../../../db/tenant/schema/funding-documents.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { DomainError, refuse } from "../errors.ts";
import { forgetFile } from "../files/forget-unfinished.ts";
import { completeFile, storeFile } from "../files/store-file.ts";
import { parseInput } from "../parse.ts";
import { AddDocumentInput } from "./document-input.ts";
import { readDocuments, type StoredDocument } from "./document-rows.ts";
import { lockFile } from "./file-rows.ts";
import { withoutSecrets } from "./intake/secrets.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";

export interface AddedDocument {
  /** False when these very bytes are in the file already: then nothing was added. */
  isNew: boolean;
  document: StoredDocument;
}

/** More than these are no client's papers. */
const MOST_DOCUMENTS = 300;

/**
 * Takes a document for a file as it comes (F6.2). It becomes whole together with the row that says whose it is, all or nothing;
 * the same bytes again are the same document.
 * @throws DomainError FILE_NOT_FOUND; PAYLOAD_VALIDATION; PAYLOAD_TOO_LARGE; UNREADABLE_DOCUMENT
 */
export async function addDocument(
  ctx: Context,
  raw: unknown,
  content: AsyncIterable<Uint8Array>,
): Promise<AddedDocument> {
  authorise(ctx, "funding:operate");
  const { fileId, kind, covers, name: given } = parseInput(AddDocumentInput, raw);
  const [file] = await ctx.db
    .select({ fileId: fundingFile.fileId })
    .from(fundingFile)
    .where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  // Its name is for everybody to read, so it holds no number of a person.
  const arrived = await storeFile(ctx, content, withoutSecrets(given, new Set()));
  const added = await inTransaction(ctx, async (tx) => {
    await lockFile(tx, fileId);
    const present = (await readDocuments(tx, fileId)).filter(({ removedAt }) => removedAt === null);
    const known = present.find(({ sha256 }) => sha256 === arrived.sha256);
    if (known) return { isNew: false, document: known };
    if (present.length >= MOST_DOCUMENTS)
      refuse("UNREADABLE_DOCUMENT", `A file holds at most ${MOST_DOCUMENTS} documents. Nothing was stored.`);
    await completeFile(tx, ctx, arrived);
    const { storeKey, name } = arrived;
    const row = { fileId, storeKey, kind, covers, name, receivedBy: ctx.actor.name };
    const [inserted] = await tx
      .insert(fundingDocument)
      .values({ ...row, receivedAt: ctx.now().toISOString() })
      .returning({ documentId: fundingDocument.documentId });
    const document = (await readDocuments(tx, fileId)).find(
      ({ documentId }) => documentId === inserted?.documentId,
    );
    if (!document) throw new Error("unreachable: one row in, one row out");
    return { isNew: true, document };
  }).catch(async (error: unknown) => {
    await forgetFile(ctx, arrived.storeKey);
    throw error;
  });
  if (!added.isNew) await forgetFile(ctx, arrived.storeKey);
  return added;
}
