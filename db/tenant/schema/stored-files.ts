import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { bytes, instant } from "../../columns.ts";

/**
 * A file as it came, for whoever refers to it by its key. Its bytes are sealed, a part at a time. While it is on its way it
 * has neither size nor sum; once it is whole, nothing of it changes any more.
 */
export const storedFile = pgTable(
  "stored_file",
  {
    storeKey: uuid("store_key").primaryKey(),
    /** What its first bytes show it to be. */
    mediaType: text("media_type"),
    size: integer(),
    /** Of the bytes as they came, as hexadecimal text. */
    sha256: text(),
    partCount: integer("part_count"),
    /** The tenant for which it was sealed: part of the seal, also after a backup came back under another name. */
    sealedFor: uuid("sealed_for").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    completedAt: instant("completed_at"),
  },
  (t) => [
    index("stored_file_on_its_way").on(t.createdAt).where(sql`${t.completedAt} is null`),
    check(
      "stored_file_whole",
      sql`num_nonnulls(${t.completedAt}, ${t.mediaType}, ${t.size}, ${t.sha256}, ${t.partCount}) in (0, 5)
        and ${t.size} > 0 and ${t.partCount} > 0 and ${t.sha256} ~ '^[0-9a-f]{64}$'`,
    ),
  ],
);

/** A piece of a file under seal, from 1, each bound to its place. Its bytes lie here, or in the object store under its key. */
export const storedFilePart = pgTable(
  "stored_file_part",
  {
    storeKey: uuid("store_key").notNull(),
    partNo: integer("part_no").notNull(),
    /** Nonce, tag and AES-256-GCM text, under the key that `keyId` names. */
    sealedBytes: bytes("sealed_bytes"),
    objectKey: text("object_key"),
    keyId: text("key_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeKey, t.partNo] }),
    foreignKey({
      name: "stored_file_part_of",
      columns: [t.storeKey],
      foreignColumns: [storedFile.storeKey],
    }).onDelete("cascade"),
    unique("stored_file_part_object").on(t.objectKey),
    check("stored_file_part_somewhere", sql`num_nonnulls(${t.sealedBytes}, ${t.objectKey}) = 1`),
    check("stored_file_part_number", sql`${t.partNo} > 0 and octet_length(${t.sealedBytes}) > 28`),
  ],
);

/**
 * Objects of parts that are gone. A trigger writes them in the transaction that deletes, so that one which is rolled back loses
 * nothing; they go from the store afterwards, and from here when they have.
 */
export const storedObjectToDelete = pgTable("stored_object_to_delete", {
  objectKey: text("object_key").primaryKey(),
  since: instant("since").notNull(),
});
