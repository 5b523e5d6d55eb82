import { bigint, customType, integer, numeric } from "drizzle-orm/pg-core";

/**
 * Column kinds whose meaning is fixed once. Money and rates stay decimal text on the way in and out:
 * a double never touches them (P3.6); arithmetic is done by decimal.js or by PostgreSQL.
 */

/** US dollars to the cent, up to 16 digits before the point. */
export const money = (name: string) => numeric(name, { precision: 18, scale: 2 });

/** A sum of `money()` over many rows (P1.3). */
export const moneySum = (name: string) => numeric(name, { precision: 24, scale: 2 });

/** A percentage: `noteRate` has 4 decimals, LTV and CLTV have 3. */
export const rate = (name: string, scale: 3 | 4) => numeric(name, { precision: 7, scale });

/** A calendar day without time or zone, `YYYY-MM-DD`. */
export const day = customType<{ data: string; driverData: string }>({ dataType: () => "date" });

/** A moment in time. ISO 8601 in UTC with milliseconds outside the database. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
});

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** The key type of pipeline records: the source's API gives them as JSON numbers. */
export const identity = (name: string) => integer(name).primaryKey().generatedAlwaysAsIdentity();

/**
 * Numbers the rows of an append-only log in the order in which they were written, where its key does not (I18). The insert itself
 * takes the number; nobody takes one beforehand.
 */
export const logNumber = () => bigint("log_no", { mode: "number" }).notNull().generatedAlwaysAsIdentity();
