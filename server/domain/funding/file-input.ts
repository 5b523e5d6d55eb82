import {
  Day,
  known,
  NonNegativeMoney,
  Notes,
  oneOf,
  RecordId,
  record,
  text,
  wholeNumber,
  without,
  YesOrNo,
} from "../fields.ts";
import { Email } from "../tenancy/input.ts";
import {
  Applicant,
  CardDeclineReasonText,
  Closure,
  CreditReport,
  ReportStatus,
  reportText,
  TlDecision,
} from "./input.ts";
import { needsDeclineReason } from "./model/decisions.ts";
import { FILE_OUTCOMES, FILE_PATHS, FILE_REASONS, FILE_SORTS } from "./model/file.ts";
import { NEXT_STEPS } from "./model/outward-standing.ts";

/** What the verbs of files take. Safe for the browser: forms validate with the same schemas. */

const Phone = without(text(40)).refine(
  (value) => /^\+?[\d\s().-]+$/.test(value) && /^\d{10,15}$/.test(value.replace(/\D/g, "")),
  "must be a phone number of 10 to 15 digits",
);

const fileFacts = {
  name: reportText(200),
  email: without(Email),
  phone: known(Phone),
  ...Applicant.shape,
  /** Whose file it is; who opens it, when left out. */
  operator: without(Email, "identifier").optional(),
};

export const OpenFileInput = record(fileFacts);

const FileVersion = wholeNumber(1, 2_147_483_647);

/** What is left out stays; null empties what may be unknown. */
export const EditFileInput = record({
  fileId: RecordId,
  /** As it was read: another one by now is a conflict. */
  version: FileVersion,
  name: fileFacts.name.optional(),
  email: fileFacts.email.optional(),
  phone: Phone.nullable().optional(),
  statedIncome: NonNegativeMoney.optional(),
  monthlyRevenue: NonNegativeMoney.nullable().optional(),
  businessStartedOn: Day.nullable().optional(),
  operator: fileFacts.operator,
});

export const FileInput = record({ fileId: RecordId });

export const CreditReportInput = record({ fileId: RecordId, reportId: RecordId });

/** A report for a file, in the normalised form. */
export const ReportInput = record({ report: CreditReport });
export const ReceiveReportInput = record({ fileId: RecordId, report: CreditReport });

/** A correction of what was judged, or a decision of a person instead of the evaluators' (F1.5). */
export const ReviseInput = record({
  fileId: RecordId,
  version: FileVersion,
  reason: without(Notes),
  applicant: record({
    statedIncome: NonNegativeMoney.optional(),
    monthlyRevenue: NonNegativeMoney.nullable().optional(),
    businessStartedOn: Day.nullable().optional(),
  }).optional(),
  /** What is left out stays as it was decided before; null leaves it to the evaluators again. */
  overrides: record({
    reportStatus: ReportStatus.nullable().optional(),
    /** Why cards are declined; with reportStatus “Doesn't Qualify”, and only then. */
    cardDeclineReason: CardDeclineReasonText.optional(),
    tlDecision: TlDecision.nullable().optional(),
    mcaEligible: YesOrNo.nullable().optional(),
    sbaEligible: YesOrNo.nullable().optional(),
    duplicateFile: YesOrNo.nullable().optional(),
    operatorClosure: Closure.nullable().optional(),
  })
    .refine(
      ({ reportStatus, cardDeclineReason }) =>
        needsDeclineReason(reportStatus) === (typeof cardDeclineReason === "string"),
      { path: ["cardDeclineReason"], message: "goes with reportStatus “Doesn't Qualify”, and only with it" },
    )
    .optional(),
});

export const ListFilesInput = record({
  page: wholeNumber(1, 1_000_000).optional(),
  pageSize: wholeNumber(1, 500).optional(),
  sortBy: oneOf(FILE_SORTS).optional(),
  sortDirection: oneOf(["asc", "desc"]).optional(),
  path: oneOf(FILE_PATHS).optional(),
  /** Which can be done now; what else a file may wait for is one of them. */
  step: oneOf([...NEXT_STEPS.keys()] as [string, ...string[]]).optional(),
  reason: oneOf(FILE_REASONS as unknown as [string, ...string[]]).optional(),
  outcome: oneOf(FILE_OUTCOMES).optional(),
  /** So many days at least it has waited for what can be done now. */
  waitingDays: wholeNumber(1, 3650).optional(),
  operator: Email.optional(),
  /** A part of name, e-mail address or phone number. */
  search: text(200).optional(),
});
