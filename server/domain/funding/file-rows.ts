import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingCreditReport, fundingFile, fundingRun } from "../../../db/tenant/schema/funding.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { CreditReport } from "./input.ts";
import { FILE_NOT_FOUND, type FileFacts } from "./model/file.ts";
import type { StoredRun } from "./model/run.ts";

/** A file's row as the verbs know it. */
export interface StoredFile extends FileFacts {
  fileId: number;
  /** Goes up with every change of the file and with every run. */
  version: number;
  runCount: number;
  /** What can be done now (F8.1), by their ids; null only while a file of an older release has not been gone through. */
  nextSteps: string[] | null;
  /** Since when; null where nothing is to be done. */
  stepSince: string | null;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
}

const { phoneDigits: _digits, searchText: _text, ...columns } = getTableColumns(fundingFile);

/** What is told of a file; how it is found is the database's own. */
export const FILE_COLUMNS = columns;

/** The file, held until the transaction ends, so that its changes come one after another. @throws DomainError FILE_NOT_FOUND */
export async function lockFile(tx: Database, fileId: number): Promise<StoredFile> {
  const [file] = await tx
    .select(FILE_COLUMNS)
    .from(fundingFile)
    .where(eq(fundingFile.fileId, fileId))
    .for("no key update");
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  return file;
}

/** Writes a change of a file that the caller has locked; its version goes up by one. */
export async function changeFile(
  tx: Database,
  ctx: Context,
  before: StoredFile,
  changes: Partial<FileFacts> & { runCount?: number },
): Promise<StoredFile> {
  const [after] = await tx
    .update(fundingFile)
    .set({
      ...changes,
      version: sql`${fundingFile.version} + 1`,
      updatedAt: ctx.now().toISOString(),
      updatedBy: ctx.actor.name,
    })
    .where(eq(fundingFile.fileId, before.fileId))
    .returning(FILE_COLUMNS);
  if (!after) throw new Error("the file was locked and is gone");
  return after;
}

/** A report as lists and pages show it: neither its bytes nor its accounts. */
export const REPORT_COLUMNS = {
  reportId: fundingCreditReport.reportId,
  sourceFormat: fundingCreditReport.sourceFormat,
  vendor: fundingCreditReport.vendor,
  issuedOn: fundingCreditReport.issuedOn,
  receivedAt: fundingCreditReport.receivedAt,
  receivedBy: fundingCreditReport.receivedBy,
};

export interface ReportSummary {
  reportId: number;
  sourceFormat: string;
  vendor: string | null;
  issuedOn: string;
  receivedAt: string;
  receivedBy: string;
}

/** The run of that number, with the report that it judged. */
export async function readRun(
  tx: Database,
  fileId: number,
  runNo: number,
): Promise<{ run: StoredRun; report: CreditReport } | null> {
  const [row] = await tx
    .select({ run: fundingRun, report: fundingCreditReport.normalised })
    .from(fundingRun)
    .innerJoin(fundingCreditReport, eq(fundingCreditReport.reportId, fundingRun.reportId))
    .where(and(eq(fundingRun.fileId, fileId), eq(fundingRun.runNo, runNo)));
  return row ? { run: runOf(row.run), report: row.report as CreditReport } : null;
}

/** A row as the run that was put into it: its documents are this module's own. */
export function runOf({
  fileId: _f,
  logNo: _l,
  underwriting,
  ...row
}: typeof fundingRun.$inferSelect): StoredRun {
  return { ...row, ...underwriting } as unknown as StoredRun;
}
