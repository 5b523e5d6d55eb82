import { describe, expect, it } from "vitest";
import { ReportInput } from "@/server/domain/funding/file-input.ts";
import { CreditReport } from "@/server/domain/funding/input.ts";
import { problemsIn } from "../../trpc/use-problems.ts";
import { blankRow, type ListName, nextRow, type Row } from "./columns.ts";
import { withPasted } from "./pasted-rows.ts";
import { typedFigures } from "./typed-figures.ts";
import { answerWithScore, type EntryValues, NOTHING_TYPED, typedDate, typedReport } from "./typed-report.ts";

const TODAY = "2026-11-26";

const row = (list: ListName, changes: Row) => ({ ...blankRow(list), ...changes });
const json = (...rows: Row[]) => JSON.stringify(rows);

const CHASE = row("tradelines", {
  creditorName: "Chase",
  openedOn: "3/2021",
  creditLimit: "$10,000",
  unpaidBalance: "2,500.50",
  late30: "1",
  lates: "30 5/2023",
});

function typed(changes: Partial<EntryValues> = {}): EntryValues {
  return {
    ...NOTHING_TYPED,
    issuedOn: "2026-11-20",
    "score.equifax": "701",
    "score.experian": "688",
    ...changes,
  };
}

const read = (values: EntryValues) => CreditReport.parse(typedReport(values).report);

describe("F1.1 a report that is typed in", () => {
  it("F1.1 is the normalised report that the server takes: a row per account and bureau, and nothing guessed", () => {
    const report = read(typed({ tradelines: json(CHASE, blankRow("tradelines")) }));
    expect(report.repositories).toEqual([
      { bureau: "equifax", fileStatus: "hit", message: null },
      { bureau: "experian", fileStatus: "hit", message: null },
    ]);
    expect(report.scores.map(({ bureau, value }) => [bureau, value])).toEqual([
      ["equifax", 701],
      ["experian", 688],
    ]);
    expect(report.tradelines.map(({ bureau }) => bureau)).toEqual(["equifax", "experian"]);
    expect(report.tradelines[0]).toMatchObject({
      creditorName: "Chase",
      accountType: "revolving",
      loanType: "credit_card",
      ownershipType: "individual",
      isAuthorizedUser: false,
      statusType: "open",
      openedOn: { value: "2021-03", precision: "month" },
      creditLimit: "10000.00",
      unpaidBalance: "2500.50",
      late30: 1,
      lates: [{ days: 30, on: { value: "2023-05", precision: "month" } }],
    });
  });

  it("F1.1 leaves what is empty unknown, never 0", () => {
    const [account] = read(
      typed({ tradelines: json(row("tradelines", { creditorName: "Citi" })) }),
    ).tradelines;
    expect(account).toMatchObject({
      late30: null,
      late60: null,
      late90: null,
      lates: [],
      creditLimit: null,
      unpaidBalance: null,
      openedOn: null,
    });
  });

  it("F1.1 says whose an account is, that it was charged off, and which bureaus report it", () => {
    const accounts: Row[] = [
      { creditorName: "Amex", whose: "authorized_user", bureaus: "experian" },
      {
        creditorName: "Old Navy",
        kind: "revolving/charge_account",
        standing: "charge_off",
        bureaus: "equifax",
      },
      { creditorName: "Midland", kind: "other/", standing: "collection", bureaus: "equifax" },
    ];
    expect(
      read(typed({ tradelines: json(...accounts.map((changes) => row("tradelines", changes))) })).tradelines,
    ).toMatchObject([
      { bureau: "experian", ownershipType: "authorized_user", isAuthorizedUser: true, isCollection: false },
      { bureau: "equifax", loanType: "charge_account", statusType: "charge_off" },
      { bureau: "equifax", accountType: "other", loanType: null, statusType: null, isCollection: true },
    ]);
  });

  it("F1.1 takes inquiries, collections and bankruptcies, and that nobody was found", () => {
    const report = read({
      ...NOTHING_TYPED,
      issuedOn: "2026-11-20",
      "answer.equifax": "no_hit",
      inquiries: json(row("inquiries", { bureau: "experian", date: "11/3/2026", inquirerName: "Kia" })),
      collections: json(row("collections", { bureau: "equifax", agencyName: "IC System", amount: "120.5" })),
      publicRecords: json(row("publicRecords", { bureau: "transunion", chapter: "7", filedOn: "2019-02" })),
    });
    expect([report.repositories.length, report.scores]).toEqual([1, []]);
    expect(report.inquiries).toMatchObject([{ date: { value: "2026-11-03" }, kind: "hard" }]);
    expect(report.collections).toMatchObject([{ amount: "120.50", status: "unpaid" }]);
    expect(report.publicRecords).toMatchObject([
      { type: "bankruptcy", chapter: "7", filedOn: { value: "2019-02" }, dispositionOn: null },
    ]);
  });

  it("F1.1 takes a bankruptcy of which only the bureau is known, and none of one that nobody chose", () => {
    const known = row("publicRecords", { bureau: "experian" });
    const ahead = nextRow("inquiries", row("inquiries", { bureau: "experian" }));
    const report = read(
      typed({ publicRecords: json(known, nextRow("publicRecords", known)), inquiries: json(ahead) }),
    );
    expect(report.publicRecords).toMatchObject([{ bureau: "experian", chapter: null, filedOn: null }]);
    expect([report.publicRecords.length, report.inquiries.length]).toEqual([1, 0]);
  });

  it.each([
    ["no_hit", "701", "hit"],
    ["", "7", "hit"],
    ["freeze", "701", "hit"],
    ["hit", " ", ""],
    ["no_hit", "", "no_hit"],
  ])("F1.1 of a bureau that answered %j a score %j says %j", (answer, score, says) => {
    expect(answerWithScore(answer, score)).toBe(says);
  });

  it("F1.1 names what is wrong at the control in which it was typed", () => {
    const { report, controlOf } = typedReport(
      typed({
        issuedOn: "",
        "score.experian": "900",
        tradelines: json(
          CHASE,
          blankRow("tradelines"),
          row("tradelines", {
            creditorName: "Citi",
            creditLimit: "-5",
            lates: "45 5/2023",
            openedOn: "soon",
          }),
        ),
        inquiries: json(row("inquiries", { inquirerName: "Kia" })),
      }),
    );
    const wrong = Object.keys(problemsIn(ReportInput, { report })).map((path) =>
      controlOf(path.replace(/^report\./, "")),
    );
    expect([...new Set(wrong)].sort()).toEqual([
      "inquiries.0.bureau",
      "inquiries.0.date",
      "issuedOn",
      "score.experian",
      "tradelines.2.creditLimit",
      "tradelines.2.lates",
      "tradelines.2.openedOn",
    ]);
  });

  it("F1.1 keeps an account that no bureau reports, to be refused there", () => {
    const values = { ...NOTHING_TYPED, issuedOn: "2026-11-20", tradelines: json(CHASE) };
    const { report, controlOf } = typedReport(values);
    const wrong = problemsIn(ReportInput, { report });
    expect(wrong["report.tradelines.0.bureau"]).toBe("has to be chosen");
    expect(controlOf("tradelines.0.bureau")).toBe("tradelines.0.bureaus");
  });

  it.each([
    ["3/10/2021", "2021-03-10"],
    ["03/2021", "2021-03"],
    ["2021-03-10", "2021-03-10"],
    ["2021", "2021"],
    ["March", "March"],
  ])("F1.1 reads the date %j as %j", (written, date) => {
    expect(typedDate(written)).toBe(date);
  });
});

describe("F1.1 what is typed so far", () => {
  it("F1.1 adds up each account once, without the rows that are not whole yet", () => {
    const half = row("tradelines", { creditorName: "Citi", creditLimit: "5,00x" });
    const figures = typedFigures(typedReport(typed({ issuedOn: "", tradelines: json(CHASE, half) })), TODAY);
    expect(figures).toMatchObject({ score: 688, balance: "2500.50", limit: "10000.00", percent: "25.0" });
    expect(figures?.ages.length).toBe(1);
  });
});

describe("F1.1 cells of a spreadsheet", () => {
  it("F1.1 go into the rows from one cell on, choices by their words", () => {
    const pasted =
      "Chase\tCredit card\tOwn\tOpen\t3/2021\t10,000\t2,500\r\nAmex\tCharge card\tAuthorized user\tClosed\r\n";
    const rows = withPasted("tradelines", [blankRow("tradelines")], 0, "creditorName", pasted) ?? [];
    expect(rows).toMatchObject([
      { creditorName: "Chase", kind: "revolving/credit_card", openedOn: "3/2021", unpaidBalance: "2,500" },
      { creditorName: "Amex", kind: "open/charge_account", whose: "authorized_user", standing: "closed" },
    ]);
    const inquiries =
      withPasted("inquiries", [], 0, "bureau", "TransUnion\t11/3/2026\tKia\nEX\t11/4/2026\tChase") ?? [];
    expect(inquiries.map(({ bureau, inquirerName }) => [bureau, inquirerName])).toEqual([
      ["transunion", "Kia"],
      ["experian", "Chase"],
    ]);
  });

  it("F1.1 keep a word that nobody knows, for the schema to refuse in its cell, and guess nothing for it", () => {
    const pasted =
      "Midland\tLease\tTrust\tDerog\nChase\t\t\t\nX\tCredit card\tOwn\tOpen\t\t\t\t\t\t\t\tnobody";
    const rows = withPasted("tradelines", [], 0, "creditorName", pasted) ?? [];
    expect(rows).toMatchObject([
      { kind: "Lease", whose: "Trust", standing: "Derog" },
      { kind: "revolving/credit_card", whose: "individual", standing: "open" },
      {},
    ]);
    const { report, controlOf } = typedReport(typed({ tradelines: json(...rows) }));
    const wrong = Object.keys(problemsIn(ReportInput, { report }));
    expect([...new Set(wrong.map((path) => controlOf(path.replace(/^report\./, ""))))].sort()).toEqual([
      "tradelines.0.kind",
      "tradelines.0.standing",
      "tradelines.0.whose",
      "tradelines.2.bureaus",
    ]);
  });

  it.each([
    ["Charge-off", "AU", "Bankcard", "charge_off", "authorized_user", "revolving/credit_card"],
    ["C/O", "Authorized", "Revolving", "charge_off", "authorized_user", "revolving/"],
    ["CO", "JOINT", "Installment", "charge_off", "joint", "installment/"],
    ["Collection", "Auth. user", "HELOC", "collection", "authorized_user", "line_of_credit/home_equity"],
    ["chargeoff", "Individual", "Auto", "charge_off", "individual", "installment/auto"],
  ])("F1.1 know what paper says: %s, %s, %s", (standing, whose, kind, ...known) => {
    const [found] = withPasted("tradelines", [], 0, "kind", `${kind}\t${whose}\t${standing}`) ?? [];
    expect([found?.standing, found?.whose, found?.kind]).toEqual(known);
  });

  it("F1.1 one cell is left to the control", () => {
    expect(withPasted("tradelines", [], 0, "creditorName", "Chase")).toBeNull();
  });
});
