import { ATTEMPTS, type Attempt, type AuditAction } from "@/server/domain/mortgages/model/audit.ts";
import type { DeletionCounts, DeletionPlan } from "@/server/domain/mortgages/model/deletion-plan.ts";
import {
  DOCUMENT_TYPES,
  type DocumentType,
  type MortgageDocument,
} from "@/server/domain/mortgages/model/documents.ts";
import { sizeText } from "../../admin/size-text.ts";
import type { Outputs } from "../../trpc/client.ts";
import { goneText, someOf } from "../deletion/count-words.ts";
import { fieldLabel } from "./change-text.ts";

export type AuditEntry = Outputs["mortgages"]["audit"]["list"]["entries"][number];

export const ACTION_NAMES: Record<AuditAction, string> = {
  created: "Created",
  updated: "Changed",
  renewed: "Renewed",
  reinstated: "Taken back from renewed",
  deleted: "Deleted",
  document_added: "Document added",
  document_removed: "Document removed",
  template_added: "Template added",
  template_updated: "Template changed",
  template_removed: "Template removed",
  borrower_created: "Borrower added",
  borrower_deleted: "Borrower deleted",
  refused: "Refused attempt",
};

/** What an entry of a deletion keeps of the mortgage. */
export type Manifest = Pick<
  DeletionPlan,
  "mortgage" | "listings" | "ownership" | "documents" | "paid" | "templates"
> & {
  counts: DeletionCounts;
  forced: boolean;
};

export const manifestOf = ({ details }: AuditEntry) => details as unknown as Manifest;

/** What an entry calls the borrowers of which it tells, by id; of an old one nothing is known. */
export const borrowerNamesOf = ({ details }: AuditEntry) =>
  (details.borrowerNames ?? {}) as Record<string, string>;

/** A document that went: one file may have been kept under two types. */
export function documentText({
  name,
  type,
  fileSize,
  sha256,
}: Pick<MortgageDocument, "name" | "type" | "fileSize" | "sha256">): string {
  return `${name} (${DOCUMENT_TYPES[type] ?? type}), ${sizeText(fileSize)}, SHA-256 ${sha256}`;
}

/** Why it was refused, after "since"; the message itself was for whoever tried. */
const WHY: Record<string, string> = {
  FORBIDDEN: "they are no administrator",
  MORTGAGE_CHANGED: "somebody else had changed it since they opened it",
  TEMPLATE_CHANGED: "somebody else had changed the template since they opened it",
  ALREADY_RENEWED: "it has been renewed already",
  NOT_RENEWABLE: "it is closed",
  HAS_RENEWAL: "a renewal rests on it",
  HAS_ACTIVE_LISTING: "its listing is active and was not chosen to go",
  HAS_LOCKED_LISTING: "a deal holds its listing and no force was chosen",
  DELETION_PLAN_CHANGED: "what hangs on it had changed since they looked",
  BORROWER_IN_USE: "the borrower has mortgages",
  STORE_FULL: "there is no room for more files",
  MORTGAGE_FULL: "the mortgage holds as many as it may",
  UNREADABLE_DOCUMENT: "the file is not what it says, or of no kind that is taken",
};

/** What happened, as the beginning of a sentence that needs no more. */
export function entryText({ action, changes, details }: AuditEntry): string {
  const { name, type, renews, renewedBy, deletedRenewal } = details as Record<string, string | undefined>;
  const typeName = DOCUMENT_TYPES[type as DocumentType] ?? type;
  const fact = (field: string) => changes.find((one) => one.field === field);
  switch (action) {
    case "created":
      return renews ? `Created as the renewal of mortgage ${renews}` : "Created";
    case "updated":
      return `Changed ${someOf(
        changes.map(({ field }) => fieldLabel(field).toLowerCase()),
        4,
      )}`;
    case "renewed":
      return `Renewed by mortgage ${renewedBy}`;
    case "reinstated":
      return `Is ${changes[0]?.to ?? "what it was"} again, since its renewal, mortgage ${deletedRenewal}, was deleted`;
    case "deleted":
      return deletedText(details);
    case "document_added":
      return `Added “${name}” as ${typeName}`;
    case "document_removed":
      return `Removed “${name}” (${typeName})`;
    case "refused":
      return refusedText(details);
    case "borrower_created":
      return `Added borrower ${name}`;
    case "borrower_deleted":
      return `Deleted borrower ${name}`;
    case "template_added":
      return `Added the template “${fact("name")?.to}”, signed by ${fact("signatoryRoles")?.to}`;
    case "template_updated":
      return `Changed the template ${details.documensoTemplateId}`;
    case "template_removed":
      return `Removed the template “${fact("name")?.from}”, signed by ${fact("signatoryRoles")?.from}`;
  }
}

function deletedText(details: Record<string, unknown>): string {
  const { counts, forced } = details as unknown as Manifest;
  const gone = goneText(counts);
  return `Deleted${forced ? " by force, against the lock of a deal" : ""}${gone === null ? "" : `, with ${gone}`}`;
}

function refusedText({ attempted, code }: Record<string, unknown>): string {
  const what = ATTEMPTS[attempted as Attempt] ?? String(attempted);
  return `${what}, since ${WHY[String(code)] ?? String(code)}`;
}
