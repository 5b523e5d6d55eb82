import type { z } from "zod";
import type { ReportInput } from "@/server/domain/funding/file-input.ts";
import { BUREAUS, type Bureau } from "@/server/domain/funding/model/credit-report.ts";
import { typedAmount } from "../../ui/money-text.ts";
import { isBlank, LIST_NAMES, type ListName, type Row } from "./columns.ts";

/** What stands in the form: a bureau's answer and score each, and the rows of every list as JSON. */
export type EntryName = "issuedOn" | "vendor" | `answer.${Bureau}` | `score.${Bureau}` | ListName;
export type EntryValues = Record<EntryName, string>;

type Report = z.input<typeof ReportInput>["report"];

export interface TypedReport {
  /** As it is sent; what is wrong in it is for the schema to say. */
  report: Report;
  /** The control in which a field of it was typed, by its path: `tradelines.3.creditLimit` → `tradelines.1.creditLimit`. */
  controlOf: (path: string) => string;
}

export const NOTHING_TYPED: EntryValues = {
  issuedOn: "",
  vendor: "",
  ...(Object.fromEntries(
    BUREAUS.flatMap((bureau) => [
      [`answer.${bureau}`, ""],
      [`score.${bureau}`, ""],
    ]),
  ) as Record<`answer.${Bureau}` | `score.${Bureau}`, string>),
  ...(Object.fromEntries(LIST_NAMES.map((list) => [list, "[]"])) as Record<ListName, string>),
};

export const rowsOf = (values: EntryValues, list: ListName): Row[] => JSON.parse(values[list]);

/** The bureaus that found the client: who has a score was found. */
export function foundBy(values: EntryValues): Bureau[] {
  return BUREAUS.filter((bureau) => answerOf(values, bureau) === "hit");
}

function answerOf(values: EntryValues, bureau: Bureau): string {
  const answer = values[`answer.${bureau}`];
  return answer === "" && values[`score.${bureau}`].trim() !== "" ? "hit" : answer;
}

/** What a bureau's answer becomes with this score: who has one was found, and what a score said of itself goes with it. */
export function answerWithScore(answer: string, score: string): string {
  if (score.trim() !== "") return "hit";
  return answer === "hit" ? "" : answer;
}

/** By whom an account is reported: by every bureau that found the client, as long as nobody says otherwise. */
export function reportedBy(row: Row, found: Bureau[]): Bureau[] {
  const { bureaus = "" } = row;
  return bureaus === "" ? found : BUREAUS.filter((bureau) => bureaus.split(" ").includes(bureau));
}

/**
 * What was typed, in the normalised form that the server takes (F1.1): a row per account and bureau. What was left empty is
 * not known, so null, and never 0; a row in which nothing was typed is none.
 */
export function typedReport(values: EntryValues): TypedReport {
  const found = foundBy(values);
  const controls = new Map<string, string>();
  const rows = <R>(list: ListName, read: (row: Row) => R[]): R[] => {
    let count = 0;
    return rowsOf(values, list).flatMap((row, at) => {
      if (isBlank(list, row)) return [];
      const made = read(row);
      for (const _ of made) controls.set(`${list}.${count++}`, `${list}.${at}`);
      return made;
    });
  };
  const asked = BUREAUS.filter((bureau) => answerOf(values, bureau) !== "");
  const scored = BUREAUS.filter((bureau) => values[`score.${bureau}`].trim() !== "");
  for (const [at, bureau] of asked.entries()) controls.set(`repositories.${at}`, `answer.${bureau}`);
  for (const [at, bureau] of scored.entries()) controls.set(`scores.${at}`, `score.${bureau}`);
  const report = {
    vendor: text(values.vendor),
    sourceFormat: "typed in",
    issuedOn: values.issuedOn,
    repositories: asked.map((bureau) => ({ bureau, fileStatus: answerOf(values, bureau) })),
    scores: scored.map((bureau) => ({ bureau, value: values[`score.${bureau}`].trim() })),
    tradelines: rows("tradelines", (row) => tradelines(row, found)),
    inquiries: rows("inquiries", ({ bureau, date = "", inquirerName }) => [
      { bureau, date: typedDate(date), inquirerName, kind: "hard" },
    ]),
    collections: rows("collections", ({ bureau, agencyName, originalCreditorName, amount, status }) => [
      {
        bureau,
        agencyName: text(agencyName),
        originalCreditorName: text(originalCreditorName),
        amount: amountOf(amount),
        status,
      },
    ]),
    publicRecords: rows("publicRecords", ({ bureau, chapter, filedOn, dispositionOn }) => [
      {
        bureau,
        type: "bankruptcy",
        chapter: text(chapter),
        filedOn: dateOf(filedOn),
        dispositionOn: dateOf(dispositionOn),
      },
    ]),
  };
  return { report: report as Report, controlOf: (path) => controlOf(path, controls) };
}

function tradelines(row: Row, found: Bureau[]) {
  const { kind = "", whose, standing, lates = "" } = row;
  const [accountType, loanType = ""] = kind.split("/");
  const isCollection = standing === "collection";
  const account = {
    creditorName: row.creditorName,
    accountType,
    loanType: text(loanType),
    ownershipType: whose,
    isAuthorizedUser: whose === "authorized_user",
    statusType: isCollection ? null : text(standing),
    isCollection,
    openedOn: dateOf(row.openedOn),
    creditLimit: amountOf(row.creditLimit),
    unpaidBalance: amountOf(row.unpaidBalance),
    late30: text(row.late30),
    late60: text(row.late60),
    late90: text(row.late90),
    lates: typedLates(lates),
  };
  const bureaus: string[] = reportedBy(row, found);
  // Without any it stays one row, for the schema to refuse: what was typed is never left out.
  return (bureaus.length === 0 ? [""] : bureaus).map((bureau) => ({ bureau, ...account }));
}

/** `30 5/2023, 60 2024-01` → late by 30 days in May 2023, by 60 in January 2024. */
export function typedLates(written: string): { days: string; on: string | null }[] {
  return written
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [days = "", ...on] = part.split(/\s+/);
      return { days, on: dateOf(on.join(" ")) };
    });
}

/** As it stands on paper: `3/10/2021` is that day, `03/2021` that month. Anything else stays for the schema to judge. */
export function typedDate(written: string): string {
  const [, month = "", day = "", year = ""] =
    /^(\d{1,2})[/-](?:(\d{1,2})[/-])?(\d{4})$/.exec(written.trim()) ?? [];
  if (year === "") return written.trim();
  return [year, month, day]
    .filter((part) => part !== "")
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

const text = (written = "") => (written.trim() === "" ? null : written.trim());
const amountOf = (written = "") => (written.trim() === "" ? null : typedAmount(written));
const dateOf = (written = "") => (written.trim() === "" ? null : typedDate(written));

/** Under what one control asks for, what the report has in several fields. */
const TYPED_IN: Record<string, string> = {
  accountType: "kind",
  loanType: "kind",
  ownershipType: "whose",
  statusType: "standing",
};

function controlOf(path: string, controls: Map<string, string>): string {
  const [list = "", at = "", name = ""] = path.split(".");
  const control = controls.get(`${list}.${at}`);
  if (control === undefined) return path;
  if (list === "repositories" || list === "scores") return control;
  return `${control}.${list === "tradelines" && name === "bureau" ? "bureaus" : (TYPED_IN[name] ?? name)}`;
}
