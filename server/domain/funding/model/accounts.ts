import { compareMoney } from "../../money.ts";
import type { CreditReport } from "../input.ts";
import { earliestDay, latestDay } from "./calendar.ts";
import type { Tradeline } from "./credit-report.ts";
import { type LateHistory, lateHistory, worstHistory } from "./lates.ts";

/** An account, whichever bureaus report it: a report has a row for each of them. */
export interface Account {
  creditorName: string;
  /** The last four signs of its number; more never leaves. */
  ending: string | null;
  accountType: Tradeline["accountType"];
  loanType: Tradeline["loanType"];
  /** False where the client is merely an authorized user. */
  isOwn: boolean;
  isOpen: boolean;
  isCollection: boolean;
  isChargeOff: boolean;
  /** The last day that the opening date may mean; null when no bureau says. */
  openedOn: string | null;
  balance: string | null;
  limit: string | null;
  lates: LateHistory;
  /** The names by which collections refer to it. */
  groupKeys: string[];
}

/**
 * The accounts behind the rows of all bureaus. Rows belong together when the report says so (`groupKey`), else when
 * creditor, kind and opening month agree; two such rows of one bureau are two accounts. Their order is of no account.
 */
export function accountsOf(tradelines: CreditReport["tradelines"], today: string): Account[] {
  return rowsByAccount(tradelines).map((rows) => accountOf(rows, today));
}

/** The rows of each account, in the order of `accountsOf`. */
export function rowsByAccount(tradelines: CreditReport["tradelines"]): Tradeline[][] {
  return groupAcrossBureaus(tradelines, keyOf);
}

/** Rows of the same key, the first of each bureau together, the second of each, and so on. */
export function groupAcrossBureaus<R extends { bureau: string }>(
  rows: readonly R[],
  key: (row: R) => string,
): R[][] {
  const groups = new Map<string, R[]>();
  for (const [name, ofBureau] of Map.groupBy(rows, (row) => `${row.bureau} ${key(row)}`)) {
    const alike = name.slice(name.indexOf(" "));
    for (const [index, row] of inFixedOrder(ofBureau).entries()) {
      const place = `${alike} ${index}`;
      groups.set(place, [...(groups.get(place) ?? []), row]);
    }
  }
  return [...groups.values()];
}

function inFixedOrder<R>(rows: R[]): R[] {
  if (rows.length < 2) return rows;
  const written = rows.map((row) => ({ row, text: JSON.stringify(row) }));
  return written.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ row }) => row);
}

/** Bureaus write one name in several ways, so only its letters and digits count. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function keyOf(row: Tradeline): string {
  if (row.groupKey !== null) return `key ${row.groupKey}`;
  const opened = row.openedOn ? earliestDay(row.openedOn).slice(0, 7) : `ending ${endingOf(row.accountMask)}`;
  return `row ${plainName(row.creditorName)} ${row.accountType} ${opened}`;
}

function endingOf(mask: string | null): string | null {
  const plain = mask?.replace(/[^A-Za-z0-9]/g, "") ?? "";
  return plain === "" ? null : plain.slice(-4);
}

function accountOf(rows: Tradeline[], today: string): Account {
  const opened = rows.flatMap((row) => (row.openedOn ? latestDay(row.openedOn, today) : [])).sort();
  const newestFirst = freshestFirst(rows, today);
  const first = <T>(read: (row: Tradeline) => T | null): T | null => {
    for (const row of newestFirst) {
      const value = read(row);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    creditorName: first((row) => row.creditorName) ?? "",
    ending: first((row) => endingOf(row.accountMask)),
    accountType: first((row) => row.accountType) ?? "other",
    loanType: first((row) => row.loanType),
    isOwn: !rows.some((row) => row.isAuthorizedUser || row.ownershipType === "authorized_user"),
    isOpen: !rows.some(isClosed),
    isCollection: rows.some((row) => row.isCollection),
    isChargeOff: rows.some(isChargeOff),
    openedOn: opened.at(-1) ?? null,
    balance: first((row) => row.unpaidBalance),
    limit: first((row) => row.creditLimit) ?? first((row) => row.highCredit),
    lates: worstHistory(rows.map((row) => lateHistory(row, today))),
    groupKeys: rows.flatMap((row) => row.groupKey ?? []),
  };
}

/** The bureau that reported last is believed; of two on the same day the one with the higher balance. */
function freshestFirst(rows: Tradeline[], today: string): Tradeline[] {
  if (rows.length < 2) return rows;
  return rows
    .map((row) => ({ row, reported: row.reportedOn ? latestDay(row.reportedOn, today) : "" }))
    .sort((a, b) => {
      if (a.reported !== b.reported) return a.reported > b.reported ? -1 : 1;
      const balances = compareMoney(b.row.unpaidBalance ?? "0", a.row.unpaidBalance ?? "0");
      // An account has one row of each bureau, so this settles it.
      return balances !== 0 ? balances : a.row.bureau < b.row.bureau ? -1 : 1;
    })
    .map(({ row }) => row);
}

function isClosed(row: Tradeline): boolean {
  return row.closedOn !== null || (row.statusType !== null && CLOSED.has(row.statusType));
}

const CLOSED = new Set<string>(["closed", "paid", "transferred", "charge_off"]);

function isChargeOff(row: Tradeline): boolean {
  return row.statusType === "charge_off" || (row.chargeOff !== null && compareMoney(row.chargeOff, "0") > 0);
}
