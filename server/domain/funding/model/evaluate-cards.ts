import { addDays } from "../../business-days.ts";
import type { Applicant } from "../input.ts";
import { isWithinMonths } from "./calendar.ts";
import { type CreditFacts, dollars, isLess, openingDays } from "./credit-facts.ts";
import type { FILE_STATUSES } from "./credit-report.ts";
import type { CardDeclineReason, CardStatus } from "./decisions.ts";
import { recentInquiries, worstBureau } from "./inquiries.ts";
import { mayHaveBeenLateWithin, wasLateWithin } from "./lates.ts";
import { paydownReasons } from "./paydowns.ts";
import type { Policy } from "./policy.ts";

/** What the cards evaluator decides, and why, with the figures (F1.2). */
export interface CardDecision {
  reportStatus: CardStatus;
  declineReason: CardDeclineReason | null;
  reasons: string[];
  /** Something in the file is worth repairing. It may stand beside a qualified decision and changes no route (F1.4). */
  creditRepairFlag: boolean;
}

type Outcome = Omit<CardDecision, "creditRepairFlag">;
type Rule = (facts: CreditFacts, applicant: Applicant, policy: Policy["cards"]) => Outcome | null;

/** The rules in their order: the first that speaks decides (F1.4). */
const RULES: Rule[] = [
  notFound,
  recentBankruptcy,
  scoreTooLow,
  severeLates,
  thinFile,
  collections,
  manyLates,
  lowIncome,
  newAccounts,
  borderlineScore,
  inquiriesToReview,
  incomplete,
  seasoning,
];

export function evaluateCards(facts: CreditFacts, applicant: Applicant, policy: Policy): CardDecision {
  const creditRepairFlag = needsRepair(facts);
  for (const rule of RULES) {
    const outcome = rule(facts, applicant, policy.cards);
    if (outcome) return { ...outcome, creditRepairFlag };
  }
  return { ...qualified(facts, policy.cards), creditRepairFlag };
}

function declined(declineReason: CardDeclineReason, reason: string): Outcome {
  return { reportStatus: "Doesn't Qualify", declineReason, reasons: [reason] };
}

function decided(reportStatus: CardStatus, ...reasons: string[]): Outcome {
  return { reportStatus, declineReason: null, reasons };
}

const FILE_STATUS_WORDS: Record<(typeof FILE_STATUSES)[number], string> = {
  hit: "found",
  no_hit: "no file",
  freeze: "frozen",
  error: "an error",
};

function notFound({ isFound, report }: CreditFacts): Outcome | null {
  if (isFound) return null;
  const answers = report.repositories
    .map(({ bureau, fileStatus }) => `${bureau}: ${FILE_STATUS_WORDS[fileStatus]}`)
    .sort();
  return decided(
    "Credit Not Found",
    `No bureau found the client (${answers.join(", ") || "none was asked"}).`,
  );
}

function recentBankruptcy({ bankruptcies, today }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const latest = bankruptcies.days.at(-1);
  if (latest === undefined || !isWithinMonths(latest, policy.bankruptcyMonths, today)) return null;
  return declined(
    "Recent Bankruptcy",
    `A bankruptcy was filed or discharged on ${latest}, less than ${policy.bankruptcyMonths} months ago.`,
  );
}

function scoreTooLow({ score }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  if (score === null || score >= policy.minimumScore) return null;
  return declined("Credit Score Too Low", `The score is ${score}, below ${policy.minimumScore}.`);
}

function severeLates({ accounts, today }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const windows = [
    [60, policy.severe60DayMonths],
    [90, policy.severe90DayMonths],
  ] as const;
  for (const [days, months] of windows) {
    const late = accounts.filter(({ lates }) => wasLateWithin(lates, days, months, today)).length;
    if (late > 0)
      return declined(
        "Recent Severe Late Payment History",
        `${late} ${late === 1 ? "account was" : "accounts were"} ${days} days late in the last ${months} months.`,
      );
  }
  return null;
}

function thinFile({ own, today }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  if (own.length < policy.minimumTradelines)
    return declined(
      "Thin File",
      `${own.length} own ${own.length === 1 ? "tradeline" : "tradelines"}, fewer than ${policy.minimumTradelines}.`,
    );
  const [oldest] = openingDays(own);
  if (oldest === undefined || !isWithinMonths(oldest, policy.minimumOldestMonths, today)) return null;
  return declined(
    "Thin File",
    `The oldest account was opened on ${oldest}, less than ${policy.minimumOldestMonths} months ago.`,
  );
}

function collections({ unpaidDerogatories }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  if (unpaidDerogatories < policy.derogatoriesToDecline) return null;
  return declined(
    "Too Many Collections/Charge-Offs",
    `${unpaidDerogatories} unpaid collections and charge-offs; ${policy.derogatoriesToDecline} are too many.`,
  );
}

/** All lates of a kind, each account once; unknown counters add nothing. */
function latesInAll({ accounts }: CreditFacts, days: 30 | 60 | 90): number {
  return accounts.reduce((sum, { lates }) => sum + (lates.counts[days] ?? 0), 0);
}

function manyLates(facts: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const [of30, of60] = [latesInAll(facts, 30), latesInAll(facts, 60)];
  if (of30 < policy.lates30ToDecline && of60 < policy.lates60ToDecline) return null;
  return declined(
    "Too Many Late Payments",
    `${of30} payments were 30 days late and ${of60} were 60 days late; ${policy.lates30ToDecline} or ${policy.lates60ToDecline} are too many.`,
  );
}

function lowIncome(_: CreditFacts, { statedIncome }: Applicant, policy: Policy["cards"]) {
  if (!isLess(statedIncome, policy.minimumIncome)) return null;
  return declined(
    "Insufficient Income",
    `The stated income is ${dollars(statedIncome)} a year, below ${dollars(policy.minimumIncome)}.`,
  );
}

function openedLately({ own, today }: CreditFacts, policy: Policy["cards"]): string[] {
  return openingDays(own).filter((day) => isWithinMonths(day, policy.newAccountMonths, today));
}

function newAccounts(facts: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const count = openedLately(facts, policy).length;
  if (count <= policy.mostNewAccounts) return null;
  return declined(
    "Too Many New Accounts",
    `${count} accounts were opened in the last ${policy.newAccountMonths} months, more than ${policy.mostNewAccounts}.`,
  );
}

function borderlineScore({ score }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  if (score === null || score >= policy.clearScore) return null;
  return decided(
    "Manual Review - Borderline Score",
    `The score is ${score}, between ${policy.minimumScore} and ${policy.clearScore - 1}.`,
  );
}

function inquiriesToReview({ report, today }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const worst = worstBureau(recentInquiries(report, policy.inquiryMonths, today));
  if (worst.count <= policy.inquiriesToReview) return null;
  return decided(
    "Manual Review - Too Many Recent Inquiries",
    `${worst.count} hard inquiries at ${worst.bureau} in ${policy.inquiryMonths} months, more than ${policy.inquiriesToReview}.`,
  );
}

/** What is unknown is not guessed: a person looks at it. */
function incomplete({ score, report, today, ...facts }: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const { accounts, own, bankruptcies } = facts;
  const undatedLate = accounts.some(
    ({ lates }) =>
      mayHaveBeenLateWithin(lates, 60, policy.severe60DayMonths, today) ||
      mayHaveBeenLateWithin(lates, 90, policy.severe90DayMonths, today),
  );
  const gaps = [
    score === null ? "No bureau gives a score." : null,
    addDays(report.issuedOn, policy.reportDays) < today
      ? `The report is of ${report.issuedOn}, older than ${policy.reportDays} days.`
      : null,
    bankruptcies.undated > 0 ? "A bankruptcy has no date." : null,
    undatedLate ? "A severe late payment has no date and may be recent." : null,
    openingDays(own).length === 0 ? "No account has an opening date." : null,
  ].filter((gap) => gap !== null);
  return gaps.length === 0 ? null : decided("Manual Review - Incomplete Report", ...gaps);
}

function seasoning(facts: CreditFacts, _: Applicant, policy: Policy["cards"]) {
  const opened = openedLately(facts, policy);
  const youngest = opened.at(-1);
  if (youngest === undefined || opened.length < policy.newAccountsToSeason) return null;
  if (!isWithinMonths(youngest, policy.seasonedMonths, facts.today)) return null;
  return decided(
    "Qualified - Pending Seasoning",
    `${opened.length} accounts were opened in the last ${policy.newAccountMonths} months, the youngest on ${youngest}, less than ${policy.seasonedMonths} months ago.`,
  );
}

function qualified({ utilization, report, today, score }: CreditFacts, policy: Policy["cards"]): Outcome {
  const paydowns = paydownReasons(utilization, policy);
  const worst = worstBureau(recentInquiries(report, policy.inquiryMonths, today));
  const inquiries =
    worst.count > policy.inquiriesToRemove
      ? [
          `${worst.count} hard inquiries at ${worst.bureau} in ${policy.inquiryMonths} months, more than ${policy.inquiriesToRemove}.`,
        ]
      : [];
  const reasons = [`The score is ${score}, and no rule declines.`, ...paydowns, ...inquiries];
  if (paydowns.length > 0 && inquiries.length > 0)
    return decided("Qualified w/ Paydowns/Inq Removal", ...reasons);
  if (paydowns.length > 0) return decided("Qualified w/ Paydowns", ...reasons);
  return decided(inquiries.length > 0 ? "Qualified w/ Inq Removal" : "Qualified", ...reasons);
}

function needsRepair(facts: CreditFacts): boolean {
  return (
    facts.unpaidDerogatories > 0 ||
    facts.bankruptcies.days.length + facts.bankruptcies.undated > 0 ||
    ([30, 60, 90] as const).some((days) => latesInAll(facts, days) > 0)
  );
}
