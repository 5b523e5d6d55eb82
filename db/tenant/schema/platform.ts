import { check, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { instant } from "../../columns.ts";

/**
 * Exactly one row: whose database this is. A connection whose row does not name the tenant that was asked for is
 * refused, so a wrong URL can never show one tenant another's loans.
 */
export const tenantIdentity = pgTable(
  "tenant_identity",
  {
    singleton: integer().primaryKey().default(1),
    tenantId: uuid("tenant_id").notNull(),
    slug: text().notNull(),
    /** IANA name; days begin and end here, so the summary's rollup depends on it. */
    timeZone: text("time_zone").notNull(),
    /** null counts weekends only; `us-federal` leaves out the federal holidays too (P3.5). */
    holidayCalendar: text("holiday_calendar"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check("tenant_identity_one_row", sql`${t.singleton} = 1`),
    check("tenant_identity_calendar", sql`${t.holidayCalendar} in ('us-federal')`),
  ],
);

/** The principals that may appear in a trade for this tenant (P1.7). */
export const principal = pgTable("principal", {
  principalId: text("principal_id").primaryKey(),
  createdAt: instant("created_at").notNull(),
});
