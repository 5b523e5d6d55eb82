import { authorise, type Context, inTransaction, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { futureDay } from "../written-day.ts";
import { appendRun } from "./append-run.ts";
import { ReviseInput } from "./file-input.ts";
import { lockFile, readRun } from "./file-rows.ts";
import { type FileDetail, getFile } from "./get-file.ts";
import { type FileFacts, guardFileVersion, NO_CREDIT_REPORT } from "./model/file.ts";
import { changedOverrides } from "./model/run.ts";

/**
 * Underwrites a file anew with corrected figures or with decisions of a person, and says why (F1.5). The newest report is
 * judged again, by the policy in force; every run before stays. Without either it is a second look, by today's date.
 * @throws DomainError FILE_NOT_FOUND; NO_CREDIT_REPORT; CONFLICT for a stale version, carrying both
 */
export async function reviseUnderwriting(ctx: Context, raw: unknown): Promise<FileDetail> {
  authorise(ctx, "funding:operate");
  const start = Object(Object(raw).applicant).businessStartedOn;
  const future = futureDay("applicant.businessStartedOn", start, today(ctx));
  const input = parseInput(ReviseInput, raw, "PAYLOAD_VALIDATION", future);
  const { fileId, version, reason, applicant = {}, overrides = {} } = input;
  const corrections: Partial<FileFacts> = Object.fromEntries(
    Object.entries(applicant).filter(([, value]) => value !== undefined),
  );
  await inTransaction(ctx, async (tx) => {
    const before = await lockFile(tx, fileId);
    refuseIf(guardFileVersion(version, before));
    const last = await readRun(tx, fileId, before.runCount);
    if (!last) throw new DomainError(NO_CREDIT_REPORT);
    await appendRun(tx, ctx, before, {
      reportId: last.run.reportId,
      report: last.report,
      overrides: changedOverrides(last.run.overrides, overrides),
      corrections,
      reason,
    });
  });
  return getFile(ctx, { fileId });
}
