import type { Applicant } from "../input.ts";
import { fullMonthsSince } from "./calendar.ts";
import { type CreditFacts, dollars, isLess } from "./credit-facts.ts";
import type { EstablishedLimits, Policy } from "./policy.ts";

export interface EstablishedDecision {
  mcaEligible: boolean;
  sbaEligible: boolean;
  reasons: string[];
}

/** Score, monthly revenue and months in business only; what is not known does not make eligible (F1.2). */
export function evaluateEstablished(
  facts: CreditFacts,
  applicant: Applicant,
  policy: Policy,
): EstablishedDecision {
  const [mca, sba] = (["mca", "sba"] as const).map((kind) =>
    shortfalls(facts, applicant, policy.established[kind]),
  ) as [string[], string[]];
  const reasonFor = (name: string, lacks: string[]) =>
    lacks.length === 0
      ? `${name}: score, monthly revenue and months in business reach the limits.`
      : `${name}: ${lacks.join("; ")}.`;
  return {
    mcaEligible: mca.length === 0,
    sbaEligible: sba.length === 0,
    reasons: [reasonFor("MCA", mca), reasonFor("SBA", sba)],
  };
}

function shortfalls(
  { score, today }: CreditFacts,
  { monthlyRevenue, businessStartedOn }: Applicant,
  limits: EstablishedLimits,
): string[] {
  const months = businessStartedOn === null ? null : fullMonthsSince(businessStartedOn, today);
  const { minimumScore, minimumMonthlyRevenue, minimumMonthsInBusiness } = limits;
  const lacks = [
    score === null
      ? "the score is not known"
      : score < minimumScore
        ? `the score is ${score}, below ${minimumScore}`
        : null,
    monthlyRevenue === null
      ? "the monthly revenue is not known"
      : isLess(monthlyRevenue, minimumMonthlyRevenue)
        ? `the monthly revenue is ${dollars(monthlyRevenue)}, below ${dollars(minimumMonthlyRevenue)}`
        : null,
    months === null
      ? "the start of the business is not known"
      : months < minimumMonthsInBusiness
        ? `${months} full months in business, fewer than ${minimumMonthsInBusiness}`
        : null,
  ];
  return lacks.filter((lack) => lack !== null);
}
