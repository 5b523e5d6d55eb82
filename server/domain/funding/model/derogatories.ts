import { compareMoney } from "../../money.ts";
import type { CreditReport } from "../input.ts";
import { type Account, groupAcrossBureaus, plainName } from "./accounts.ts";
import { latestDay } from "./calendar.ts";

/**
 * How many collections and charge-offs are unpaid. Bureau rows of one count once; a collection that refers to an account
 * counted here is that account. What nobody says has been paid is unpaid.
 */
export function unpaidDerogatories(collections: CreditReport["collections"], accounts: Account[]): number {
  const ofAccounts = accounts.filter(
    ({ isCollection, isChargeOff, balance }) =>
      (isCollection || isChargeOff) && (balance === null || compareMoney(balance, "0") > 0),
  );
  const counted = new Set(ofAccounts.flatMap(({ groupKeys }) => groupKeys));
  const others = groupAcrossBureaus(
    collections.filter(({ tradelineRef }) => tradelineRef === null || !counted.has(tradelineRef)),
    (row) =>
      row.tradelineRef ??
      `${plainName(row.agencyName ?? "")} for ${plainName(row.originalCreditorName ?? "")}`,
  ).filter((rows) => !rows.some(isSettled));
  return ofAccounts.length + others.length;
}

function isSettled({ status, amount }: CreditReport["collections"][number]): boolean {
  return status === "paid" || status === "settled" || (amount !== null && compareMoney(amount, "0") === 0);
}

/** When bankruptcies were filed or discharged, how many say neither, and how many there are: what each bureau tells is one. */
export function bankruptcies(
  records: CreditReport["publicRecords"],
  today: string,
): { days: string[]; undated: number; count: number } {
  const all = records.filter(({ type }) => type === "bankruptcy");
  const dates = all.map(({ filedOn, dispositionOn }) =>
    [filedOn, dispositionOn].flatMap((date) => date ?? []),
  );
  return {
    days: dates
      .flat()
      .map((date) => latestDay(date, today))
      .sort(),
    undated: dates.filter((known) => known.length === 0).length,
    count: groupAcrossBureaus(all, () => "bankruptcy").length,
  };
}
