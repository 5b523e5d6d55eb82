import { authorise, type Context } from "../context.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { futureDay } from "../written-day.ts";
import { UnderwriteInput } from "./input.ts";
import { dayOf } from "./model/calendar.ts";
import { futureDates } from "./model/credit-report.ts";
import { type Underwriting, underwrite } from "./model/underwriting.ts";
import { readPolicy } from "./policy-rows.ts";

/**
 * Decisions and workflow for a report and an applicant by the policy in force (F1.2, F2). Stateless: nothing is kept. There is
 * no field for a social security number, and what is not a field is refused by its name, never by its value.
 * @throws DomainError PAYLOAD_VALIDATION naming every wrong field
 */
export async function underwriteReport(ctx: Context, raw: unknown): Promise<Underwriting> {
  authorise(ctx, "funding:read");
  const { report, applicant, now = ctx.now().getTime() } = parseInput(UnderwriteInput, raw);
  const today = dayOf(now);
  const future = [
    ...futureDates(report, today),
    ...futureDay("applicant.businessStartedOn", applicant.businessStartedOn, today),
  ];
  if (future.length > 0) throw invalidInput(future);
  return underwrite(report, applicant, (await readPolicy(ctx.db)).policy, now);
}
