import { z } from "zod";
import {
  Day,
  known,
  listOf,
  Moment,
  NonNegativeMoney,
  Notes,
  oneOf,
  record,
  required,
  text,
  wholeNumber,
  without,
  YesOrNo,
} from "../fields.ts";
import { writtenDay } from "../written-day.ts";
import {
  ACCOUNT_STATUSES,
  ACCOUNT_TYPES,
  BUREAUS,
  COLLECTION_STATUSES,
  FILE_STATUSES,
  INQUIRY_KINDS,
  LOAN_TYPES,
  OWNERSHIP_TYPES,
  PUBLIC_RECORD_TYPES,
} from "./model/credit-report.ts";
import {
  CARD_DECLINE_REASONS,
  CARD_STATUSES,
  isCardDeclineReason,
  isCardStatus,
  isTermLoanDecision,
  TERM_LOAN_DECISIONS,
} from "./model/decisions.ts";
import { POLICY_LIMITS } from "./model/policy.ts";
import { DECLINE_REASONS, type DeclineReason, type OperatorClosure } from "./model/workflow.ts";

/** What funding's verbs take. Safe for the browser: forms validate with the same schemas. */

export const reportText = (max: number) => without(text(max));
const identifier = (max: number) => without(text(max), "identifier");

const PRECISIONS = { 4: "year", 7: "month", 10: "day" } as const;

/** `{value, precision}`, or just `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export const PartialDate = z
  .unknown()
  .transform((input, issues) => {
    const given = typeof input === "object" && input !== null ? (input as { value?: unknown }) : undefined;
    const value = given ? given.value : input;
    const claimed = given ? (given as { precision?: unknown }).precision : undefined;
    const precision = typeof value === "string" ? PRECISIONS[value.length as 4 | 7 | 10] : undefined;
    const fits = claimed === undefined || claimed === precision;
    if (typeof value === "string" && precision && fits && writtenDay(`${value}-01-01`.slice(0, 10)) !== null)
      return { value, precision };
    const message =
      input === undefined ? "is required" : "must be an existing date (YYYY-MM-DD, YYYY-MM or YYYY)";
    issues.addIssue({ code: "custom", message, input });
    return z.NEVER;
  })
  .pipe(z.object({ value: z.string(), precision: z.enum(["day", "month", "year"]) }))
  .meta({ kind: "partial date" });

const Bureau = oneOf(BUREAUS);
const Counter = known(wholeNumber(0, 999));
const Amount = known(NonNegativeMoney);

/** What a vendor's document says beyond these fields, or in its own words, under its own names. */
const Extras = z
  .record(
    z.string().regex(/^[A-Za-z_][\w.-]{0,59}$/, "must be names of up to 60 letters, digits, _ . and -"),
    reportText(200),
    { error: required("an object of texts") },
  )
  .refine((extras) => Object.keys(extras).length <= 40, "must hold at most 40 texts");

const Repository = record({
  bureau: Bureau,
  fileStatus: oneOf(FILE_STATUSES),
  message: known(reportText(500)),
});

const Score = record({
  bureau: Bureau,
  model: known(reportText(100)),
  value: known(wholeNumber(300, 850)),
  exclusionReason: known(reportText(200)),
  date: known(PartialDate),
  extras: known(Extras),
});

const Remark = record({ code: known(reportText(20)), text: known(reportText(500)) });

const Late = record({
  days: wholeNumber(30, 90)
    .refine((days) => days % 30 === 0, "must be 30, 60 or 90")
    .transform((days) => days as 30 | 60 | 90),
  on: known(PartialDate),
});

const Tradeline = record({
  bureau: Bureau,
  creditorName: reportText(200),
  originalCreditorName: known(reportText(200)),
  accountMask: known(reportText(40)),
  accountType: oneOf(ACCOUNT_TYPES),
  loanType: known(oneOf(LOAN_TYPES)),
  ownershipType: known(oneOf(OWNERSHIP_TYPES)),
  statusType: known(oneOf(ACCOUNT_STATUSES)),
  openedOn: known(PartialDate),
  reportedOn: known(PartialDate),
  lastActivityOn: known(PartialDate),
  closedOn: known(PartialDate),
  firstDelinquencyOn: known(PartialDate),
  creditLimit: Amount,
  highCredit: Amount,
  unpaidBalance: Amount,
  pastDue: Amount,
  monthlyPayment: Amount,
  chargeOff: Amount,
  late30: Counter,
  late60: Counter,
  late90: Counter,
  monthsReviewed: Counter,
  currentRating: known(record({ code: known(reportText(20)), type: known(reportText(100)) })),
  /** A sign a month, the newest first: C or 0 paid as agreed, 1 to 6 late by 30 days each. */
  paymentPattern: known(record({ start: PartialDate, data: reportText(120) })),
  lates: listOf(Late, "late payments", 200).default([]),
  isCollection: YesOrNo.default(false),
  isAuthorizedUser: YesOrNo.default(false),
  disputed: YesOrNo.default(false),
  remarks: listOf(Remark, "remarks", 50).default([]),
  /** The same for every row of one account, where whoever reads the report knows. */
  groupKey: known(identifier(100)),
  extras: known(Extras),
});

const Inquiry = record({
  bureau: Bureau,
  date: PartialDate,
  inquirerName: reportText(200),
  businessType: known(reportText(100)),
  kind: oneOf(INQUIRY_KINDS).default("unknown"),
  extras: known(Extras),
});

const Collection = record({
  bureau: Bureau,
  agencyName: known(reportText(200)),
  originalCreditorName: known(reportText(200)),
  amount: Amount,
  status: oneOf(COLLECTION_STATUSES).default("unknown"),
  reportedOn: known(PartialDate),
  /** The `groupKey` of the account that it is about. */
  tradelineRef: known(identifier(100)),
});

const PublicRecord = record({
  bureau: Bureau,
  type: oneOf(PUBLIC_RECORD_TYPES),
  rawType: known(reportText(100)),
  chapter: known(reportText(20)),
  filedOn: known(PartialDate),
  dispositionType: known(reportText(100)),
  dispositionOn: known(PartialDate),
  amount: Amount,
  courtName: known(reportText(200)),
  docketIdentifier: known(identifier(100)),
  extras: known(Extras),
});

/** A credit report in the normalised form (F1.1): a row per bureau, and what is not known is null. */
export const CreditReport = record({
  reportIdentifier: known(identifier(100)),
  vendor: known(reportText(100)),
  sourceFormat: known(reportText(40)),
  sourceVersion: known(reportText(40)),
  pullType: known(oneOf(["soft", "hard"])),
  issuedOn: Day,
  repositories: listOf(Repository, "repositories", 10).min(1, "must say what each bureau answered"),
  scores: listOf(Score, "scores", 30),
  tradelines: listOf(Tradeline, "tradelines", 1_000),
  inquiries: listOf(Inquiry, "inquiries", 2_000),
  collections: listOf(Collection, "collections", 1_000),
  publicRecords: listOf(PublicRecord, "public records", 300),
});
export type CreditReport = z.output<typeof CreditReport>;

/** What the applicant says. Unknown business figures are null. */
export const Applicant = record({
  /** A year. */
  statedIncome: NonNegativeMoney,
  monthlyRevenue: Amount,
  businessStartedOn: known(Day),
});
export type Applicant = z.output<typeof Applicant>;

export const UnderwriteInput = record({
  report: CreditReport,
  applicant: Applicant,
  /** The moment to judge by; the present one when left out. */
  now: Moment.optional(),
});
export type UnderwriteInput = z.input<typeof UnderwriteInput>;

const words = (decisions: object) => Object.keys(decisions).map((name) => `“${name}”`);

const CARD_WORDS = `one of ${words(CARD_STATUSES).join(", ")} or “Manual Review - …”`;
export const ReportStatus = z
  .string({ error: required("a decision on cards") })
  .refine(isCardStatus, `must be ${CARD_WORDS}`)
  .meta({ description: CARD_WORDS });

const REASON_WORDS = `null or one of ${words(CARD_DECLINE_REASONS).join(", ")}`;
export const CardDeclineReasonText = z
  .string({ error: required("a decline reason of cards, or null") })
  .refine(isCardDeclineReason, `must be ${REASON_WORDS}`)
  .nullable()
  .meta({ description: REASON_WORDS });

const LOAN_WORDS = `one of ${words(TERM_LOAN_DECISIONS).join(", ")}, “TL Declined - …” or “Manual Review - …”`;
export const TlDecision = z
  .string({ error: required("a decision on the term loan") })
  .refine(isTermLoanDecision, `must be ${LOAN_WORDS}`)
  .meta({ description: LOAN_WORDS });

const declineReasons = Object.keys(DECLINE_REASONS) as [DeclineReason, ...DeclineReason[]];

export const Closure = record({
  declineReason: oneOf(declineReasons),
  declineReasonNotes: without(Notes).optional(),
})
  .refine(
    ({ declineReason, declineReasonNotes }) => declineReason !== "other" || declineReasonNotes !== undefined,
    { path: ["declineReasonNotes"], message: "is required when the reason is other: say why" },
  )
  .transform((closure) => closure as OperatorClosure);

/** The decisions of the evaluators, by the names under which they have always gone (F2.12). */
export const DeriveWorkflowInput = record({
  reportStatus: ReportStatus,
  cardDeclineReason: CardDeclineReasonText,
  tlDecision: TlDecision,
  mcaEligible: YesOrNo,
  sbaEligible: YesOrNo,
  youngestAccountOpened: Day.nullable(),
  insufficientIncome: YesOrNo,
  duplicateFile: YesOrNo,
  now: Moment,
  /** An operator closes the file. */
  operatorClosure: Closure.nullish(),
});
export type DeriveWorkflowInput = z.input<typeof DeriveWorkflowInput>;

function limited(kind: keyof typeof POLICY_LIMITS) {
  const [min, max] = POLICY_LIMITS[kind];
  return wholeNumber(min, max);
}

const EstablishedLimits = record({
  minimumScore: limited("score"),
  minimumMonthlyRevenue: NonNegativeMoney,
  minimumMonthsInBusiness: limited("months"),
});

/** A tenant's underwriting policy (F1.3); `guardPolicy` says what must agree with what. */
export const PolicyInput = record({
  version: wholeNumber(1, 2_147_483_647),
  cards: record({
    bankruptcyMonths: limited("months"),
    minimumScore: limited("score"),
    severe60DayMonths: limited("months"),
    severe90DayMonths: limited("months"),
    minimumTradelines: limited("count"),
    minimumOldestMonths: limited("months"),
    derogatoriesToDecline: limited("countToDecline"),
    lates30ToDecline: limited("countToDecline"),
    lates60ToDecline: limited("countToDecline"),
    minimumIncome: NonNegativeMoney,
    newAccountMonths: limited("months"),
    mostNewAccounts: limited("count"),
    clearScore: limited("score"),
    inquiryMonths: limited("months"),
    inquiriesToReview: limited("count"),
    reportDays: limited("days"),
    newAccountsToSeason: limited("countToDecline"),
    seasonedMonths: limited("months"),
    utilizationInAll: limited("percent"),
    utilizationPerCard: limited("percent"),
    paydownTarget: limited("percent"),
    inquiriesToRemove: limited("count"),
  }),
  termLoan: record({
    minimumScore: limited("score"),
    minimumIncome: NonNegativeMoney,
    unsecuredDebtPercent: limited("debtPercent"),
    inquiryMonths: limited("months"),
    inquiriesToDecline: limited("count"),
    inquiriesToRemove: limited("count"),
  }),
  established: record({ mca: EstablishedLimits, sba: EstablishedLimits }),
  parking: record({
    pendingSeasoningMonths: limited("months"),
    thinFileMonths: limited("months"),
    recentActivityMonths: limited("months"),
    recentActivityFloorDays: limited("days"),
  }),
});
