/** Vendors' documents for tests: one `CREDIT_RESPONSE`, as the JSON of Array and as MISMO 2 XML. */

type Raw = Record<string, unknown>;

export const SSN = "078051120";

/** A card that all three bureaus report. */
export function liability(changes: Raw = {}): Raw {
  return {
    "@CreditLiabilityID": "TRADE001",
    "@BorrowerID": "Borrower1",
    "@CreditFileID": "EF01",
    "@_AccountIdentifier": "4111222233334444",
    "@_AccountOpenedDate": "2015-03-10",
    "@_AccountOwnershipType": "Individual",
    "@_AccountReportedDate": "2019-12",
    "@_AccountStatusType": "Open",
    "@_AccountType": "Revolving",
    "@_ConsumerDisputeIndicator": "N",
    "@_CreditLimitAmount": "10000",
    "@_HighCreditAmount": "4120.07",
    "@_MonthsReviewedCount": "48",
    "@_PastDueAmount": "0",
    "@_UnpaidBalanceAmount": "1200.50",
    "@CreditLoanType": "CreditCard",
    "@CreditBusinessType": "Banking",
    _CREDITOR: { "@_Name": "MARKS & SONS BANK" },
    _CURRENT_RATING: { "@_Code": "1", "@_Type": "AsAgreed" },
    _LATE_COUNT: { "@_30Days": "02", "@_60Days": "00" },
    _PAYMENT_PATTERN: { "@_Data": "CCC1CC", "@_StartDate": "2019-12-00" },
    _PRIOR_ADVERSE_RATING: [
      { "@_Code": "2", "@_Type": "Late30Days", "@_Date": "2019-09" },
      { "@_Code": "2", "@_Type": "Late30Days", "@_Date": "2017-00-00" },
    ],
    _HIGHEST_ADVERSE_RATING: { "@_Code": "2", "@_Type": "Late30Days", "@_Date": "2019-09-14" },
    CREDIT_COMMENT: [
      {
        "@_SourceType": "Equifax",
        "@_Type": "BureauRemarks",
        "@_Code": "AZ",
        _Text: "AMOUNT IN H/C IS LIMIT",
      },
      { "@_SourceType": "CreditBureau", "@_Code": "265", _Text: ["CREDIT CARD", "PAID AS AGREED"] },
    ],
    CREDIT_REPOSITORY: [
      { "@_SourceType": "Equifax", "@_SubscriberCode": "155BB03495" },
      { "@_SourceType": "Experian" },
      { "@_SourceType": "TransUnion" },
    ],
    ...changes,
  };
}

export function creditResponse(changes: Raw = {}): Raw {
  return {
    "@MISMOVersionID": "2.4",
    "@CreditReportIdentifier": "1874-3FFFD5AA",
    "@CreditReportFirstIssuedDate": "2020-01-01T19:10:09.076Z",
    "@CreditReportMergeTypeIndicator": "PickAndChoose",
    CREDIT_BUREAU: { "@_Name": "Merge House" },
    CREDIT_REPOSITORY_INCLUDED: {
      "@_EquifaxIndicator": "Y",
      "@_ExperianIndicator": "Y",
      "@_TransUnionIndicator": "Y",
    },
    BORROWER: { "@BorrowerID": "Borrower1", "@_FirstName": "ANN", "@_LastName": "CLIENT", "@_SSN": SSN },
    CREDIT_LIABILITY: [
      liability(),
      liability({ "@CreditLiabilityID": "TRADE002", _CREDITOR: { "@_Name": "CITI" } }),
      liability({ "@CreditLiabilityID": "TRADE003", _CREDITOR: { "@_Name": "AMEX" } }),
    ],
    CREDIT_FILE: [
      file("EF01", "Equifax"),
      file("XP01", "Experian"),
      file("TU01", "TransUnion", "NoFileReturnedCreditFreeze"),
    ],
    CREDIT_SCORE: [
      score("EF01", "Equifax", "+715"),
      score("XP01", "Experian", "703"),
      score("XP01", "Experian", "9001", { "@_ExclusionReasonType": "NotScoredInsufficientCredit" }),
    ],
    CREDIT_INQUIRY: [
      {
        "@BorrowerID": "Borrower1",
        "@_Date": "2019-11-20",
        "@_Name": "FORD CREDIT",
        "@CreditBusinessType": "Finance",
        CREDIT_REPOSITORY: { "@_SourceType": "Experian" },
      },
    ],
    CREDIT_PUBLIC_RECORD: [
      {
        "@BorrowerID": "Borrower1",
        "@_Type": "BankruptcyChapter7",
        "@_FiledDate": "2010-02",
        "@_DispositionType": "Discharged",
        "@_DispositionDate": "2010-08-15",
        "@_CourtName": "US BKPT CT NY",
        "@_DocketIdentifier": "10B12345",
        CREDIT_REPOSITORY: { "@_SourceType": "Equifax" },
      },
    ],
    ...changes,
  };
}

function file(id: string, bureau: string, result = "FileReturned"): Raw {
  return {
    "@CreditFileID": id,
    "@BorrowerID": "Borrower1",
    "@CreditRepositorySourceType": bureau,
    "@_ResultStatusType": result,
    _BORROWER: { "@_LastName": "CLIENT", "@_SSN": SSN },
  };
}

function score(id: string, bureau: string, value: string, changes: Raw = {}): Raw {
  return {
    "@BorrowerID": "Borrower1",
    "@CreditFileID": id,
    "@CreditRepositorySourceType": bureau,
    "@_Date": "2020-01-01",
    "@_ModelNameType": "FICORiskScoreClassic04",
    "@_Value": value,
    ...changes,
  };
}

/** As Array sends it. */
export function arrayJson(response: Raw = creditResponse()): string {
  return JSON.stringify({ CREDIT_RESPONSE: response });
}

/** The same response in the envelope that vendors send. */
export function mismoXml(response: Raw = creditResponse()): string {
  const envelope = { RESPONSE: { RESPONSE_DATA: { CREDIT_RESPONSE: response } } };
  return `<?xml version="1.0" encoding="utf-8"?>\n${xmlOf("RESPONSE_GROUP", { "@MISMOVersionID": "2.4", ...envelope })}\n`;
}

function xmlOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => xmlOf(name, one)).join("\n");
  if (typeof value !== "object" || value === null) return `<${name}>${escaped(value)}</${name}>`;
  const entries = Object.entries(value).filter(([, said]) => said !== undefined);
  const attributes = entries.filter(([key]) => key.startsWith("@"));
  const inside = entries.filter(([key]) => !key.startsWith("@"));
  const head = attributes.map(([key, said]) => ` ${key.slice(1)}="${escaped(said)}"`).join("");
  const body = inside.map(([key, one]) => xmlOf(key, one)).join("\n");
  return body === "" ? `<${name}${head}/>` : `<${name}${head}>${body}</${name}>`;
}

function escaped(value: unknown): string {
  return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
