/** What the audit log of mortgages tells (M11). */

export const AUDIT_ACTIONS = [
  "created",
  "updated",
  "renewed",
  "reinstated",
  "deleted",
  "document_added",
  "document_removed",
  "template_added",
  "template_updated",
  "template_removed",
  "borrower_created",
  "borrower_deleted",
  "refused",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What was tried, in the words of whoever reads that it was refused. */
export const ATTEMPTS = {
  create: "Creating a mortgage",
  update: "Changing a mortgage",
  renew: "Renewing a mortgage",
  delete: "Deleting a mortgage",
  addDocument: "Adding a document",
  removeDocument: "Removing a document",
  addTemplate: "Adding a template",
  updateTemplate: "Changing a template",
  removeTemplate: "Removing a template",
  createBorrower: "Adding a borrower",
  deleteBorrower: "Deleting a borrower",
} as const;
export type Attempt = keyof typeof ATTEMPTS;
