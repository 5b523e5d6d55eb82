import type { RefusalDetail } from "../../errors.ts";
import { futureDay, inFuture } from "../../written-day.ts";
import type { CreditReport } from "../input.ts";
import { earliestDay, type PartialDate } from "./calendar.ts";

/**
 * What a credit report says, in one form whatever it came as (F1.1): a row per account *and bureau*, never merged, so
 * that nothing is lost. A counter that a bureau does not give is null, which is unknown and not zero. Amounts are US
 * dollars as decimal text. There is no place in it for a social security number.
 */

export const BUREAUS = ["equifax", "experian", "transunion"] as const;
export type Bureau = (typeof BUREAUS)[number];

export const FILE_STATUSES = ["hit", "no_hit", "freeze", "error"] as const;

export const ACCOUNT_TYPES = [
  "revolving",
  "installment",
  "mortgage",
  "open",
  "line_of_credit",
  "other",
] as const;

export const LOAN_TYPES = [
  "credit_card",
  "charge_account",
  "personal",
  "auto",
  "student",
  "mortgage",
  "home_equity",
  "secured",
  "other",
] as const;

export const OWNERSHIP_TYPES = ["individual", "joint", "authorized_user", "cosigner", "other"] as const;

export const ACCOUNT_STATUSES = ["open", "closed", "paid", "transferred", "charge_off", "other"] as const;

export const INQUIRY_KINDS = ["hard", "soft", "unknown"] as const;

export const COLLECTION_STATUSES = ["unpaid", "paid", "settled", "unknown"] as const;

export const PUBLIC_RECORD_TYPES = ["bankruptcy", "judgment", "lien", "other"] as const;

/** What every report in the normalised form says, also where there is nothing to say. */
export const REPORT_PARTS = [
  "issuedOn",
  "repositories",
  "scores",
  "tradelines",
  "inquiries",
  "collections",
  "publicRecords",
] as const satisfies readonly (keyof CreditReport)[];

/** Whether a document is a report in the normalised form by itself, without `{report}` around it. */
export function isBareReport(document: unknown): boolean {
  if (typeof document !== "object" || document === null || Object.hasOwn(document, "report")) return false;
  return REPORT_PARTS.some((part) => Object.hasOwn(document, part));
}

export type Tradeline = CreditReport["tradelines"][number];
export type Inquiry = CreditReport["inquiries"][number];
export type Collection = CreditReport["collections"][number];
export type PublicRecord = CreditReport["publicRecords"][number];

type Dated = PartialDate | null;

/** When a report says that something happened; whatever else it says. */
export interface ReportDates {
  issuedOn: string;
  tradelines: { openedOn: Dated; reportedOn: Dated; closedOn: Dated; lates: { on: Dated }[] }[];
  inquiries: { date: Dated }[];
  publicRecords: { filedOn: Dated; dispositionOn: Dated }[];
}

/**
 * Every date that a report says something happened on, with its place. Nothing of it can be in the future.
 * @param within where the report stands in what was sent
 */
export function futureDates(report: ReportDates, today: string, within = "report."): RefusalDetail[] {
  const details = futureDay(`${within}issuedOn`, report.issuedOn, today);
  const look = (field: string, date: Dated) => {
    if (date !== null && earliestDay(date) > today)
      details.push({ field: `${within}${field}`, message: inFuture(today) });
  };
  for (const [index, row] of report.tradelines.entries()) {
    const at = `tradelines[${index}]`;
    look(`${at}.openedOn`, row.openedOn);
    look(`${at}.reportedOn`, row.reportedOn);
    look(`${at}.closedOn`, row.closedOn);
    for (const [place, late] of row.lates.entries()) look(`${at}.lates[${place}].on`, late.on);
  }
  for (const [index, { date }] of report.inquiries.entries()) look(`inquiries[${index}].date`, date);
  for (const [index, record] of report.publicRecords.entries()) {
    look(`publicRecords[${index}].filedOn`, record.filedOn);
    look(`publicRecords[${index}].dispositionOn`, record.dispositionOn);
  }
  return details;
}
