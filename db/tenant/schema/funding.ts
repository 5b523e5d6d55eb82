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
import { bytes, day, identity, instant, logNumber, money } from "../../columns.ts";

/** The policy of underwriting, a row a version; the highest is in force. Append-only, so that a run can name its own (F1.3). */
export const fundingPolicy = pgTable(
  "funding_policy",
  {
    version: integer().primaryKey(),
    /** Everything but the version. */
    document: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [check("funding_policy_version", sql`${t.version} > 0`)],
);

/** A client who asks for funding (F1.1). */
export const fundingFile = pgTable(
  "funding_file",
  {
    fileId: identity("file_id"),
    name: text().notNull(),
    email: text().notNull(),
    phone: text(),
    /** A year. */
    statedIncome: money("stated_income").notNull(),
    monthlyRevenue: money("monthly_revenue"),
    businessStartedOn: day("business_started_on"),
    /** Whose file it is: the address of an operator. */
    operator: text().notNull(),
    /** Goes up with every change of the file and with every run. */
    version: integer().notNull(),
    /** The number of the newest run; 0 before the first. */
    runCount: integer("run_count").notNull(),
    /**
     * What can be done now, in the order of the paths: it follows from runs and events, and is kept so that files are found by
     * it (F8.1). Empty where nothing is to be done; null only until a file of an older release has been gone through.
     */
    nextSteps: text("next_steps").array(),
    /** Since when it is that; null where nothing is to be done. */
    stepSince: instant("step_since"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
    /** By what files of one person are found: the digits of a phone number without the country's. */
    phoneDigits: text("phone_digits").generatedAlwaysAs(
      sql`right(regexp_replace(phone, '[^0-9]', '', 'g'), 10)`,
    ),
    searchText: text("search_text").generatedAlwaysAs(
      sql`lower(name || chr(10) || email || chr(10) || coalesce(phone, ''))`,
    ),
  },
  (t) => [
    index("funding_file_operator").on(t.operator, t.updatedAt),
    index("funding_file_updated").on(t.updatedAt),
    index("funding_file_email").on(t.email),
    index("funding_file_phone").on(t.phoneDigits),
    index("funding_file_name").on(sql`lower(${t.name})`),
    index("funding_file_steps").using("gin", t.nextSteps),
    index("funding_file_step_since").on(t.stepSince, t.fileId),
    check(
      "funding_file_waits",
      sql`(${t.stepSince} is null) = coalesce(cardinality(${t.nextSteps}) = 0, true)`,
    ),
    index("funding_file_search").using("gin", sql`${t.searchText} gin_trgm_ops`),
    check("funding_file_amounts", sql`${t.statedIncome} >= 0 and ${t.monthlyRevenue} >= 0`),
    check("funding_file_versions", sql`${t.runCount} >= 0 and ${t.version} > ${t.runCount}`),
    check(
      "funding_file_addresses",
      sql`${t.email} = lower(${t.email}) and ${t.operator} = lower(${t.operator})`,
    ),
    check("funding_file_named", sql`btrim(${t.name}) <> ''`),
  ],
);

/** A credit report as it came, under seal, and in the normalised form (F1.1). Append-only. */
export const fundingCreditReport = pgTable(
  "funding_credit_report",
  {
    reportId: identity("report_id"),
    fileId: integer("file_id").notNull(),
    sourceFormat: text("source_format").notNull(),
    vendor: text(),
    issuedOn: day("issued_on").notNull(),
    /** In the form that the evaluators read: a row a bureau, and no place for a social security number. */
    normalised: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The original bytes: nonce, tag and AES-256-GCM text, under the key that `keyId` names. */
    sealedBytes: bytes("sealed_bytes").notNull(),
    keyId: text("key_id").notNull(),
    /** The tenant for which it was sealed: part of the seal, also after a backup came back under another name. */
    sealedFor: uuid("sealed_for").notNull(),
    /** sha256 of the original bytes: the same ones again are the same report. */
    fingerprint: text().notNull(),
    receivedAt: instant("received_at").notNull(),
    receivedBy: text("received_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    foreignKey({ name: "funding_report_file", columns: [t.fileId], foreignColumns: [fundingFile.fileId] }),
    unique("funding_report_once").on(t.fileId, t.fingerprint),
    unique("funding_report_of_file").on(t.fileId, t.reportId),
    check("funding_report_sealed", sql`octet_length(${t.sealedBytes}) > 28 and ${t.keyId} <> ''`),
  ],
);

const paths = (t: { workflow: unknown }) => sql`(${t.workflow} -> 'primaryPaths')`;

/** One underwriting of a file: what was judged by which policy, what was decided, and where it leads (F2.11). Append-only. */
export const fundingRun = pgTable(
  "funding_run",
  {
    fileId: integer("file_id").notNull(),
    /** From 1, without a gap within a file. */
    runNo: integer("run_no").notNull(),
    kind: text().$type<"report" | "revision">().notNull(),
    reportId: integer("report_id").notNull(),
    policyVersion: integer("policy_version")
      .notNull()
      .references(() => fundingPolicy.version),
    /** The figures as they were judged. */
    applicant: jsonb().$type<Record<string, string | null>>().notNull(),
    /** What a person decided otherwise than the evaluators, by the decision's name (F1.5). */
    overrides: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Why it was revised. */
    reason: text(),
    /** What underwriting says, all but the workflow and its trace. */
    underwriting: jsonb().$type<Record<string, unknown>>().notNull(),
    /** What renders is read from here; null while a person has to act first. */
    workflow: jsonb().$type<Record<string, unknown>>(),
    trace: jsonb().$type<unknown[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    logNo: logNumber(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.runNo] }),
    foreignKey({
      name: "funding_run_report",
      columns: [t.fileId, t.reportId],
      foreignColumns: [fundingCreditReport.fileId, fundingCreditReport.reportId],
    }),
    index("funding_run_paths").using("gin", sql`(${t.workflow} -> 'primaryPaths')`),
    check("funding_run_number", sql`${t.runNo} > 0`),
    check(
      "funding_run_reason",
      sql`case ${t.kind} when 'report' then ${t.reason} is null
        when 'revision' then coalesce(btrim(${t.reason}), '') <> '' else false end`,
    ),
    check(
      "funding_run_paths_alone",
      // Without paths there is nothing to compare, which a check would let pass.
      sql`${t.workflow} is null or coalesce(jsonb_array_length(${paths(t)}) > 0
        and (jsonb_array_length(${paths(t)}) = 1 or not ${paths(t)} ?| array['parked', 'decline']), false)`,
    ),
    check(
      "funding_run_review",
      sql`${t.workflow} is null or ${paths(t)} = '["decline"]' or coalesce(
        ${t.underwriting} #>> '{decisions,reportStatus}' not like 'Manual Review - %'
        and ${t.underwriting} #>> '{decisions,reportStatus}' <> 'Credit Not Found'
        and ${t.underwriting} #>> '{decisions,tlDecision}' not like 'Manual Review - %', false)`,
    ),
    check(
      "funding_run_parked",
      sql`coalesce(${paths(t)} ? 'parked', false)
        = (num_nonnulls(${t.workflow} -> 'parkedReason', ${t.workflow} -> 'parkedCallbackDate') = 2)`,
    ),
    check(
      "funding_run_declined",
      sql`coalesce(${paths(t)} ? 'decline', false) = coalesce(${t.workflow} ? 'declineReason', false)
        and (${t.workflow} ->> 'declineReason' is distinct from 'other'
          or coalesce(btrim(${t.workflow} ->> 'declineReasonNotes'), '') <> '')`,
    ),
  ],
);
