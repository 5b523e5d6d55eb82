import { desc, eq, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingDocumentEvent, fundingDocumentRules } from "../../../db/tenant/schema/funding-documents.ts";
import type { DocumentKind, DocumentRules } from "./model/documents.ts";

/** A document as lists show it. */
export interface StoredDocument {
  documentId: number;
  fileId: number;
  kind: DocumentKind;
  covers: number;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  receivedAt: string;
  receivedBy: string;
  /** When and by whom it was taken out of the list; null while it is in it. */
  removedAt: string | null;
  removedBy: string | null;
}

/** All of a file, also the removed ones, in the order in which they came. */
export function readDocuments(db: Database, fileId: number): Promise<StoredDocument[]> {
  const iso = (column: string) =>
    sql`to_char(${sql.identifier(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return rowsOf<StoredDocument>(
    db,
    sql`select d.document_id as "documentId", d.file_id as "fileId", d.kind, d.covers, d.name, s.media_type as "mediaType",
        s.size, s.sha256, ${iso("received_at")} as "receivedAt", d.received_by as "receivedBy",
        case e.kind when 'removed' then ${iso("recorded_at")} end as "removedAt",
        case e.kind when 'removed' then e.recorded_by end as "removedBy"
      from funding_document d join stored_file s using (store_key)
      left join lateral (select kind, recorded_at, recorded_by from funding_document_event
        where document_id = d.document_id order by seq desc limit 1) e on true
      where d.file_id = ${fileId} order by d.document_id`,
  );
}

/** How often a document was removed and restored so far. */
export async function countEvents(tx: Database, documentId: number): Promise<number> {
  return tx.$count(fundingDocumentEvent, eq(fundingDocumentEvent.documentId, documentId));
}

/** A version of the rules, with who put it in force and when. */
export interface DocumentRulesVersion {
  rules: DocumentRules;
  createdAt: string;
  createdBy: string;
}

/** The rules in force. Every tenant has them from a migration on. */
export async function readDocumentRules(db: Database): Promise<DocumentRulesVersion> {
  const [row] = await db
    .select()
    .from(fundingDocumentRules)
    .orderBy(desc(fundingDocumentRules.version))
    .limit(1);
  if (!row) throw new Error("the tenant has no rules of documents");
  const { version, document, createdAt, createdBy } = row;
  return { rules: { ...document, version } as DocumentRules, createdAt, createdBy };
}
