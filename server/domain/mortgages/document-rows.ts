import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { mortgageDocument } from "../../../db/tenant/schema/mortgage-records.ts";
import { storedFile } from "../../../db/tenant/schema/stored-files.ts";
import type { DocumentType, MortgageDocument } from "./model/documents.ts";

/** The documents of a mortgage, of one type or all, newest first (M3). */
export async function readDocuments(
  db: Database,
  mortgageId: number,
  type?: DocumentType,
): Promise<MortgageDocument[]> {
  const rows = await db
    .select({ document: mortgageDocument, file: storedFile })
    .from(mortgageDocument)
    .innerJoin(storedFile, eq(storedFile.storeKey, mortgageDocument.storeKey))
    .where(
      and(
        eq(mortgageDocument.mortgageId, mortgageId),
        type === undefined ? undefined : eq(mortgageDocument.type, type),
      ),
    )
    .orderBy(desc(mortgageDocument.uploadedAt), desc(mortgageDocument.documentId));
  return rows.map(({ document, file }) => ({
    documentId: document.documentId,
    mortgageId,
    name: document.name,
    type: document.type,
    storageId: document.storeKey,
    uploadDate: document.uploadedAt,
    uploadedBy: document.uploadedBy,
    // A document refers to whole files only.
    fileSize: file.size ?? 0,
    mediaType: file.mediaType ?? "",
    sha256: file.sha256 ?? "",
  }));
}
