import type { Refusal, RefusalDetail } from "../../errors.ts";

/**
 * The thresholds of underwriting (F1.3): a typed document with a version, one in force per tenant. What a rule *is* stands
 * in the evaluators; every figure it needs stands here. The defaults are those of the requirements.
 */
export interface Policy {
  version: number;
  cards: {
    bankruptcyMonths: number;
    minimumScore: number;
    severe60DayMonths: number;
    severe90DayMonths: number;
    minimumTradelines: number;
    minimumOldestMonths: number;
    /** This many unpaid collections and charge-offs decline. */
    derogatoriesToDecline: number;
    lates30ToDecline: number;
    lates60ToDecline: number;
    minimumIncome: string;
    newAccountMonths: number;
    mostNewAccounts: number;
    /** Scores from the floor up to below this one are for a person to judge. */
    clearScore: number;
    inquiryMonths: number;
    /** More hard inquiries than this at one bureau are for a person to judge. */
    inquiriesToReview: number;
    reportDays: number;
    newAccountsToSeason: number;
    seasonedMonths: number;
    utilizationInAll: number;
    utilizationPerCard: number;
    paydownTarget: number;
    /** More hard inquiries than this at one bureau are to be removed first. */
    inquiriesToRemove: number;
  };
  termLoan: {
    minimumScore: number;
    minimumIncome: string;
    unsecuredDebtPercent: number;
    inquiryMonths: number;
    inquiriesToDecline: number;
    inquiriesToRemove: number;
  };
  established: { mca: EstablishedLimits; sba: EstablishedLimits };
  parking: {
    pendingSeasoningMonths: number;
    thinFileMonths: number;
    recentActivityMonths: number;
    recentActivityFloorDays: number;
  };
}

export interface EstablishedLimits {
  minimumScore: number;
  minimumMonthlyRevenue: string;
  minimumMonthsInBusiness: number;
}

export const DEFAULT_POLICY: Policy = {
  version: 1,
  cards: {
    bankruptcyMonths: 48,
    minimumScore: 600,
    severe60DayMonths: 12,
    severe90DayMonths: 24,
    minimumTradelines: 3,
    minimumOldestMonths: 24,
    derogatoriesToDecline: 3,
    lates30ToDecline: 5,
    lates60ToDecline: 2,
    minimumIncome: "25000.00",
    newAccountMonths: 12,
    mostNewAccounts: 4,
    clearScore: 640,
    inquiryMonths: 6,
    inquiriesToReview: 12,
    reportDays: 60,
    newAccountsToSeason: 3,
    seasonedMonths: 6,
    utilizationInAll: 30,
    utilizationPerCard: 50,
    paydownTarget: 30,
    inquiriesToRemove: 3,
  },
  termLoan: {
    minimumScore: 640,
    minimumIncome: "30000.00",
    unsecuredDebtPercent: 60,
    inquiryMonths: 6,
    inquiriesToDecline: 6,
    inquiriesToRemove: 3,
  },
  established: {
    mca: { minimumScore: 550, minimumMonthlyRevenue: "15000.00", minimumMonthsInBusiness: 6 },
    sba: { minimumScore: 650, minimumMonthlyRevenue: "20000.00", minimumMonthsInBusiness: 24 },
  },
  parking: {
    pendingSeasoningMonths: 6,
    thinFileMonths: 6,
    recentActivityMonths: 13,
    recentActivityFloorDays: 30,
  },
};

/** What each kind of figure may be. The schema of the policy and its form are made from these. */
export const POLICY_LIMITS = {
  months: [0, 240],
  days: [1, 365],
  score: [300, 850],
  count: [0, 100],
  /** A rule that declines from a number on would decline everybody from 0 on. */
  countToDecline: [1, 100],
  percent: [1, 100],
  debtPercent: [1, 1_000],
} as const satisfies Record<string, readonly [number, number]>;

type Check = [field: string, isWrong: boolean, message: string];

/**
 * The figures that must agree with one another; each figure's own range is the schema's to say.
 * @returns INVALID_POLICY with every broken rule
 */
export function guardPolicy({ cards, termLoan }: Policy): Refusal | null {
  const checks: Check[] = [
    ["cards.clearScore", cards.clearScore < cards.minimumScore, "must not be below the score floor of cards"],
    [
      "cards.inquiriesToReview",
      cards.inquiriesToReview < cards.inquiriesToRemove,
      "must not be below the number from which inquiries are removed",
    ],
    [
      "cards.newAccountsToSeason",
      cards.newAccountsToSeason > cards.mostNewAccounts + 1,
      "must not be beyond the number of new accounts that declines",
    ],
    [
      "cards.paydownTarget",
      cards.paydownTarget > cards.utilizationInAll || cards.paydownTarget > cards.utilizationPerCard,
      "must not be above the utilization that asks for paydowns: paying down would not be enough",
    ],
    [
      "termLoan.inquiriesToDecline",
      termLoan.inquiriesToDecline < termLoan.inquiriesToRemove,
      "must not be below the number from which inquiries are removed",
    ],
  ];
  const details: RefusalDetail[] = checks
    .filter(([, isWrong]) => isWrong)
    .map(([field, , message]) => ({ field, message }));
  const [first] = details;
  if (!first) return null;
  return {
    code: "INVALID_POLICY",
    message: `${first.field} ${first.message}. Nothing was changed: correct the policy and save it again.`,
    details,
  };
}

/** Refuses a draft that was made from a policy that is no longer in force; the refusal carries both versions. */
export function guardPolicyVersion(asRead: number, present: number): Refusal | null {
  if (asRead === present) return null;
  return {
    code: "CONFLICT",
    message:
      "Another policy came into force after you opened this one. Nothing was changed: look at it, then decide again.",
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${present} now` }],
    facts: { yourVersion: asRead, currentVersion: present },
  };
}
