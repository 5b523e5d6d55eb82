import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { identity, instant } from "../../columns.ts";
import { mortgage } from "./mortgages.ts";
import { storedFile } from "./stored-files.ts";

/** A paper of a mortgage (M3). Its file goes when it goes. */
export const mortgageDocument = pgTable(
  "mortgage_document",
  {
    documentId: identity("document_id"),
    mortgageId: integer("mortgage_id").notNull(),
    storeKey: uuid("store_key").notNull(),
    name: text().notNull(),
    type: text().$type<"appraisal" | "title" | "inspection" | "loan_agreement" | "insurance">().notNull(),
    uploadedAt: instant("uploaded_at").notNull(),
    uploadedBy: text("uploaded_by").notNull(),
  },
  (t) => [
    foreignKey({
      name: "mortgage_document_of",
      columns: [t.mortgageId],
      foreignColumns: [mortgage.mortgageId],
    }),
    foreignKey({
      name: "mortgage_document_stored",
      columns: [t.storeKey],
      foreignColumns: [storedFile.storeKey],
    }),
    unique("mortgage_document_once").on(t.storeKey),
    index("mortgage_document_newest").on(t.mortgageId, t.uploadedAt, t.documentId),
    check(
      "mortgage_document_type",
      sql`${t.type} in ('appraisal', 'title', 'inspection', 'loan_agreement', 'insurance')`,
    ),
    check("mortgage_document_named", sql`btrim(${t.name}) <> ''`),
  ],
);

/** What is to be signed for a mortgage: a template of Documenso's, each once (M12). */
export const mortgageTemplate = pgTable(
  "mortgage_template",
  {
    mortgageId: integer("mortgage_id").notNull(),
    documensoTemplateId: text("documenso_template_id").notNull(),
    /** Its place in the list, from 1. */
    position: integer().notNull(),
    name: text().notNull(),
    /** What Documenso called it when it was last saved. */
    title: text(),
    signatoryRoles: text("signatory_roles").array().notNull(),
    /** Goes up with every change. */
    version: integer().notNull(),
    savedAt: instant("saved_at").notNull(),
    savedBy: text("saved_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.mortgageId, t.documensoTemplateId] }),
    foreignKey({
      name: "mortgage_template_of",
      columns: [t.mortgageId],
      foreignColumns: [mortgage.mortgageId],
    }),
    unique("mortgage_template_position").on(t.mortgageId, t.position),
    check("mortgage_template_id", sql`${t.documensoTemplateId} ~ '^envelope_[A-Za-z0-9_-]{2,}$'`),
    check("mortgage_template_named", sql`btrim(${t.name}) <> '' and ${t.version} > 0 and ${t.position} > 0`),
    check(
      "mortgage_template_roles",
      sql`cardinality(${t.signatoryRoles}) > 0 and array_position(${t.signatoryRoles}, null) is null
        and array_to_string(${t.signatoryRoles}, chr(10)) !~ '(^|\\n)[ \\t]*(\\n|$)'`,
    ),
  ],
);

/**
 * What was done with mortgages, and what was tried and refused (M11). Append-only, and it outlives the mortgage: a deletion's
 * entry is all that is left of it.
 */
export const mortgageAudit = pgTable(
  "mortgage_audit",
  {
    entryId: identity("entry_id"),
    at: instant().notNull(),
    /** Who: an address, or a client's name. */
    actor: text().notNull(),
    action: text()
      .$type<
        | "created"
        | "updated"
        | "renewed"
        | "reinstated"
        | "deleted"
        | "document_added"
        | "document_removed"
        | "template_added"
        | "template_updated"
        | "template_removed"
        | "borrower_created"
        | "borrower_deleted"
        | "refused"
      >()
      .notNull(),
    /** No foreign key: it stays when the mortgage is gone. Null where it was about none. */
    mortgageId: integer("mortgage_id"),
    /** The mortgage's version from then on; null where that did not change. */
    version: integer(),
    /** `{field, from, to}`, as text. */
    changes: jsonb().$type<{ field: string; from: string | null; to: string | null }[]>().notNull(),
    /** Whatever else there is to know: of a deletion the counts and what went, of a refusal what was tried and why not. */
    details: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    index("mortgage_audit_mortgage").on(t.mortgageId, t.entryId),
    index("mortgage_audit_actor").on(t.actor, t.entryId),
    index("mortgage_audit_at").on(t.at),
    unique("mortgage_audit_version").on(t.mortgageId, t.version),
  ],
);
