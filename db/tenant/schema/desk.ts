import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { identity, instant } from "../../columns.ts";

/** How a person has set up their desk: one value per key, as `server/domain/desk/input.ts` describes it (P8.1). */
export const userSetting = pgTable(
  "desk_user_setting",
  {
    /** The address in the audit trail, by which a person is known for ever. */
    owner: text().notNull(),
    key: text().notNull(),
    value: jsonb().notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.owner, t.key] })],
);

/** A list's question that somebody kept: filters, sort and columns, private or for the whole tenant (P9.3, M13). */
export const savedView = pgTable(
  "desk_saved_view",
  {
    viewId: identity("view_id"),
    list: text({ enum: ["loans", "mortgages"] })
      .notNull()
      .default("loans"),
    owner: text().notNull(),
    name: text().notNull(),
    isShared: boolean("is_shared").notNull(),
    definition: jsonb().$type<Record<string, unknown>>().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("desk_saved_view_name").on(t.owner, t.list, sql`lower(${t.name})`),
    index("desk_saved_view_shared").on(t.isShared),
    check("desk_saved_view_list", sql`${t.list} in ('loans', 'mortgages')`),
  ],
);
