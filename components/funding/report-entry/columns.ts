import { BUREAUS, type Bureau } from "@/server/domain/funding/model/credit-report.ts";

/** What is typed of a report, as tables of text: a row an account, an inquiry, a collection or a bankruptcy. */

export const BUREAU_TITLES: Record<Bureau, string> = {
  equifax: "Equifax",
  experian: "Experian",
  transunion: "TransUnion",
};

export const BUREAU_SIGNS: Record<Bureau, string> = { equifax: "EQ", experian: "EX", transunion: "TU" };

export interface Choice {
  value: string;
  says: string;
}

export interface Column {
  name: string;
  title: string;
  kind: "text" | "amount" | "count" | "date" | "choice" | "bureaus";
  choices?: Choice[];
  /** What stands there by itself. */
  initial?: string;
  /** An example, for what has a form of its own. */
  like?: string;
  width: string;
}

export type ListName = "tradelines" | "inquiries" | "collections" | "publicRecords";

export interface List {
  title: string;
  /** One of them, for labels: "Account 3: creditor". */
  one: string;
  columns: Column[];
}

const choices = (names: Record<string, string>): Choice[] =>
  Object.entries(names).map(([value, says]) => ({ value, says }));

const BUREAU: Column = {
  name: "bureau",
  title: "Bureau",
  kind: "choice",
  choices: [
    { value: "", says: "Choose …" },
    ...BUREAUS.map((value) => ({ value, says: BUREAU_TITLES[value] })),
  ],
  width: "w-32",
};

/** Kinds of account, as account and loan type of the report. */
export const KINDS = {
  "revolving/credit_card": "Credit card",
  "revolving/charge_account": "Store card",
  "revolving/secured": "Secured card",
  "revolving/": "Other revolving",
  "open/charge_account": "Charge card",
  "line_of_credit/": "Line of credit",
  "line_of_credit/home_equity": "Home equity line",
  "installment/personal": "Personal loan",
  "installment/auto": "Auto loan",
  "installment/student": "Student loan",
  "installment/": "Other instalment",
  "mortgage/mortgage": "Mortgage",
  "other/": "Other",
} as const;

export const WHOSE = {
  individual: "Own",
  joint: "Joint",
  authorized_user: "Authorized user",
  cosigner: "Cosigner",
} as const;

export const STANDINGS = {
  open: "Open",
  closed: "Closed",
  paid: "Paid",
  transferred: "Transferred",
  charge_off: "Charged off",
  collection: "In collection",
  "": "Not said",
} as const;

const COLLECTED = { unpaid: "Unpaid", paid: "Paid", settled: "Settled", unknown: "Not said" } as const;

const late = (days: number): Column => ({
  name: `late${days}`,
  title: `Late ${days}`,
  kind: "count",
  width: "w-12",
});

export const LISTS: Record<ListName, List> = {
  tradelines: {
    title: "Accounts",
    one: "Account",
    columns: [
      { name: "creditorName", title: "Creditor", kind: "text", width: "w-40" },
      {
        name: "kind",
        title: "Kind",
        kind: "choice",
        choices: choices(KINDS),
        initial: "revolving/credit_card",
        width: "w-32",
      },
      {
        name: "whose",
        title: "Whose",
        kind: "choice",
        choices: choices(WHOSE),
        initial: "individual",
        width: "w-28",
      },
      {
        name: "standing",
        title: "Standing",
        kind: "choice",
        choices: choices(STANDINGS),
        initial: "open",
        width: "w-28",
      },
      { name: "openedOn", title: "Opened", kind: "date", like: "3/2021", width: "w-25" },
      { name: "creditLimit", title: "Limit", kind: "amount", width: "w-24" },
      { name: "unpaidBalance", title: "Balance", kind: "amount", width: "w-24" },
      late(30),
      late(60),
      late(90),
      { name: "lates", title: "When late", kind: "text", like: "30 5/2023", width: "w-32" },
      { name: "bureaus", title: "Reported by", kind: "bureaus", width: "w-30" },
    ],
  },
  inquiries: {
    title: "Inquiries",
    one: "Inquiry",
    columns: [
      BUREAU,
      { name: "date", title: "Day", kind: "date", like: "3/10/2026", width: "w-30" },
      { name: "inquirerName", title: "Creditor", kind: "text", width: "w-60" },
    ],
  },
  collections: {
    title: "Collections",
    one: "Collection",
    columns: [
      BUREAU,
      { name: "agencyName", title: "Agency", kind: "text", width: "w-44" },
      { name: "originalCreditorName", title: "For", kind: "text", width: "w-44" },
      { name: "amount", title: "Amount", kind: "amount", width: "w-28" },
      {
        name: "status",
        title: "Standing",
        kind: "choice",
        choices: choices(COLLECTED),
        initial: "unpaid",
        width: "w-28",
      },
    ],
  },
  publicRecords: {
    title: "Bankruptcies",
    one: "Bankruptcy",
    columns: [
      BUREAU,
      { name: "chapter", title: "Chapter", kind: "text", width: "w-20" },
      { name: "filedOn", title: "Filed", kind: "date", like: "3/10/2019", width: "w-30" },
      { name: "dispositionOn", title: "Discharged", kind: "date", like: "7/2019", width: "w-30" },
    ],
  },
};

export const LIST_NAMES = Object.keys(LISTS) as ListName[];

export type Row = Record<string, string>;

export function blankRow(list: ListName): Row {
  return Object.fromEntries(LISTS[list].columns.map(({ name, initial = "" }) => [name, initial]));
}

/**
 * The one after the last: its bureau is chosen ahead. Not of a bankruptcy, of which the bureau may be all that is known, and
 * says that there was one.
 */
export function nextRow(list: ListName, last: Row | undefined): Row {
  const bureau = list === "publicRecords" ? undefined : last?.bureau;
  return { ...blankRow(list), ...(bureau ? { bureau } : {}) };
}

/** Whether nobody has typed anything into it. A bureau that may have been chosen ahead says nothing by itself. */
export function isBlank(list: ListName, row: Row): boolean {
  const blank = blankRow(list);
  const isAhead = (name: string) => name === "bureaus" || (name === "bureau" && list !== "publicRecords");
  return LISTS[list].columns.every(({ name }) => isAhead(name) || (row[name] ?? "").trim() === blank[name]);
}
