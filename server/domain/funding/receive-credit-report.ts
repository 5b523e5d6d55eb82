import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingCreditReport, fundingRun } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { parseInput } from "../parse.ts";
import { appendRun } from "./append-run.ts";
import { FileInput } from "./file-input.ts";
import { lockFile, REPORT_COLUMNS, type ReportSummary, readRun, runOf } from "./file-rows.ts";
import type { CreditReport } from "./input.ts";
import { readReport, type Sent } from "./intake/read-report.ts";
import { dayOf } from "./model/calendar.ts";
import { type StoredRun, standingOverrides } from "./model/run.ts";
import { sealBytes } from "./sealed-bytes.ts";

export interface ReceivedReport {
  fileId: number;
  /** False when these very bytes had come before: then nothing was added. */
  isNew: boolean;
  report: ReportSummary;
  /** What underwriting made of it when it came. */
  run: StoredRun;
}

/**
 * Takes a credit report for a file: keeps it as it came, under seal, and in the normalised form, and underwrites the file
 * by the policy in force, all or nothing (F1.1, F1.2). The same bytes again are the same report.
 * @param given.body the document as it came
 * @throws DomainError FILE_NOT_FOUND; PAYLOAD_VALIDATION naming every wrong field or element
 */
export async function receiveCreditReport(
  ctx: Context,
  given: { fileId: unknown; body: Uint8Array; sent?: Sent },
): Promise<ReceivedReport> {
  authorise(ctx, "funding:operate");
  const { fileId } = parseInput(FileInput, { fileId: given.fileId });
  const report = readReport(given.body, given.sent ?? "json", dayOf(ctx.now().getTime()));
  const fingerprint = createHash("sha256").update(given.body).digest("hex");
  return inTransaction(ctx, async (tx) => {
    const before = await lockFile(tx, fileId);
    const known = await storedReport(tx, fileId, fingerprint);
    if (known) return { fileId, isNew: false, ...known };
    const summary = await insertReport(tx, ctx, { ...given, fileId, report, fingerprint });
    const last = before.runCount > 0 ? await readRun(tx, fileId, before.runCount) : null;
    const { run } = await appendRun(tx, ctx, before, {
      reportId: summary.reportId,
      report,
      overrides: standingOverrides(last?.run.overrides ?? {}),
      reason: null,
    });
    return { fileId, isNew: true, report: summary, run };
  });
}

async function storedReport(
  tx: Database,
  fileId: number,
  fingerprint: string,
): Promise<{ report: ReportSummary; run: StoredRun } | null> {
  const [row] = await tx
    .select({ report: REPORT_COLUMNS, run: fundingRun })
    .from(fundingCreditReport)
    .innerJoin(
      fundingRun,
      and(
        eq(fundingRun.fileId, fundingCreditReport.fileId),
        eq(fundingRun.reportId, fundingCreditReport.reportId),
        eq(fundingRun.kind, "report"),
      ),
    )
    .where(and(eq(fundingCreditReport.fileId, fileId), eq(fundingCreditReport.fingerprint, fingerprint)));
  return row ? { report: row.report, run: runOf(row.run) } : null;
}

async function insertReport(
  tx: Database,
  ctx: Context,
  given: { fileId: number; body: Uint8Array; report: CreditReport; fingerprint: string },
): Promise<ReportSummary> {
  const { fileId, body, report, fingerprint } = given;
  // The seal is bound to the id, so that comes first.
  const [next] = await rowsOf<{ reportId: number }>(
    tx,
    sql`select nextval(pg_get_serial_sequence('funding_credit_report', 'report_id'))::int as "reportId"`,
  );
  if (!next) throw new Error("unreachable: a sequence has a next value");
  const { reportId } = next;
  const [row] = await tx
    .insert(fundingCreditReport)
    .overridingSystemValue()
    .values({
      reportId,
      fileId,
      sourceFormat: report.sourceFormat ?? "json",
      vendor: report.vendor,
      issuedOn: report.issuedOn,
      normalised: { ...report },
      ...sealBytes(body, { tenantId: ctx.tenant.id, reportId }),
      fingerprint,
      receivedAt: ctx.now().toISOString(),
      receivedBy: ctx.actor.name,
    })
    .returning(REPORT_COLUMNS);
  if (!row) throw new Error("unreachable: one row in, one row out");
  return row;
}
