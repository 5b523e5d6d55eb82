import {
  CARD_DECLINE_REASONS,
  CARD_STATUSES,
  needsDeclineReason,
} from "@/server/domain/funding/model/decisions.ts";
import type { Overrides } from "@/server/domain/funding/model/underwriting.ts";
import { DECLINE_REASONS } from "@/server/domain/funding/model/workflow.ts";
import type { Inputs } from "../../trpc/client.ts";
import { moneyText, typedMoney } from "../../ui/money-text.ts";
import { decisionWords } from "./decision-words.ts";

/** What a revision is made of, as its form holds it: text, "" where nothing is decided by a person. */
export interface ReviseValues {
  reason: string;
  statedIncome: string;
  monthlyRevenue: string;
  businessStartedOn: string;
  reportStatus: string;
  cardDeclineReason: string;
  tlDecision: string;
  mcaEligible: string;
  sbaEligible: string;
  duplicateFile: string;
  declineReason: string;
  declineReasonNotes: string;
}

type Input = Inputs["funding"]["revise"];

export interface Figures {
  statedIncome: string;
  monthlyRevenue: string | null;
  businessStartedOn: string | null;
}

export const reviseDraft = (fileId: number) => `funding revision/${fileId}`;

const yesNo = (value: boolean | undefined) => (value === undefined ? "" : value ? "yes" : "no");

/** What stands in the form before anybody types. */
export function startValues(figures: Figures, overrides: Overrides): ReviseValues {
  const { operatorClosure } = overrides;
  return {
    reason: "",
    statedIncome: moneyText(figures.statedIncome),
    monthlyRevenue: figures.monthlyRevenue === null ? "" : moneyText(figures.monthlyRevenue),
    businessStartedOn: figures.businessStartedOn ?? "",
    reportStatus: overrides.reportStatus ?? "",
    cardDeclineReason: overrides.cardDeclineReason ?? "",
    tlDecision: overrides.tlDecision ?? "",
    mcaEligible: yesNo(overrides.mcaEligible),
    sbaEligible: yesNo(overrides.sbaEligible),
    duplicateFile: overrides.duplicateFile ? "yes" : "",
    declineReason: operatorClosure?.declineReason ?? "",
    declineReasonNotes: operatorClosure?.declineReasonNotes ?? "",
  };
}

/** What to send: only what differs from how it stands. What is taken back goes out as null (F1.5). */
export function revisionOf(
  before: ReviseValues,
  after: ReviseValues,
): Pick<Input, "reason" | "applicant" | "overrides"> {
  const changed = (name: keyof ReviseValues) => after[name].trim() !== before[name].trim();
  const applicant = {
    ...(changed("statedIncome") ? { statedIncome: typedMoney(after.statedIncome) } : {}),
    ...(changed("monthlyRevenue") ? { monthlyRevenue: typedMoney(after.monthlyRevenue) || null } : {}),
    ...(changed("businessStartedOn") ? { businessStartedOn: after.businessStartedOn || null } : {}),
  };
  const closes = changed("declineReason") || changed("declineReasonNotes");
  const overrides = {
    ...(changed("reportStatus") || changed("cardDeclineReason") ? cardDecision(after) : {}),
    ...(changed("tlDecision") ? { tlDecision: after.tlDecision || null } : {}),
    ...(changed("mcaEligible") ? { mcaEligible: eligibility(after.mcaEligible) } : {}),
    ...(changed("sbaEligible") ? { sbaEligible: eligibility(after.sbaEligible) } : {}),
    ...(changed("duplicateFile") ? { duplicateFile: after.duplicateFile === "yes" ? true : null } : {}),
    ...(closes ? { operatorClosure: closure(after) } : {}),
  };
  const some = (part: object) => Object.keys(part).length > 0;
  return {
    reason: after.reason,
    ...(some(applicant) ? { applicant } : {}),
    ...(some(overrides) ? { overrides } : {}),
  };
}

/** Why cards are declined goes with the decision that declines them, and only with it. */
function cardDecision({ reportStatus, cardDeclineReason }: ReviseValues) {
  if (!needsDeclineReason(reportStatus)) return { reportStatus: reportStatus || null };
  return { reportStatus, ...(cardDeclineReason === "" ? {} : { cardDeclineReason }) };
}

const eligibility = (value: string) => (value === "" ? null : value === "yes");

function closure({ declineReason, declineReasonNotes }: ReviseValues) {
  if (declineReason === "") return null;
  const notes = declineReasonNotes.trim();
  return {
    declineReason,
    ...(notes === "" ? {} : { declineReasonNotes: notes }),
  } as Overrides["operatorClosure"];
}

interface Choice {
  value: string;
  says: string;
}

const choice = (value: string): Choice => {
  const { says, because } = decisionWords(value);
  return { value, says: because === null ? says : `${says}: ${because}` };
};

/** A decision that stands and is not among the choices is one of them. */
function withPresent(choices: Choice[], present: string): Choice[] {
  return present === "" || choices.some(({ value }) => value === present)
    ? choices
    : [...choices, choice(present)];
}

export const cardChoices = (present: string) => withPresent(Object.keys(CARD_STATUSES).map(choice), present);

const TERM_LOAN_CHOICES = [
  "TL Qualified",
  "TL Qualified w/ Inq Removal",
  "TL Declined - Credit Score",
  "TL Declined - Income",
  "TL Declined - Unsecured Debt",
  "TL Declined - Too Many Recent Inquiries",
  "TL Declined - Operator Decision",
];

export const termLoanChoices = (present: string) => withPresent(TERM_LOAN_CHOICES.map(choice), present);

export const CARD_REASON_CHOICES: Choice[] = Object.keys(CARD_DECLINE_REASONS).map((value) => ({
  value,
  says: value.charAt(0) + value.slice(1).toLowerCase(),
}));

/** A duplicate is said by its own tick, so that is not a reason to choose. */
export const CLOSE_CHOICES: Choice[] = Object.entries(DECLINE_REASONS)
  .filter(([value]) => value !== "duplicate_file")
  .map(([value, says]) => ({ value, says: value === "other" ? "Another reason" : says }));
