import type { Bureau } from "../model/credit-report.ts";
import {
  attribute,
  child,
  children,
  choice,
  content,
  count,
  date,
  type Element,
  fault,
  indicator,
  kept,
  meaning,
  money,
  requiredWords,
  words,
} from "./element.ts";
import { ACCOUNTS, LATES, LOANS, OWNERS, REPOSITORIES, STATUSES } from "./mismo-terms.ts";
import { WITHHELD } from "./secrets.ts";

type Raw = Record<string, unknown>;

/** What no field has, or what a field only says in our words; under the document's own names. */
const EXTRAS = [
  "_AccountType",
  "CreditLoanType",
  "_AccountOwnershipType",
  "_AccountStatusType",
  "_AccountStatusDate",
  "_AccountBalanceDate",
  "_AccountPaidDate",
  "_ChargeOffDate",
  "_OriginalBalanceAmount",
  "_TermsDescription",
  "_TermsMonthsCount",
  "_DerogatoryDataIndicator",
  "CreditBusinessType",
  "CreditCounselingIndicator",
];

/**
 * An account of `CREDIT_LIABILITY` as a row for each bureau that reports it. What is said without a bureau is said by each
 * of them; a remark that names its bureau stands in that one's row.
 * @param isMerged whether one entry stands for one account at all bureaus, so that its id holds the rows together
 */
export function tradelines(liability: Element, files: Map<string, Bureau>, isMerged: boolean): Raw[] {
  const bureaus = bureausOf(liability, files);
  const row = rowOf(liability);
  const isWhole = isMerged || bureaus.length > 1;
  const key = words(liability, 100, "ArrayAccountIdentifier", ...(isWhole ? ["CreditLiabilityID"] : []));
  // One from which a number was taken out is no longer its own.
  const groupKey = key?.includes(WITHHELD) ? null : key;
  const remarks = remarksOf(liability);
  return bureaus.map((bureau) => ({
    ...row,
    bureau,
    groupKey,
    remarks: remarks.flatMap(({ said, by }) => (by === null || by === bureau ? [said] : [])).slice(0, 50),
  }));
}

/** Which bureaus say it: named beside it, or by the file that it refers to. */
export function bureausOf(element: Element, files: Map<string, Bureau>): Bureau[] {
  const named = [
    ...children(element, "CREDIT_REPOSITORY").map((one) => choice(one, "_SourceType", REPOSITORIES)),
    choice(element, "CreditRepositorySourceType", REPOSITORIES),
  ].flatMap((bureau) => bureau ?? []);
  const referred = (attribute(element, "CreditFileID") ?? "").split(" ").flatMap((id) => files.get(id) ?? []);
  const bureaus = [...new Set(named.length > 0 ? named : referred)];
  if (bureaus.length === 0)
    fault(element, "CREDIT_REPOSITORY", "is required: the document does not say which bureau reports this");
  return bureaus;
}

export function extrasOf(element: Element, names: string[]): Record<string, string> | null {
  const said = names.flatMap((name): [string, string][] => {
    const value = words(element, 200, name);
    return value === null ? [] : [[name, value]];
  });
  return said.length === 0 ? null : Object.fromEntries(said);
}

function rowOf(liability: Element): Raw {
  const creditor = child(liability, "_CREDITOR");
  const rating = child(liability, "_CURRENT_RATING");
  const kind = standing(liability, rating);
  const ownershipType = choice(liability, "_AccountOwnershipType", OWNERS);
  return {
    creditorName: creditor
      ? requiredWords(creditor, 200, "_Name", "_FullName")
      : (fault(liability, "_CREDITOR", "is required: the document does not say whose account it is") ?? ""),
    originalCreditorName: words(liability, 200, "_OriginalCreditorName", "OriginalCreditorName"),
    accountMask: masked(attribute(liability, "_AccountIdentifier", "_AccountNumber")),
    accountType: choice(liability, "_AccountType", ACCOUNTS) ?? requiredType(liability),
    loanType: loanType(attribute(liability, "CreditLoanType")),
    ownershipType,
    ...kind,
    openedOn: date(liability, "_AccountOpenedDate"),
    reportedOn: date(liability, "_AccountReportedDate"),
    lastActivityOn: date(liability, "_LastActivityDate"),
    closedOn: date(liability, "_AccountClosedDate"),
    firstDelinquencyOn: date(liability, "_FirstDelinquencyDate"),
    creditLimit: money(liability, "_CreditLimitAmount", "CreditLimitAmount"),
    highCredit: money(liability, "_HighCreditAmount", "_HighBalanceAmount"),
    unpaidBalance: money(liability, "_UnpaidBalanceAmount"),
    pastDue: money(liability, "_PastDueAmount"),
    monthlyPayment: money(liability, "_MonthlyPaymentAmount"),
    chargeOff: money(liability, "_ChargeOffAmount"),
    ...lateCounts(liability),
    monthsReviewed: count(liability, "_MonthsReviewedCount"),
    currentRating: rating ? { code: words(rating, 20, "_Code"), type: words(rating, 100, "_Type") } : null,
    ...pattern(liability),
    lates: datedLates(liability),
    isAuthorizedUser: ownershipType === "authorized_user",
    disputed: indicator(liability, "_ConsumerDisputeIndicator") ?? false,
    extras: extrasOf(liability, EXTRAS),
  };
}

function requiredType(liability: Element): null {
  // An unknown word was named already.
  if (attribute(liability, "_AccountType") !== null) return null;
  return fault(liability, "@_AccountType", "is required");
}

function loanType(said: string | null) {
  if (said === null) return null;
  return meaning(LOANS, said) ?? "other";
}

/** A collection and a charge-off are told by indicators, by the kind of loan, or by the rating; whichever says so counts. */
function standing(liability: Element, rating: Element | null): Raw {
  const type = (rating && attribute(rating, "_Type")) ?? "";
  const loan = attribute(liability, "CreditLoanType") ?? "";
  const isCollection =
    (indicator(liability, "IsCollectionIndicator") ?? false) ||
    type === "Collection" ||
    loan.startsWith("Collection");
  const said = indicator(liability, "IsChargeoffIndicator");
  const isChargeOff = said ?? (type === "ChargeOff" || (type === "CollectionOrChargeOff" && !isCollection));
  const status = choice(liability, "_AccountStatusType", STATUSES);
  return { isCollection, statusType: isChargeOff ? "charge_off" : status };
}

/** All but the last four signs of an account's number are of no use here. */
function masked(identifier: string | null): string | null {
  const signs = identifier?.replace(/[^A-Za-z0-9]/g, "") ?? "";
  return signs === "" ? null : `XXXX${signs.slice(-4)}`;
}

/** Later than 90 days is at least 90 days late. */
function lateCounts(liability: Element): Raw {
  const counts = child(liability, "_LATE_COUNT");
  if (!counts) return { late30: null, late60: null, late90: null };
  const [late90, later] = [count(counts, "_90Days"), count(counts, "_120Days")];
  return {
    late30: count(counts, "_30Days"),
    late60: count(counts, "_60Days"),
    late90: later === null ? late90 : (late90 ?? 0) + later,
  };
}

/** The newest month first, as from its start date back. */
function pattern(liability: Element): Raw {
  const element = child(liability, "_PAYMENT_PATTERN");
  const start = element && date(element, "_StartDate");
  const data = element && attribute(element, "_Data");
  return { paymentPattern: start && data ? { start, data: data.replaceAll(" ", "").slice(0, 120) } : null };
}

const RATINGS = ["_PRIOR_ADVERSE_RATING", "_HIGHEST_ADVERSE_RATING", "_MOST_RECENT_ADVERSE_RATING"];

/** The same month may be told as the highest, the latest and one of the earlier ones. */
function datedLates(liability: Element): Raw[] {
  const lates = RATINGS.flatMap((name) => children(liability, name)).flatMap((rating) => {
    const days = meaning(LATES, attribute(rating, "_Type"));
    const on = date(rating, "_Date");
    return days === undefined || on === null ? [] : [{ days, on }];
  });
  return [
    ...new Map(lates.map((late) => [`${late.days} ${late.on.value.slice(0, 7)}`, late])).values(),
  ].slice(0, 200);
}

/** With the bureau that says it, where the document tells. */
function remarksOf(liability: Element): { said: Raw; by: Bureau | null }[] {
  return children(liability, "CREDIT_COMMENT").flatMap((comment) => {
    const lines = children(comment, "_Text").flatMap((line) => content(line) ?? []);
    const said = { code: words(comment, 20, "_Code"), text: kept(comment, lines.join(" ") || null, 500) };
    if (said.code === null && said.text === null) return [];
    return [{ said, by: meaning(REPOSITORIES, attribute(comment, "_SourceType")) ?? null }];
  });
}
