import { exceedsPercent, percentage } from "../../money.ts";
import type { Applicant } from "../input.ts";
import { type CreditFacts, dollars, isLess } from "./credit-facts.ts";
import type { TermLoanDecision } from "./decisions.ts";
import { recentInquiries, worstBureau } from "./inquiries.ts";
import type { Policy } from "./policy.ts";

export interface TermLoanOutcome {
  tlDecision: TermLoanDecision;
  reasons: string[];
}

/** Score, income, unsecured debt and inquiries only, as in the source (F1.2, F1.4). */
export function evaluateTermLoan(facts: CreditFacts, applicant: Applicant, policy: Policy): TermLoanOutcome {
  const { minimumScore, minimumIncome, unsecuredDebtPercent, ...rest } = policy.termLoan;
  const { score, unsecuredDebt } = facts;
  const { statedIncome } = applicant;
  if (!facts.isFound)
    return { tlDecision: "TL Declined - Credit Not Found", reasons: ["No bureau found the client."] };
  if (score === null)
    return { tlDecision: "Manual Review - Incomplete Report", reasons: ["No bureau gives a score."] };
  if (score < minimumScore)
    return {
      tlDecision: "TL Declined - Credit Score",
      reasons: [`The score is ${score}, below ${minimumScore}.`],
    };
  if (isLess(statedIncome, minimumIncome))
    return {
      tlDecision: "TL Declined - Income",
      reasons: [`The stated income is ${dollars(statedIncome)} a year, below ${dollars(minimumIncome)}.`],
    };
  if (exceedsPercent(unsecuredDebt, statedIncome, unsecuredDebtPercent)) {
    const share = percentage(unsecuredDebt, statedIncome);
    const reason = `Unsecured debt of ${dollars(unsecuredDebt)} is ${share === null ? "owed without any income" : `${share} % of the stated income`}, more than ${unsecuredDebtPercent} %.`;
    return { tlDecision: "TL Declined - Unsecured Debt", reasons: [reason] };
  }
  return byInquiries(facts, rest);
}

function byInquiries(
  { report, today, score }: CreditFacts,
  limits: Pick<Policy["termLoan"], "inquiryMonths" | "inquiriesToDecline" | "inquiriesToRemove">,
): TermLoanOutcome {
  const worst = worstBureau(recentInquiries(report, limits.inquiryMonths, today));
  const said = `${worst.count} hard inquiries at ${worst.bureau} in ${limits.inquiryMonths} months, more than`;
  if (worst.count > limits.inquiriesToDecline)
    return {
      tlDecision: "TL Declined - Too Many Recent Inquiries",
      reasons: [`${said} ${limits.inquiriesToDecline}.`],
    };
  const passed = `The score is ${score}; income and unsecured debt are within the limits.`;
  if (worst.count > limits.inquiriesToRemove)
    return {
      tlDecision: "TL Qualified w/ Inq Removal",
      reasons: [passed, `${said} ${limits.inquiriesToRemove}.`],
    };
  return { tlDecision: "TL Qualified", reasons: [passed] };
}
