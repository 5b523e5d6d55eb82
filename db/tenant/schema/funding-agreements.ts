import { check, foreignKey, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm/sql";
import { instant } from "../../columns.ts";
import { fundingFile } from "./funding.ts";
import { fundingEffect } from "./funding-steps.ts";

/** An agreement that went out, and what the client did with it (F7.3). The app's role writes only how far it has come. */
export const fundingAgreement = pgTable(
  "funding_agreement",
  {
    effectId: integer("effect_id").primaryKey(),
    fileId: integer("file_id").notNull(),
    mode: text().$type<"sandbox" | "live">().notNull(),
    /** What the signing service calls it. */
    envelopeId: text("envelope_id").notNull(),
    sentAt: instant("sent_at").notNull(),
    /** When to ask the signing service again; null: nothing is expected any more. */
    nextLookAt: instant("next_look_at"),
    lookedAt: instant("looked_at"),
    /** Null while the client has not answered. */
    answer: text().$type<"signed" | "declined" | "cancelled">(),
    answeredAt: instant("answered_at"),
  },
  (t) => [
    foreignKey({
      name: "funding_agreement_effect",
      columns: [t.effectId],
      foreignColumns: [fundingEffect.effectId],
    }),
    foreignKey({ name: "funding_agreement_file", columns: [t.fileId], foreignColumns: [fundingFile.fileId] }),
    unique("funding_agreement_envelope").on(t.mode, t.envelopeId),
    index("funding_agreement_due").on(t.nextLookAt).where(sql`${t.nextLookAt} is not null`),
    check("funding_agreement_mode", sql`${t.mode} in ('sandbox', 'live')`),
    check(
      "funding_agreement_answer",
      sql`num_nonnulls(${t.answer}, ${t.answeredAt}) <> 1 and (${t.answer} is null or ${t.nextLookAt} is null)
        and ${t.answer} in ('signed', 'declined', 'cancelled')`,
    ),
  ],
);
