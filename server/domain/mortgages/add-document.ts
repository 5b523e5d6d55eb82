import { mortgageDocument } from "../../../db/tenant/schema/mortgage-records.ts";
import { type Context, inTransaction } from "../context.ts";
import { DomainError, refuse } from "../errors.ts";
import { forgetFile } from "../files/forget-unfinished.ts";
import { completeFile, storeFile } from "../files/store-file.ts";
import { parseInput } from "../parse.ts";
import { attempt, tell } from "./audit-rows.ts";
import { readDocuments } from "./document-rows.ts";
import { AddDocumentInput } from "./input.ts";
import type { MortgageDocument } from "./model/documents.ts";
import { MORTGAGE_NOT_FOUND } from "./model/mortgage.ts";
import { findMortgage, lockMortgage } from "./mortgage-rows.ts";

export interface AddedDocument {
  /** False when these very bytes are there already, as this type: then nothing was added. */
  isNew: boolean;
  document: MortgageDocument;
}

/** More than these are no mortgage's papers. */
const MOST_DOCUMENTS = 300;

/**
 * Takes a document for a mortgage as it comes (M3). It becomes whole together with the row that says whose it is, all or nothing.
 * Administrators only.
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; PAYLOAD_VALIDATION; PAYLOAD_TOO_LARGE; UNREADABLE_DOCUMENT; STORE_FULL; MORTGAGE_FULL
 */
export async function addDocument(
  ctx: Context,
  raw: unknown,
  content: AsyncIterable<Uint8Array>,
): Promise<AddedDocument> {
  return attempt(ctx, "addDocument", raw, async () => {
    const { mortgageId, type, name: given } = parseInput(AddDocumentInput, raw);
    if (!(await findMortgage(ctx.db, mortgageId))) throw new DomainError(MORTGAGE_NOT_FOUND);
    const arrived = await storeFile(ctx, content, given);
    const added = await inTransaction(ctx, async (tx) => {
      await lockMortgage(tx, mortgageId);
      const present = await readDocuments(tx, mortgageId);
      const known = present.find(({ sha256, type: as }) => sha256 === arrived.sha256 && as === type);
      if (known) return { isNew: false, document: known };
      if (present.length >= MOST_DOCUMENTS)
        refuse("MORTGAGE_FULL", `A mortgage holds at most ${MOST_DOCUMENTS} documents. Nothing was stored.`);
      await completeFile(tx, ctx, arrived);
      const { storeKey, name, size, sha256 } = arrived;
      const [row] = await tx
        .insert(mortgageDocument)
        .values({
          mortgageId,
          storeKey,
          name,
          type,
          uploadedAt: ctx.now().toISOString(),
          uploadedBy: ctx.actor.name,
        })
        .returning({ documentId: mortgageDocument.documentId });
      const details = { documentId: row?.documentId, name, type, fileSize: size, sha256 };
      await tell(tx, ctx, { action: "document_added", mortgageId, details });
      const document = (await readDocuments(tx, mortgageId)).find(
        (one) => one.documentId === row?.documentId,
      );
      if (!document) throw new Error("unreachable: one row in, one row out");
      return { isNew: true, document };
    }).catch(async (error: unknown) => {
      await forgetFile(ctx, arrived.storeKey);
      throw error;
    });
    if (!added.isNew) await forgetFile(ctx, arrived.storeKey);
    return added;
  });
}
