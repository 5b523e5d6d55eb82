import { dayIn } from "../business-days.ts";
import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import type { ChangedProgress } from "./change-workflow.ts";
import { completeStep } from "./complete-step.ts";
import { getProgress } from "./get-progress.ts";
import { reportsOf } from "./model/market-report.ts";
import { RecordReportInput } from "./offer-input.ts";
import { readMarketEvents } from "./offer-rows.ts";

/**
 * Records what the marketplace reported as the step that it is about: acceptance or funding (F7.2). Nothing that it reports
 * completes a step by itself: an opened link may be a mail scanner's, and money is never booked without a person.
 * @throws DomainError REPORT_NOT_FOUND; REPORT_TAKEN_BACK; PAYLOAD_VALIDATION when the report tells no amount and none is
 * given; and what completing a step refuses
 */
export async function recordReport(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:operate");
  const { eventId, fundedAmount, ...ofFile } = parseInput(RecordReportInput, raw);
  await getProgress(ctx, { fileId: ofFile.fileId });
  const events = await readMarketEvents(ctx.db, ofFile.fileId);
  const report = reportsOf(events, null, () => null).find((one) => one.eventId === eventId);
  if (!report) return refuse("REPORT_NOT_FOUND", "Engine has not reported this of the file. Look again.");
  const { step, on, amount, says, takenBackOn } = report;
  if (takenBackOn !== null) refuse("REPORT_TAKEN_BACK", `${says} Nothing was recorded.`);
  const day = dayIn(ctx.tenant.timeZone, new Date(on));
  const paid = amount ?? fundedAmount;
  if (step === "wait_for_funding" && paid === undefined)
    throw invalidInput([{ field: "fundedAmount", message: "is required: Engine did not report how much" }]);
  if (step === "wait_for_funding" && amount !== null && fundedAmount !== undefined && amount !== fundedAmount)
    throw invalidInput([
      {
        field: "fundedAmount",
        message: `is another than Engine reported (${amount}): record the step by hand`,
      },
    ]);
  return completeStep(ctx, {
    ...ofFile,
    path: "term_loan",
    step,
    data:
      step === "wait_for_funding"
        ? { fundedAmount: paid, fundedOn: day, notes: says }
        : { acceptedOn: day, notes: says },
  });
}
