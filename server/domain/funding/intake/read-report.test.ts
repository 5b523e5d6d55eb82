import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError, type Refusal } from "../../errors.ts";
import { accountsOf } from "../model/accounts.ts";
import { DEFAULT_POLICY } from "../model/policy.ts";
import { applicant } from "../model/testing-reports.ts";
import { underwrite } from "../model/underwriting.ts";
import { readReport } from "./read-report.ts";
import { arrayJson, creditResponse, liability, mismoXml, SSN } from "./testing-documents.ts";

type Raw = Record<string, unknown>;

const TODAY = "2020-01-15";
const xml = (text: string) => readReport(Buffer.from(text), "xml", TODAY);
const json = (text: string) => readReport(Buffer.from(text), "json", TODAY);
const read = (changes: Raw = {}) => xml(mismoXml(creditResponse(changes)));
const account = (changes: Raw) => ({ CREDIT_LIABILITY: [liability(changes)] });

function refused(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.refusal;
    throw error;
  }
  throw new Error("it was taken");
}

describe("F1.1 a credit report in MISMO 2", () => {
  it("F1.1 is a row for each bureau that reports an account, with all that was said of it", () => {
    const { tradelines, ...report } = read();
    expect(tradelines.map(({ bureau, groupKey }) => [bureau, groupKey]).slice(0, 3)).toEqual([
      ["equifax", "TRADE001"],
      ["experian", "TRADE001"],
      ["transunion", "TRADE001"],
    ]);
    expect(tradelines).toHaveLength(9);
    expect(tradelines[0]).toMatchObject({
      creditorName: "MARKS & SONS BANK",
      accountMask: "XXXX4444",
      accountType: "revolving",
      loanType: "credit_card",
      ownershipType: "individual",
      statusType: "open",
      openedOn: { value: "2015-03-10", precision: "day" },
      reportedOn: { value: "2019-12", precision: "month" },
      closedOn: null,
      creditLimit: "10000.00",
      highCredit: "4120.07",
      unpaidBalance: "1200.50",
      pastDue: "0.00",
      monthlyPayment: null,
      late30: 2,
      late60: 0,
      // The document has no such counter, which is not 0.
      late90: null,
      monthsReviewed: 48,
      currentRating: { code: "1", type: "AsAgreed" },
      paymentPattern: { start: { value: "2019-12", precision: "month" }, data: "CCC1CC" },
      lates: [
        { days: 30, on: { value: "2019-09-14", precision: "day" } },
        { days: 30, on: { value: "2017", precision: "year" } },
      ],
      remarks: [
        { code: "AZ", text: "AMOUNT IN H/C IS LIMIT" },
        { code: "265", text: "CREDIT CARD PAID AS AGREED" },
      ],
      extras: expect.objectContaining({ _AccountType: "Revolving", CreditLoanType: "CreditCard" }),
    });
    // What one bureau remarks is not said by another.
    expect(tradelines[1]?.remarks.map(({ code }) => code)).toEqual(["265"]);
    expect(report).toMatchObject({
      reportIdentifier: "1874-3FFFD5AA",
      vendor: "Merge House",
      sourceFormat: "MISMO XML",
      sourceVersion: "2.4",
      issuedOn: "2020-01-01",
      repositories: [
        { bureau: "equifax", fileStatus: "hit" },
        { bureau: "experian", fileStatus: "hit" },
        { bureau: "transunion", fileStatus: "freeze" },
      ],
      inquiries: [{ bureau: "experian", date: { value: "2019-11-20" }, inquirerName: "FORD CREDIT" }],
      publicRecords: [
        { type: "bankruptcy", chapter: "7", filedOn: { value: "2010-02", precision: "month" } },
      ],
    });
    expect(report.scores.map(({ bureau, value }) => [bureau, value])).toEqual([
      ["equifax", 715],
      ["experian", 703],
      ["experian", null],
    ]);
    expect(report.scores[2]?.extras).toEqual({ _Value: "9001" });
  });

  it("F1.1 is judged as one account for all of its bureaus", () => {
    const report = read();
    expect(accountsOf(report.tradelines, TODAY)).toHaveLength(3);
    const run = underwrite(report, applicant(), DEFAULT_POLICY, Date.parse(`${TODAY}T00:00:00Z`));
    expect([run.representativeScore, run.decided.reportStatus]).toEqual([703, expect.any(String)]);
  });

  it("F1.1 says the same as the JSON of Array, which is written like it", () => {
    const { vendor, sourceFormat, ...same } = json(arrayJson(creditResponse({ CREDIT_BUREAU: null })));
    expect([vendor, sourceFormat]).toEqual(["Array", "Array JSON"]);
    expect(read()).toMatchObject(same);
  });

  it("F1.1 may stand without its envelope, in a namespace, and with the letters that XML escapes", () => {
    const bare = mismoXml().replace(/<\/?RESPONSE(_GROUP|_DATA)?\b[^>]*>/g, "");
    expect(xml(bare).tradelines).toHaveLength(9);
    const named = bare
      .replaceAll(/<(\/?)(?=[A-Z_])/g, "<$1m:")
      .replace("CREDIT_RESPONSE", '$& xmlns:m="urn:x"');
    expect(xml(named).scores).toHaveLength(3);
    const spelled = mismoXml().replace("MARKS &amp; SONS BANK", "O&apos;NEIL &#38; M&#xFC;LLER &unknown;");
    expect(xml(spelled).tradelines[0]?.creditorName).toBe("O'NEIL & MüLLER &unknown;");
  });

  it("F1.1 without a group of rows leaves it to creditor and month whose account it is", () => {
    const rows = ["Equifax", "Experian"].map((bureau, index) =>
      liability({ "@CreditLiabilityID": `T${index}`, CREDIT_REPOSITORY: { "@_SourceType": bureau } }),
    );
    const listed = read({ "@CreditReportMergeTypeIndicator": "ListAndStack", CREDIT_LIABILITY: rows });
    expect(listed.tradelines.map(({ groupKey }) => groupKey)).toEqual([null, null]);
    expect(accountsOf(listed.tradelines, TODAY)).toHaveLength(1);
    const keyed = rows.map((row) => ({ ...row, "@ArrayAccountIdentifier": "d9e10e47" }));
    expect(read({ CREDIT_LIABILITY: keyed }).tradelines.map(({ groupKey }) => groupKey)).toEqual([
      "d9e10e47",
      "d9e10e47",
    ]);
  });

  it.each<[string, Raw, Raw]>([
    [
      "a charge-off by its rating",
      { _CURRENT_RATING: { "@_Code": "9", "@_Type": "ChargeOff" } },
      { statusType: "charge_off", isCollection: false },
    ],
    [
      "a collection by its kind",
      {
        "@CreditLoanType": "CollectionAttorney",
        _CURRENT_RATING: { "@_Code": "9", "@_Type": "CollectionOrChargeOff" },
      },
      { statusType: "open", isCollection: true },
    ],
    ["a collection by its indicator", { "@IsCollectionIndicator": "Y" }, { isCollection: true }],
    [
      "an authorized user",
      { "@_AccountOwnershipType": "AuthorizedUser" },
      { isAuthorizedUser: true, ownershipType: "authorized_user" },
    ],
    [
      "a kind of loan that no rule tells apart",
      { "@CreditLoanType": "Airplane" },
      { loanType: "other", extras: expect.objectContaining({ CreditLoanType: "Airplane" }) },
    ],
    [
      "lates beyond 90 days",
      { _LATE_COUNT: { "@_30Days": "1", "@_90Days": "1", "@_120Days": "2" } },
      { late30: 1, late60: null, late90: 3 },
    ],
    ["no word of lates", { _LATE_COUNT: undefined }, { late30: null, late60: null, late90: null }],
    [
      "an amount to the cent that no float holds",
      { "@_UnpaidBalanceAmount": "1234567890123456.78" },
      { unpaidBalance: "1234567890123456.78" },
    ],
    [
      "a bureau by the file that it names",
      { CREDIT_REPOSITORY: undefined, "@CreditFileID": "XP01" },
      { bureau: "experian" },
    ],
    ["a disputed account", { "@_ConsumerDisputeIndicator": "true" }, { disputed: true }],
  ])("F1.1 reads %s", (_what, changes, expected) => {
    expect(read(account(changes)).tradelines[0]).toMatchObject(expected);
  });

  it.each<[string, Raw, string]>([
    [
      "a negative balance",
      account({ "@_UnpaidBalanceAmount": "-5" }),
      "CREDIT_LIABILITY/@_UnpaidBalanceAmount",
    ],
    ["a third decimal", account({ "@_PastDueAmount": "1.005" }), "CREDIT_LIABILITY/@_PastDueAmount"],
    [
      "an amount with an exponent",
      account({ "@_CreditLimitAmount": "1e5" }),
      "CREDIT_LIABILITY/@_CreditLimitAmount",
    ],
    [
      "an account opened tomorrow",
      account({ "@_AccountOpenedDate": "2020-01-16" }),
      "CREDIT_LIABILITY/@_AccountOpenedDate",
    ],
    [
      "a late of next month",
      account({ _PRIOR_ADVERSE_RATING: { "@_Type": "Late30Days", "@_Date": "2020-02" } }),
      "CREDIT_LIABILITY/_PRIOR_ADVERSE_RATING/@_Date",
    ],
    [
      "a day that there is not",
      account({ "@_AccountOpenedDate": "2019-02-30" }),
      "CREDIT_LIABILITY/@_AccountOpenedDate",
    ],
    [
      "a kind of account that there is not",
      account({ "@_AccountType": "Frobnicated" }),
      "CREDIT_LIABILITY/@_AccountType",
    ],
    [
      "the name of something else",
      account({ "@_AccountType": "constructor" }),
      "CREDIT_LIABILITY/@_AccountType",
    ],
    [
      "an owner that there is not",
      account({ "@_AccountOwnershipType": "Cousin" }),
      "CREDIT_LIABILITY/@_AccountOwnershipType",
    ],
    [
      "a status that there is not",
      account({ "@_AccountStatusType": "Lost" }),
      "CREDIT_LIABILITY/@_AccountStatusType",
    ],
    [
      "a counter that is none",
      account({ _LATE_COUNT: { "@_30Days": "some" } }),
      "CREDIT_LIABILITY/_LATE_COUNT/@_30Days",
    ],
    ["no creditor", account({ _CREDITOR: undefined }), "CREDIT_LIABILITY/_CREDITOR"],
    [
      "no bureau",
      account({ CREDIT_REPOSITORY: undefined, "@CreditFileID": undefined }),
      "CREDIT_LIABILITY/CREDIT_REPOSITORY",
    ],
    [
      "a bureau that there is not",
      account({ CREDIT_REPOSITORY: { "@_SourceType": "Schufa" } }),
      "CREDIT_LIABILITY/CREDIT_REPOSITORY/@_SourceType",
    ],
    [
      "an impossible score",
      { CREDIT_SCORE: { "@CreditRepositorySourceType": "Equifax", "@_Value": "9001" } },
      "CREDIT_SCORE/@_Value",
    ],
    [
      "an answer of a bureau that there is not",
      {
        CREDIT_FILE: {
          "@CreditFileID": "EF01",
          "@CreditRepositorySourceType": "Equifax",
          "@_ResultStatusType": "Perhaps",
        },
      },
      "CREDIT_FILE/@_ResultStatusType",
    ],
    [
      "an inquiry without its day",
      { CREDIT_INQUIRY: { "@_Name": "X", CREDIT_REPOSITORY: { "@_SourceType": "Equifax" } } },
      "CREDIT_INQUIRY/@_Date",
    ],
    [
      "a report of the future",
      { "@CreditReportFirstIssuedDate": "2020-01-16" },
      "@CreditReportFirstIssuedDate",
    ],
    [
      "a report without its day",
      { "@CreditReportFirstIssuedDate": undefined },
      "@CreditReportFirstIssuedDate",
    ],
    ["two borrowers", { BORROWER: [{ "@BorrowerID": "B1" }, { "@BorrowerID": "B2" }] }, "BORROWER"],
    ["rows of a second person", account({ "@BorrowerID": "Borrower1 Borrower2" }), "BORROWER"],
    ["a joint order", { CREDIT_REQUEST_DATA: { "@CreditRequestType": "Joint" } }, "BORROWER"],
  ])("F1.1 refuses %s, naming where it stands", (_what, changes, field) => {
    for (const work of [
      () => xml(mismoXml(creditResponse(changes))),
      () => json(arrayJson(creditResponse(changes))),
    ]) {
      const { code, details = [] } = refused(work);
      expect([code, details[0]?.field]).toEqual(["PAYLOAD_VALIDATION", field]);
    }
  });

  it("F1.1 tells every fault at once, each with its place", () => {
    const rows = [liability(), liability({ "@_UnpaidBalanceAmount": "-1", "@_AccountType": "X" })];
    const { details = [] } = refused(() => read({ CREDIT_LIABILITY: rows }));
    expect(details.map(({ field }) => field).sort()).toEqual([
      "CREDIT_LIABILITY[1]/@_AccountType",
      "CREDIT_LIABILITY[1]/@_UnpaidBalanceAmount",
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["a document of MISMO 3", "<MESSAGE><DEAL/></MESSAGE>", /MISMO 3/],
    ["another document", "<html><body/></html>", /no MISMO 2 credit report/],
    [
      "two reports",
      "<RESPONSE_GROUP><RESPONSE><RESPONSE_DATA><CREDIT_RESPONSE/></RESPONSE_DATA></RESPONSE><RESPONSE><RESPONSE_DATA><CREDIT_RESPONSE/></RESPONSE_DATA></RESPONSE></RESPONSE_GROUP>",
      /must be one/,
    ],
    [
      "a vendor's error",
      "<CREDIT_RESPONSE><CREDIT_ERROR_MESSAGE><_Text>E003</_Text></CREDIT_ERROR_MESSAGE></CREDIT_RESPONSE>",
      /error of the vendor/,
    ],
  ])("F1.1 refuses %s with words that help", (_what, text, message) => {
    expect(refused(() => xml(text)).details?.[0]?.message).toMatch(message);
  });

  it("F1.1 keeps no social security number of it, in whatever words it stands", () => {
    const spelled = [
      "078-05-1120",
      "078 05 1120",
      "SSN 078051120 ISSUED 1951",
      "０７８-０５-１１２０",
      "0.7.8.0.5.1.1.2.0",
    ];
    for (const said of spelled) {
      const report = read({
        ...account({
          "@CreditLiabilityID": said,
          "@_AccountIdentifier": SSN,
          "@CreditBusinessType": said,
          _CREDITOR: { "@_Name": said },
          CREDIT_COMMENT: { "@_Code": "1", _Text: `SSN VARIES: ${said}, CALL` },
        }),
        "@CreditReportIdentifier": said,
        CREDIT_PUBLIC_RECORD: {
          "@_Type": "TaxLien",
          "@_DocketIdentifier": `D${SSN}`,
          "@CreditFileID": "EF01",
        },
      });
      const text = JSON.stringify(report).normalize("NFKC").replace(/[^\d]/g, "");
      expect(text, said).not.toContain(SSN);
      expect(report.tradelines[0]).toMatchObject({ groupKey: null, accountMask: "XXXX1120" });
      expect(report.tradelines[0]?.remarks[0]?.text).toMatch(/^SSN VARIES: .*\(number withheld\).*, CALL$/);
    }
  });

  it("F1.1 reads whatever there is without an error of its own", () => {
    const places = Object.keys(liability());
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), fc.string()),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...Object.keys(creditResponse())),
        value,
        (one, other, said) => {
          const response = {
            ...creditResponse(account({ [one]: said })),
            ...(other === "CREDIT_LIABILITY" ? {} : { [other]: said }),
          };
          try {
            json(arrayJson(response));
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
