import { z } from "zod";
import { PartialDate } from "./input.ts";
import type { ReportDates } from "./model/credit-report.ts";

/** What is no object has no dates. */
const fields = (given: unknown) =>
  typeof given === "object" && given !== null && !Array.isArray(given) ? given : {};

const When = PartialDate.nullable().catch(null);
const rows = <T extends z.ZodRawShape>(shape: T) => z.array(z.preprocess(fields, z.object(shape))).catch([]);

const Dates = z.preprocess(
  fields,
  z.object({
    issuedOn: z.string().catch(""),
    tradelines: rows({ openedOn: When, reportedOn: When, closedOn: When, lates: rows({ on: When }) }),
    inquiries: rows({ date: When }),
    publicRecords: rows({ filedOn: When, dispositionOn: When }),
  }),
);

/**
 * The dates of a report as it was sent, whatever else is wrong with it, so that one that is still to come is told together with
 * the rest. What is no date is null here, and for the report's own schema to refuse. Safe for the browser.
 */
export function datesIn(report: unknown): ReportDates {
  return Dates.parse(report);
}
