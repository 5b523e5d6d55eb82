import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { day, identity, instant, money } from "../../columns.ts";

/** Who owes. Kept when a mortgage of theirs is deleted (M9). */
export const borrower = pgTable(
  "borrower",
  {
    borrowerId: identity("borrower_id"),
    name: text().notNull(),
    email: text(),
    phone: text(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    searchText: text("search_text").generatedAlwaysAs(
      sql`lower(name || chr(10) || coalesce(email, '') || chr(10) || coalesce(phone, ''))`,
    ),
  },
  (t) => [
    index("borrower_name").on(sql`${t.name} collate "und-x-icu"`, t.borrowerId),
    index("borrower_search").using("gin", t.searchText.op("gin_trgm_ops")),
    check("borrower_named", sql`btrim(${t.name}) <> ''`),
  ],
);

/**
 * A mortgage record. A renewal is a mortgage of its own that names its predecessor: the unique key lets one be renewed once,
 * and since a successor is always the younger row, no chain of any length can come back to where it began (M2).
 */
export const mortgage = pgTable(
  "mortgage",
  {
    mortgageId: identity("mortgage_id"),
    externalMortgageId: text("external_mortgage_id"),
    borrowerId: integer("borrower_id").notNull(),
    previousMortgageId: integer("previous_mortgage_id"),
    loanAmount: money("loan_amount").notNull(),
    /** Percent a year. */
    interestRate: numeric("interest_rate", { precision: 7, scale: 4 }).notNull(),
    originationDate: day("origination_date").notNull(),
    maturityDate: day("maturity_date").notNull(),
    status: text().$type<"active" | "renewed" | "closed" | "defaulted">().notNull(),
    /** What it was before it was renewed, for when its renewal is deleted (M9). */
    statusBeforeRenewal: text("status_before_renewal").$type<"active" | "closed" | "defaulted">(),
    street: text().notNull(),
    city: text().notNull(),
    state: text().notNull(),
    zip: text().notNull(),
    country: text().notNull(),
    propertyType: text("property_type").$type<
      | "single_family"
      | "condominium"
      | "townhouse"
      | "two_to_four_unit"
      | "multifamily"
      | "manufactured"
      | "commercial"
      | "land"
    >(),
    latitude: numeric({ precision: 10, scale: 7 }),
    longitude: numeric({ precision: 10, scale: 7 }),
    /** Goes up with every change of this row. */
    version: integer().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
    searchText: text("search_text").generatedAlwaysAs(
      sql`lower(coalesce(external_mortgage_id, '') || chr(10) || street || ', ' || city || ', ' || state || ' ' || zip)`,
    ),
  },
  (t) => [
    foreignKey({
      name: "mortgage_borrower",
      columns: [t.borrowerId],
      foreignColumns: [borrower.borrowerId],
    }),
    foreignKey({
      name: "mortgage_previous",
      columns: [t.previousMortgageId],
      foreignColumns: [t.mortgageId as AnyPgColumn],
    }),
    unique("mortgage_external").on(t.externalMortgageId),
    unique("mortgage_renewed_once").on(t.previousMortgageId),
    index("mortgage_of_borrower").on(t.borrowerId, t.originationDate, t.mortgageId),
    index("mortgage_status").on(t.status, t.maturityDate, t.mortgageId),
    index("mortgage_maturity").on(t.maturityDate, t.mortgageId),
    index("mortgage_origination").on(t.originationDate, t.mortgageId),
    index("mortgage_updated").on(t.updatedAt, t.mortgageId),
    index("mortgage_search").using("gin", t.searchText.op("gin_trgm_ops")),
    check("mortgage_external_named", sql`btrim(${t.externalMortgageId}) <> ''`),
    check("mortgage_amount", sql`${t.loanAmount} > 0 and ${t.loanAmount} <> 'NaN'`),
    check("mortgage_rate", sql`${t.interestRate} > 0 and ${t.interestRate} < 100`),
    check(
      "mortgage_dates",
      sql`${t.maturityDate} > ${t.originationDate} and isfinite(${t.originationDate}) and isfinite(${t.maturityDate})`,
    ),
    check("mortgage_known_status", sql`${t.status} in ('active', 'renewed', 'closed', 'defaulted')`),
    check(
      "mortgage_before_renewal",
      sql`(${t.status} = 'renewed') = (${t.statusBeforeRenewal} is not null) and ${t.statusBeforeRenewal} <> 'renewed'`,
    ),
    check("mortgage_younger", sql`${t.previousMortgageId} < ${t.mortgageId}`),
    check("mortgage_latitude", sql`${t.latitude} between -90 and 90`),
    check("mortgage_longitude", sql`${t.longitude} between -180 and 180`),
    check("mortgage_coordinates", sql`num_nonnulls(${t.latitude}, ${t.longitude}) in (0, 2)`),
    check(
      "mortgage_address",
      sql`'' not in (btrim(${t.street}), btrim(${t.city}), btrim(${t.state}), btrim(${t.zip}), btrim(${t.country}))`,
    ),
    check("mortgage_version", sql`${t.version} > 0`),
  ],
);

/** Whose a mortgage is. The shares of a mortgage add up to 100 (M15). */
export const mortgageOwnership = pgTable(
  "mortgage_ownership",
  {
    mortgageId: integer("mortgage_id").notNull(),
    owner: text().notNull(),
    /** Percent. */
    share: numeric({ precision: 7, scale: 4 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.mortgageId, t.owner] }),
    foreignKey({
      name: "mortgage_ownership_of",
      columns: [t.mortgageId],
      foreignColumns: [mortgage.mortgageId],
    }),
    check("mortgage_ownership_share", sql`${t.share} > 0 and ${t.share} <= 100 and btrim(${t.owner}) <> ''`),
  ],
);

/** An offer of a mortgage to investors. Locked, it is promised to a deal (M10). */
export const mortgageListing = pgTable(
  "mortgage_listing",
  {
    listingId: identity("listing_id"),
    mortgageId: integer("mortgage_id").notNull(),
    status: text().$type<"draft" | "active" | "sold" | "withdrawn">().notNull(),
    askingPrice: money("asking_price").notNull(),
    listedAt: instant("listed_at").notNull(),
    lockedAt: instant("locked_at"),
    lockedBy: text("locked_by"),
    /** The deal, as people call it. */
    lockedFor: text("locked_for"),
  },
  (t) => [
    foreignKey({
      name: "mortgage_listing_of",
      columns: [t.mortgageId],
      foreignColumns: [mortgage.mortgageId],
    }),
    index("mortgage_listing_mortgage").on(t.mortgageId),
    check("mortgage_listing_status", sql`${t.status} in ('draft', 'active', 'sold', 'withdrawn')`),
    check("mortgage_listing_price", sql`${t.askingPrice} > 0 and ${t.askingPrice} <> 'NaN'`),
    check("mortgage_listing_lock", sql`num_nonnulls(${t.lockedAt}, ${t.lockedBy}, ${t.lockedFor}) in (0, 3)`),
  ],
);

/** A sale beside which the property was appraised. */
export const mortgageComparable = pgTable(
  "mortgage_comparable",
  {
    comparableId: identity("comparable_id"),
    mortgageId: integer("mortgage_id").notNull(),
    address: text().notNull(),
    salePrice: money("sale_price").notNull(),
    soldOn: day("sold_on").notNull(),
  },
  (t) => [
    foreignKey({
      name: "mortgage_comparable_of",
      columns: [t.mortgageId],
      foreignColumns: [mortgage.mortgageId],
    }),
    index("mortgage_comparable_mortgage").on(t.mortgageId),
    check("mortgage_comparable_price", sql`${t.salePrice} > 0 and ${t.salePrice} <> 'NaN'`),
  ],
);

/** What a borrower has paid. */
export const mortgagePayment = pgTable(
  "mortgage_payment",
  {
    paymentId: identity("payment_id"),
    mortgageId: integer("mortgage_id").notNull(),
    paidOn: day("paid_on").notNull(),
    amount: money("amount").notNull(),
    reference: text().notNull(),
  },
  (t) => [
    foreignKey({
      name: "mortgage_payment_of",
      columns: [t.mortgageId],
      foreignColumns: [mortgage.mortgageId],
    }),
    index("mortgage_payment_mortgage").on(t.mortgageId, t.paidOn),
    check("mortgage_payment_amount", sql`${t.amount} > 0 and ${t.amount} <> 'NaN'`),
  ],
);
