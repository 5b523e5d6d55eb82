import type { Refusal } from "../../errors.ts";

/** The papers of a mortgage (M3). */

export const DOCUMENT_TYPES = {
  appraisal: "Appraisal",
  title: "Title",
  inspection: "Inspection",
  loan_agreement: "Loan agreement",
  insurance: "Insurance",
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

export interface MortgageDocument {
  documentId: number;
  mortgageId: number;
  name: string;
  type: DocumentType;
  /** Its key in the store. */
  storageId: string;
  /** Set by the server. */
  uploadDate: string;
  uploadedBy: string;
  /** Bytes. */
  fileSize: number;
  /** What its first bytes show it to be. */
  mediaType: string;
  sha256: string;
}

export const DOCUMENT_NOT_FOUND: Refusal = {
  code: "DOCUMENT_NOT_FOUND",
  message: "This mortgage has no such document. It may have been removed.",
};
