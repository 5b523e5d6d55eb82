import { compareMoney, sumMoney } from "../../money.ts";
import type { CreditReport } from "../input.ts";
import { type Account, accountsOf } from "./accounts.ts";
import { bankruptcies, unpaidDerogatories } from "./derogatories.ts";
import { type Utilization, utilizationOf } from "./paydowns.ts";
import { representativeScore } from "./representative-score.ts";

/** What the three evaluators need of a report, read once. */
export interface CreditFacts {
  report: CreditReport;
  /** UTC, `YYYY-MM-DD`. */
  today: string;
  /** Whether any bureau found the person. */
  isFound: boolean;
  score: number | null;
  accounts: Account[];
  /** Those that the client owes for, without collections. */
  own: Account[];
  unpaidDerogatories: number;
  bankruptcies: { days: string[]; undated: number; count: number };
  utilization: Utilization;
  unsecuredDebt: string;
}

export function creditFacts(report: CreditReport, today: string): CreditFacts {
  const accounts = accountsOf(report.tradelines, today);
  const own = accounts.filter(({ isOwn, isCollection }) => isOwn && !isCollection);
  return {
    report,
    today,
    isFound: report.repositories.some(({ fileStatus }) => fileStatus === "hit"),
    score: representativeScore(report.scores),
    accounts,
    own,
    unpaidDerogatories: unpaidDerogatories(report.collections, accounts),
    bankruptcies: bankruptcies(report.publicRecords, today),
    utilization: utilizationOf(accounts),
    unsecuredDebt: sumMoney(
      own.flatMap(({ balance, ...kind }) => (balance && isUnsecured(kind) ? balance : [])),
    ),
  };
}

/** Cards, lines and loans with nothing behind them. Student loans and home equity are not among them. */
function isUnsecured({ accountType, loanType }: Pick<Account, "accountType" | "loanType">): boolean {
  if (loanType !== null && SECURED.has(loanType)) return false;
  return accountType === "revolving" || accountType === "open" || accountType === "line_of_credit"
    ? true
    : loanType === "personal" || loanType === "credit_card" || loanType === "charge_account";
}

const SECURED = new Set<string>(["auto", "student", "mortgage", "home_equity", "secured"]);

/** The day on which the youngest own account was opened, as far as anybody knows. */
export function youngestAccountOpened(own: Account[]): string | null {
  return openingDays(own).at(-1) ?? null;
}

export function openingDays(own: Account[]): string[] {
  return own.flatMap(({ openedOn }) => openedOn ?? []).sort();
}

/** `$12,300.00` */
export function dollars(amount: string): string {
  const [whole = "", cents = "00"] = amount.split(".");
  return `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

export function isLess(amount: string, limit: string): boolean {
  return compareMoney(amount, limit) < 0;
}
