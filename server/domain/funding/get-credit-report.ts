import { and, eq } from "drizzle-orm";
import { fundingCreditReport } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { CreditReportInput } from "./file-input.ts";
import { REPORT_COLUMNS, type ReportSummary } from "./file-rows.ts";
import type { CreditReport } from "./input.ts";
import { REPORT_NOT_FOUND } from "./model/file.ts";

export interface ReadReport extends ReportSummary {
  fileId: number;
  /** In the normalised form, by which it was judged; the bytes as they came stay under seal. */
  report: CreditReport;
}

/**
 * What a report of a file says: its accounts, inquiries and records, for the credit summary and for what-if (F8.1, F8.2).
 * @throws DomainError FILE_NOT_FOUND, also for a report of another file
 */
export async function getCreditReport(ctx: Context, raw: unknown): Promise<ReadReport> {
  authorise(ctx, "funding:read");
  const { fileId, reportId } = parseInput(CreditReportInput, raw);
  const [row] = await ctx.db
    .select({ ...REPORT_COLUMNS, report: fundingCreditReport.normalised })
    .from(fundingCreditReport)
    .where(and(eq(fundingCreditReport.fileId, fileId), eq(fundingCreditReport.reportId, reportId)));
  if (!row) throw new DomainError(REPORT_NOT_FOUND);
  return { ...row, fileId, report: row.report as CreditReport };
}
