import { z } from "zod";
import { AUDIT_ACTIONS } from "../domain/mortgages/model/audit.ts";
import { Count, Instant, Money, MortgageWire, Rate, TemplateWire } from "./wire.ts";

/** Mortgages as they stand on the wire. */

const Share = z.object({ owner: z.string(), share: Rate.meta({ description: "Per cent" }) });

const Listing = z.object({
  listingId: Count,
  status: z.string(),
  askingPrice: Money,
  listedAt: Instant,
  lockedAt: Instant.nullable(),
  lockedBy: z.string().nullable(),
  lockedFor: z.string().nullable().meta({ description: "The deal that it is promised to" }),
});

export const MortgageListResponse = z.object({
  totalRows: Count,
  page: Count,
  pageSize: Count,
  mortgages: z.array(MortgageWire),
});

export const MaturingResponse = z.object({
  mortgages: z.array(
    MortgageWire.pick({
      mortgageId: true,
      externalMortgageId: true,
      borrowerId: true,
      loanAmount: true,
      maturityDate: true,
      status: true,
    }),
  ),
  isCut: z.boolean().meta({ description: "There are more than these" }),
});

export const MortgageDocumentWire = z.object({
  documentId: Count,
  mortgageId: Count,
  name: z.string(),
  type: z.string(),
  storageId: z.string(),
  uploadDate: Instant,
  uploadedBy: z.string(),
  fileSize: Count.meta({ description: "Bytes" }),
  mediaType: z.string().meta({ description: "What its first bytes show it to be" }),
  sha256: z.string(),
});

export const MortgageDetailWire = MortgageWire.extend({
  ownership: z.array(Share),
  listings: z.array(Listing),
  comparables: Count,
  payments: Count,
  paid: Money,
  documents: z.array(MortgageDocumentWire),
  documentTemplates: z.array(TemplateWire),
});

export const CreatedMortgageResponse = z.object({
  isNew: z.boolean().meta({ description: "False when the external id was known: then nothing was inserted" }),
  mortgage: MortgageWire,
});

export const RenewedMortgageResponse = z.object({ renewal: MortgageWire, predecessor: MortgageWire });

export const ChainResponse = z.object({
  chain: z.array(
    MortgageWire.extend({
      isCurrent: z.boolean().meta({ description: "The newest; the others are history" }),
    }),
  ),
});

const Counts = z.object({
  listings: Count,
  comparables: Count,
  ownership: Count,
  payments: Count,
  documents: Count,
  files: Count,
  templates: Count,
});

export const DeletionPlanResponse = z.object({
  planToken: z.string().meta({ description: "Says, when deleting, that this plan was seen" }),
  mortgage: MortgageWire,
  counts: Counts,
  renewedBy: Count.nullable().meta({ description: "The renewal that keeps it from being deleted" }),
  predecessor: z
    .object({ mortgageId: Count, statusBefore: z.string() })
    .nullable()
    .meta({ description: "What is again what it was before" }),
  listings: z.array(Listing),
  activeListings: z.array(Listing),
  lockedListings: z.array(Listing),
  ownership: z.array(Share),
  documents: z.array(
    z.object({
      documentId: Count,
      name: z.string(),
      type: z.string(),
      storageId: z.string(),
      fileSize: Count,
      sha256: z.string(),
    }),
  ),
  paid: Money,
  templates: z.array(z.string()),
});

export const DeletedMortgageResponse = z.object({
  mortgageId: Count,
  counts: Counts,
  reinstated: z.object({ mortgageId: Count, status: z.string() }).nullable(),
});

export const MortgageDocumentsResponse = z.object({ documents: z.array(MortgageDocumentWire) });

export const AddedMortgageDocumentResponse = z.object({
  isNew: z.boolean().meta({ description: "False when these very bytes are there already, as this type" }),
  document: MortgageDocumentWire,
});

export const RemovedDocumentResponse = z.object({ documentId: Count });

const BorrowerWire = z.object({
  borrowerId: Count,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  createdAt: Instant,
  createdBy: z.string(),
});

export const BorrowerResponse = BorrowerWire;
export const BorrowerListResponse = z.object({
  totalRows: Count,
  page: Count,
  pageSize: Count,
  borrowers: z.array(BorrowerWire),
});
export const DeletedBorrowerResponse = z.object({ borrowerId: Count });

export const MortgageAuditResponse = z.object({
  totalRows: Count,
  page: Count,
  pageSize: Count,
  entries: z.array(
    z.object({
      entryId: Count,
      at: Instant,
      actor: z.string(),
      action: z.enum(AUDIT_ACTIONS),
      mortgageId: Count.nullable(),
      version: Count.nullable(),
      changes: z.array(
        z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      ),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
});
