import type {
  ACCOUNT_STATUSES,
  ACCOUNT_TYPES,
  Bureau,
  FILE_STATUSES,
  LOAN_TYPES,
  OWNERSHIP_TYPES,
} from "../model/credit-report.ts";

/** MISMO 2's own words, and what they are in the normalised form. What is in none of the tables is refused, not guessed. */

export const REPOSITORIES: Record<string, Bureau> = {
  Equifax: "equifax",
  Experian: "experian",
  TransUnion: "transunion",
};

export const RESULTS: Record<string, (typeof FILE_STATUSES)[number]> = {
  FileReturned: "hit",
  NoFileReturned: "no_hit",
  NoFileReturnedNoHit: "no_hit",
  NoFileReturnedCreditFreeze: "freeze",
  NoFileReturnedError: "error",
};

export const ACCOUNTS: Record<string, (typeof ACCOUNT_TYPES)[number]> = {
  Revolving: "revolving",
  Installment: "installment",
  Mortgage: "mortgage",
  Open: "open",
  CreditLine: "line_of_credit",
  Other: "other",
  Unknown: "other",
};

export const OWNERS: Record<string, (typeof OWNERSHIP_TYPES)[number]> = {
  Individual: "individual",
  Maker: "individual",
  JointContractualLiability: "joint",
  JointParticipating: "joint",
  AuthorizedUser: "authorized_user",
  Comaker: "cosigner",
  OnBehalfOf: "other",
  Terminated: "other",
  Undesignated: "other",
  Deceased: "other",
  Other: "other",
};

export const STATUSES: Record<string, (typeof ACCOUNT_STATUSES)[number]> = {
  Open: "open",
  Closed: "closed",
  Paid: "paid",
  Refinanced: "closed",
  Transferred: "transferred",
  Frozen: "other",
  Other: "other",
  Unknown: "other",
};

/**
 * Of the many kinds of loan those that a rule tells apart. The others, and those that a vendor adds, are `other`; the word
 * itself stands in the row's `extras`.
 */
export const LOANS: Record<string, (typeof LOAN_TYPES)[number]> = {
  CreditCard: "credit_card",
  ChargeAccount: "charge_account",
  PersonalLoan: "personal",
  Unsecured: "personal",
  NoteLoan: "personal",
  DebtConsolidation: "personal",
  Consolidation: "personal",
  Automobile: "auto",
  AutoLoan: "auto",
  AutoLease: "auto",
  AutoRefinance: "auto",
  AutoLoanEquityTransfer: "auto",
  Educational: "student",
  DeferredStudentLoan: "student",
  StudentLoan: "student",
  Mortgage: "mortgage",
  SecondMortgage: "mortgage",
  ConventionalRealEstateMortgage: "mortgage",
  FHARealEstateMortgage: "mortgage",
  VeteransAdministrationRealEstateMortgage: "mortgage",
  RealEstateMortgageWithoutOtherCollateral: "mortgage",
  RealEstateSpecificTypeUnknown: "mortgage",
  HomeEquity: "home_equity",
  HomeEquityLineOfCredit: "home_equity",
  Secured: "secured",
  SecuredCreditCard: "secured",
  PartiallySecured: "secured",
};

/** A month's rating that is a late payment. */
export const LATES: Record<string, 30 | 60 | 90> = {
  Late30Days: 30,
  Late60Days: 60,
  Late90Days: 90,
  LateOver120Days: 90,
};

/** Scores for something else than paying as agreed are on scales of their own. */
export const OTHER_SCALES = /bankruptcy|MDS|delphi|navigator|fraud|recovery|insurance/i;
