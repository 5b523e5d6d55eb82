import { z } from "zod";
import {
  Day,
  degrees,
  InterestRate,
  known,
  listOf,
  oneOf,
  Percentage,
  PositiveMoney,
  RecordId,
  record,
  text,
  wholeNumber,
  without,
  YesOrNo,
} from "../fields.ts";
import { compareMoney, isWhole } from "../money.ts";
import { Email } from "../tenancy/input.ts";
import { AUDIT_ACTIONS } from "./model/audit.ts";
import { DOCUMENT_TYPES, type DocumentType } from "./model/documents.ts";
import {
  MORTGAGE_SORTS,
  MORTGAGE_STATUSES,
  PROPERTY_TYPES,
  type PropertyType,
  STATUSES_BY_HAND,
} from "./model/mortgage.ts";

/** What the verbs of mortgages take. Safe for the browser: forms validate with the same schemas. */

const words = (most: number) => without(text(most));
const Version = wholeNumber(1, 2_147_483_647);
const ExternalId = without(text(100), "identifier");
const keysOf = <K extends string>(table: Record<K, unknown>) => oneOf(Object.keys(table) as [K, ...K[]]);

export const Property = record({
  street: words(200),
  city: words(100),
  state: words(60),
  zip: without(text(20), "identifier"),
  country: words(60),
  type: known(keysOf<PropertyType>(PROPERTY_TYPES)),
  /** Degrees; both or neither. */
  latitude: known(degrees(90)),
  longitude: known(degrees(180)),
});

/** Per cent, up to 100. */
const Share = Percentage(4).refine(
  (share) => compareMoney(share, "0") > 0 && compareMoney(share, "100") <= 0,
  {
    error: "must be more than 0 and at most 100",
  },
);

/** Who owns which part of a mortgage; the shares add up to 100. */
const Ownership = listOf(record({ owner: words(200), share: Share }), "owners", 50)
  .min(1, "must name an owner")
  .refine(
    (owners) => new Set(owners.map(({ owner }) => owner)).size === owners.length,
    "must not name an owner twice",
  )
  .refine((owners) => isWhole(owners.map(({ share }) => share)), "must add up to 100 per cent");

const terms = {
  loanAmount: PositiveMoney,
  interestRate: InterestRate,
  originationDate: Day,
  maturityDate: Day,
};

export const CreateMortgageInput = record({
  externalMortgageId: known(ExternalId),
  borrowerId: RecordId,
  ...terms,
  status: oneOf(STATUSES_BY_HAND),
  property: Property,
  /** Whose it is; the own account when left out. */
  ownership: Ownership.optional(),
});
export type CreateMortgageInput = z.input<typeof CreateMortgageInput>;

const property = Property.shape;

/** What is left out stays; null empties what may be unknown. */
export const UpdateMortgageInput = record({
  mortgageId: RecordId,
  /** As it was read: another one by now is a conflict (M7). */
  version: Version,
  externalMortgageId: ExternalId.nullable().optional(),
  borrowerId: RecordId.optional(),
  loanAmount: terms.loanAmount.optional(),
  interestRate: terms.interestRate.optional(),
  originationDate: terms.originationDate.optional(),
  maturityDate: terms.maturityDate.optional(),
  status: oneOf(MORTGAGE_STATUSES).optional(),
  property: record({
    street: property.street.optional(),
    city: property.city.optional(),
    state: property.state.optional(),
    zip: property.zip.optional(),
    country: property.country.optional(),
    type: keysOf<PropertyType>(PROPERTY_TYPES).nullable().optional(),
    latitude: degrees(90).nullable().optional(),
    longitude: degrees(180).nullable().optional(),
  }).optional(),
});
export type UpdateMortgageInput = z.input<typeof UpdateMortgageInput>;

/** The new terms; borrower, property and shares are those of the mortgage that is renewed (M2). */
export const RenewMortgageInput = record({
  mortgageId: RecordId,
  version: Version,
  externalMortgageId: known(ExternalId),
  ...terms,
});
export type RenewMortgageInput = z.input<typeof RenewMortgageInput>;

export const MortgageInput = record({ mortgageId: RecordId });

const Page = wholeNumber(1, 1_000_000);
const PageSize = wholeNumber(1, 200);

/** One or several, as a list or separated by commas. */
const Statuses = z
  .preprocess(
    (given) => (typeof given === "string" ? given.split(",").map((one) => one.trim()) : given),
    listOf(oneOf(MORTGAGE_STATUSES), "statuses", MORTGAGE_STATUSES.length).min(1, "must name a status"),
  )
  .meta({ kind: "statuses" });

export const ListMortgagesInput = record({
  page: Page.optional(),
  pageSize: PageSize.optional(),
  sortBy: oneOf(MORTGAGE_SORTS).optional(),
  sortDirection: oneOf(["asc", "desc"]).optional(),
  status: Statuses.optional(),
  borrowerId: RecordId.optional(),
  originatedFrom: Day.optional(),
  originatedTo: Day.optional(),
  maturesFrom: Day.optional(),
  maturesTo: Day.optional(),
  /** A part of the borrower, the address or the external id; or the mortgage's id. */
  search: text(200).optional(),
});
export type ListMortgagesInput = z.input<typeof ListMortgagesInput>;

/** A question about mortgages that can be asked again: what the list shows, but for its page (M13). */
export const MortgageView = ListMortgagesInput.omit({ page: true, pageSize: true }).extend({
  list: z.literal("mortgages"),
});
export type MortgageView = z.output<typeof MortgageView>;

export const BorrowerInput = record({ borrowerId: RecordId });

export const ListByBorrowerInput = BorrowerInput.extend({
  page: Page.optional(),
  pageSize: PageSize.optional(),
});

/** Both days are in it. */
export const MaturingInput = record({
  from: Day,
  to: Day,
  status: Statuses.optional(),
  borrowerId: RecordId.optional(),
}).refine(({ from, to }) => from <= to, { path: ["to"], error: "must not be before from" });

export const DeleteMortgageInput = record({
  mortgageId: RecordId,
  /** Of the plan that was shown: another plan by now is refused. */
  planToken: text(64),
  /** Active listings go as well (M10). */
  withListings: YesOrNo.default(false),
  /** The lock of a locked listing is cleared, and the listing goes (M10). */
  force: YesOrNo.default(false),
});
export type DeleteMortgageInput = z.input<typeof DeleteMortgageInput>;

export const ListBorrowersInput = record({
  search: text(200).optional(),
  page: Page.optional(),
  pageSize: PageSize.optional(),
});

const Phone = words(40).refine(
  (value) => /^\+?[\d\s().-]+$/.test(value) && /^\d{7,15}$/.test(value.replace(/\D/g, "")),
  "must be a phone number",
);

export const CreateBorrowerInput = record({
  name: words(200),
  email: known(without(Email)),
  phone: known(Phone),
});
export type CreateBorrowerInput = z.input<typeof CreateBorrowerInput>;

/** What is said of a document beside its bytes (M3). */
export const DocumentFacts = {
  /** With its ending; a path is refused, signs that mean something elsewhere are taken out. */
  name: words(400).refine(
    (name) => !/[\\/]/.test(name),
    "must be the name of the file alone, without folders",
  ),
  type: keysOf<DocumentType>(DOCUMENT_TYPES),
};
export const AddDocumentInput = record({ mortgageId: RecordId, ...DocumentFacts });
export const ListDocumentsInput = record({ mortgageId: RecordId, type: DocumentFacts.type.optional() });
export const DocumentInput = record({ mortgageId: RecordId, documentId: RecordId });

/** The string form: Documenso's numbers are of an interface that goes away (M12). */
export const TemplateId = text(100).refine(
  (value) => /^envelope_[A-Za-z0-9_-]{2,}$/.test(value),
  "must be the id of a template as Documenso shows it: envelope_ and letters",
);

const Roles = listOf(words(100), "roles", 20)
  .min(1, "must name a role")
  .refine(
    (roles) => new Set(roles.map((role) => role.toLowerCase())).size === roles.length,
    "must not name a role twice",
  );

export const TemplateInput = record({ mortgageId: RecordId, documensoTemplateId: TemplateId });
export const AddTemplateInput = record({
  mortgageId: RecordId,
  documensoTemplateId: TemplateId,
  name: words(200),
  signatoryRoles: Roles,
});
export const UpdateTemplateInput = record({
  mortgageId: RecordId,
  documensoTemplateId: TemplateId,
  version: Version,
  name: words(200).optional(),
  signatoryRoles: Roles.optional(),
});

export const ListAuditInput = record({
  page: Page.optional(),
  pageSize: PageSize.optional(),
  mortgageId: RecordId.optional(),
  /** A part of who did it. */
  actor: text(200).optional(),
  action: oneOf(AUDIT_ACTIONS).optional(),
  /** Days of the tenant's. */
  from: Day.optional(),
  to: Day.optional(),
});
export type ListAuditInput = z.input<typeof ListAuditInput>;
