import { expectTypeOf, it } from "vitest";
import type { mortgageAudit, mortgageDocument } from "../../../db/tenant/schema/mortgage-records.ts";
import type { mortgage } from "../../../db/tenant/schema/mortgages.ts";
import type { AuditAction } from "./model/audit.ts";
import type { DocumentType } from "./model/documents.ts";
import type { MortgageStatus, PropertyType, StatusByHand } from "./model/mortgage.ts";

/** The compiler is what this test fails in. */
it("M6 what the schema says of a column is what the domain says of it, so that types need no cast", () => {
  type Row = typeof mortgage.$inferSelect;
  expectTypeOf<Row["status"]>().toEqualTypeOf<MortgageStatus>();
  expectTypeOf<Row["statusBeforeRenewal"]>().toEqualTypeOf<StatusByHand | null>();
  expectTypeOf<Row["propertyType"]>().toEqualTypeOf<PropertyType | null>();
  expectTypeOf<(typeof mortgageDocument.$inferSelect)["type"]>().toEqualTypeOf<DocumentType>();
  expectTypeOf<(typeof mortgageAudit.$inferSelect)["action"]>().toEqualTypeOf<AuditAction>();
});
