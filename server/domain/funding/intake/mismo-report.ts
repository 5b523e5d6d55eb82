import { BUREAUS, type Bureau } from "../model/credit-report.ts";
import {
  attribute,
  child,
  children,
  choice,
  date,
  type Element,
  fault,
  indicator,
  money,
  requiredWords,
  score,
  words,
} from "./element.ts";
import { bureausOf, extrasOf, tradelines } from "./mismo-liability.ts";
import { OTHER_SCALES, REPOSITORIES, RESULTS } from "./mismo-terms.ts";

type Raw = Record<string, unknown>;

/**
 * A `CREDIT_RESPONSE` of MISMO 2, as XML or as the JSON that is written like it, in the normalised form: a row per bureau,
 * null for what is not said, dates as exactly as they are known. Faults are noted in `response.reading`.
 */
export function normalised(response: Element): Raw {
  refuseJoint(response);
  const files = filesById(response);
  const isMerged = attribute(response, "CreditReportMergeTypeIndicator") !== "ListAndStack";
  const issued = date(response, "CreditReportFirstIssuedDate", "CreditReportLastUpdatedDate");
  if (
    issued === null &&
    attribute(response, "CreditReportFirstIssuedDate", "CreditReportLastUpdatedDate") === null
  )
    fault(response, "@CreditReportFirstIssuedDate", "is required");
  else if (issued !== null && issued.precision !== "day")
    fault(response, "@CreditReportFirstIssuedDate", "must be a day");
  const rows = {
    scores: children(response, "CREDIT_SCORE").flatMap((one) => scores(one, files)),
    tradelines: children(response, "CREDIT_LIABILITY").flatMap((one) => tradelines(one, files, isMerged)),
    inquiries: children(response, "CREDIT_INQUIRY").flatMap((one) => inquiries(one, files)),
    publicRecords: children(response, "CREDIT_PUBLIC_RECORD").flatMap((one) => publicRecords(one, files)),
  };
  return {
    reportIdentifier: words(response, 100, "CreditReportIdentifier"),
    vendor: vendorOf(response),
    sourceVersion: words(response, 40, "MISMOVersionID"),
    issuedOn: issued?.value,
    repositories: repositories(response, Object.values(rows).flat()),
    ...rows,
    // Here a collection is an account of its kind.
    collections: [],
  };
}

/** Rows of two people would be judged as one, and whose score counts would be a guess. */
function refuseJoint(response: Element): void {
  const rows = ["CREDIT_SCORE", "CREDIT_LIABILITY", "CREDIT_INQUIRY", "CREDIT_PUBLIC_RECORD", "CREDIT_FILE"];
  const people = new Set(
    [
      response,
      ...["BORROWER", "CREDIT_REQUEST_DATA", ...rows].flatMap((name) => children(response, name)),
    ].flatMap((one) => (attribute(one, "BorrowerID") ?? "").split(" ").filter((id) => id !== "")),
  );
  const requests = children(response, "CREDIT_REQUEST_DATA");
  const isJoint =
    people.size > 1 ||
    children(response, "BORROWER").length > 1 ||
    requests.some((one) => attribute(one, "CreditRequestType") === "Joint");
  if (isJoint)
    fault(response, "BORROWER", "must be one person: order a report of each, and add each to its own file");
}

function filesById(response: Element): Map<string, Bureau> {
  return new Map(
    children(response, "CREDIT_FILE").flatMap((file): [string, Bureau][] => {
      const id = attribute(file, "CreditFileID");
      const bureau = choice(file, "CreditRepositorySourceType", REPOSITORIES);
      return id !== null && bureau !== null ? [[id, bureau]] : [];
    }),
  );
}

function vendorOf(response: Element): string | null {
  const bureau = child(response, "CREDIT_BUREAU");
  return bureau && words(bureau, 100, "_Name");
}

const INDICATORS: [Bureau, string][] = [
  ["equifax", "_EquifaxIndicator"],
  ["experian", "_ExperianIndicator"],
  ["transunion", "_TransUnionIndicator"],
];

/** What each bureau answered: its file says so, else a freeze does, else what came from it does. */
function repositories(response: Element, rows: Raw[]): Raw[] {
  const answers = new Map<Bureau, Raw>();
  for (const file of children(response, "CREDIT_FILE")) {
    const bureau = choice(file, "CreditRepositorySourceType", REPOSITORIES);
    const fileStatus = choice(file, "_ResultStatusType", RESULTS);
    if (bureau && fileStatus && answers.get(bureau)?.fileStatus !== "hit")
      answers.set(bureau, { bureau, fileStatus, message: null });
  }
  const frozen = child(response, "CREDIT_FROZEN_STATUS");
  const included = child(response, "CREDIT_REPOSITORY_INCLUDED");
  for (const [bureau, name] of INDICATORS) {
    if (answers.has(bureau)) continue;
    const isFrozen = frozen !== null && indicator(frozen, name) === true;
    const isIncluded = included !== null && indicator(included, name) === true;
    if (rows.some((row) => row.bureau === bureau)) answers.set(bureau, { bureau, fileStatus: "hit" });
    else if (isFrozen) answers.set(bureau, { bureau, fileStatus: "freeze" });
    else if (isIncluded)
      answers.set(bureau, {
        bureau,
        fileStatus: "error",
        message: "The report does not say what it answered.",
      });
  }
  if (answers.size === 0)
    fault(response, "CREDIT_FILE", "is required: the document does not say what a bureau answered");
  return BUREAUS.flatMap((bureau): Raw[] => {
    const answer = answers.get(bureau);
    return answer ? [answer] : [];
  });
}

function scores(element: Element, files: Map<string, Bureau>): Raw[] {
  const named = words(element, 100, "_ModelNameType");
  const model =
    named === null || named === "Other" ? words(element, 100, "_ModelNameTypeOtherDescription") : named;
  const exclusionReason = words(element, 200, "_ExclusionReasonType");
  // Where there is none a bureau puts a code in its place.
  const isScore = exclusionReason === null && !OTHER_SCALES.test(model ?? "");
  return bureausOf(element, files).map((bureau) => ({
    bureau,
    model,
    value: isScore ? score(element, "_Value") : null,
    exclusionReason,
    date: date(element, "_Date"),
    extras: extrasOf(element, isScore ? [] : ["_Value"]),
  }));
}

function inquiries(element: Element, files: Map<string, Bureau>): Raw[] {
  const row = {
    date: requiredDate(element, "_Date"),
    inquirerName: requiredWords(element, 200, "_Name"),
    businessType: words(element, 100, "CreditBusinessType"),
    extras: extrasOf(element, ["CreditLoanType", "_PurposeType", "_ResultType"]),
  };
  return bureausOf(element, files).map((bureau) => ({ ...row, bureau }));
}

function requiredDate(element: Element, name: string) {
  const known = date(element, name);
  if (known === null && attribute(element, name) === null) fault(element, `@${name}`, "is required");
  return known;
}

function publicRecords(element: Element, files: Map<string, Bureau>): Raw[] {
  const rawType = requiredWords(element, 100, "_Type");
  const row = {
    rawType,
    type: /^bankruptcy/i.test(rawType)
      ? "bankruptcy"
      : /judg(e)?ment/i.test(rawType)
        ? "judgment"
        : /lien/i.test(rawType)
          ? "lien"
          : "other",
    chapter: /chapter\s*(\d+)/i.exec(rawType)?.[1] ?? null,
    filedOn: date(element, "_FiledDate"),
    dispositionType: words(element, 100, "_DispositionType"),
    dispositionOn: date(element, "_DispositionDate"),
    amount: money(element, "_LegalObligationAmount", "_BankruptcyLiabilitiesAmount", "_Amount"),
    courtName: words(element, 200, "_CourtName"),
    docketIdentifier: words(element, 100, "_DocketIdentifier"),
    extras: extrasOf(element, [
      "_ReportedDate",
      "_AccountOwnershipType",
      "_BankruptcyType",
      "_PlaintiffName",
    ]),
  };
  return bureausOf(element, files).map((bureau) => ({ ...row, bureau }));
}
