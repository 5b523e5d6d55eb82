import { desc, eq, sql } from "drizzle-orm";
import { rowsOf } from "../../../db/connect.ts";
import { fundingCreditReport, fundingFile, fundingRun } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { FileInput } from "./file-input.ts";
import { FILE_COLUMNS, REPORT_COLUMNS, type ReportSummary, runOf, type StoredFile } from "./file-rows.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";
import type { StoredRun } from "./model/run.ts";
import { differencesOf, type RunDifference } from "./model/run-differences.ts";

/** Another file that may be of the same client: shown, never decided (F2.8). */
export interface PossibleDuplicate {
  fileId: number;
  name: string;
  email: string;
  operator: string;
  createdAt: string;
  /** What is the same. */
  matches: ("email" | "phone" | "name")[];
}

/** A run beside the one before it (F1.5). */
export interface ComparedRun extends StoredRun {
  changes: RunDifference[];
}

export interface FileDetail extends StoredFile {
  /** Figures that were changed since the newest run judged them. */
  changedSinceRun: string[];
  possibleDuplicates: PossibleDuplicate[];
  /** Newest first. */
  reports: ReportSummary[];
  /** Newest first. */
  runs: ComparedRun[];
}

/**
 * One file with its reports and every run (F1.5). Four statements.
 * @throws DomainError FILE_NOT_FOUND, also for a file of another tenant
 */
export async function getFile(ctx: Context, raw: unknown): Promise<FileDetail> {
  authorise(ctx, "funding:read");
  const { fileId } = parseInput(FileInput, raw);
  const [file] = await ctx.db.select(FILE_COLUMNS).from(fundingFile).where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  const rows = await ctx.db
    .select()
    .from(fundingRun)
    .where(eq(fundingRun.fileId, fileId))
    .orderBy(desc(fundingRun.runNo));
  const reports = await ctx.db
    .select(REPORT_COLUMNS)
    .from(fundingCreditReport)
    .where(eq(fundingCreditReport.fileId, fileId))
    .orderBy(desc(fundingCreditReport.reportId));
  const runs = rows.map(runOf);
  return {
    ...file,
    changedSinceRun: changedSince(file, runs[0]),
    possibleDuplicates: await possibleDuplicates(ctx, fileId),
    reports,
    runs: runs.map((run, index) => {
      const before = runs[index + 1];
      return { ...run, changes: before ? differencesOf(before, run) : [] };
    }),
  };
}

const JUDGED = ["statedIncome", "monthlyRevenue", "businessStartedOn"] as const;

function changedSince(file: StoredFile, newest: StoredRun | undefined): string[] {
  return newest ? JUDGED.filter((field) => file[field] !== newest.applicant[field]) : [];
}

/** More than these would not be looked at one by one. */
const MOST_DUPLICATES = 20;

/** Of a declined file nothing is under way: who comes back is a new lead (F2.8). */
function possibleDuplicates(ctx: Context, fileId: number): Promise<PossibleDuplicate[]> {
  return rowsOf<PossibleDuplicate>(
    ctx.db,
    sql`select o.file_id as "fileId", o.name, o.email, o.operator,
        to_char(o.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
        to_jsonb(array_remove(array[
          case when o.email = f.email then 'email' end,
          case when o.phone_digits = f.phone_digits then 'phone' end,
          case when lower(o.name) = lower(f.name) then 'name' end], null)) as matches
      from funding_file f
      join funding_file o on o.file_id <> f.file_id
        and (o.email = f.email or o.phone_digits = f.phone_digits or lower(o.name) = lower(f.name))
      left join funding_run r on r.file_id = o.file_id and r.run_no = o.run_count
      where f.file_id = ${fileId} and not coalesce(r.workflow -> 'primaryPaths' ? 'decline', false)
      order by o.file_id desc limit ${MOST_DUPLICATES}`,
  );
}
