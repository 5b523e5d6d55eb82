import { amountAbovePercent, compareMoney, exceedsPercent, percentage, sumMoney } from "../../money.ts";
import type { Account } from "./accounts.ts";
import type { Policy } from "./policy.ts";

/** Revolving utilization, and what has to be paid down (F1.6). */

export interface Paydowns {
  paydownAmountNeeded: string;
  /** The most to pay first. */
  topPaydownAccounts: PaydownAccount[];
}

export interface PaydownAccount {
  creditorName: string;
  ending: string | null;
  balance: string;
  limit: string;
  /** Per cent with one decimal. */
  utilization: string | null;
  amount: string;
}

export interface Utilization {
  balance: string;
  limit: string;
  /** Per cent with one decimal; null where there is no limit at all. */
  percent: string | null;
  cards: { account: Account; balance: string; limit: string }[];
}

/**
 * The client's own open revolving accounts whose balance and limit are known: an authorized user cannot be asked to pay
 * somebody else's card, and an unknown balance is not zero.
 */
export function utilizationOf(accounts: Account[]): Utilization {
  const cards = accounts.flatMap((account) => {
    const { balance, limit, isOwn, isOpen, isCollection, accountType } = account;
    const counts = isOwn && isOpen && !isCollection && accountType === "revolving";
    if (!counts || balance === null || limit === null || compareMoney(limit, "0") <= 0) return [];
    return [{ account, balance, limit }];
  });
  const [balance, limit] = [
    sumMoney(cards.map((card) => card.balance)),
    sumMoney(cards.map((card) => card.limit)),
  ];
  return { balance, limit, percent: percentage(balance, limit), cards };
}

/** What asks for paydowns, in words; none when utilization is low enough. */
export function paydownReasons({ balance, limit, percent, cards }: Utilization, policy: Policy["cards"]) {
  const reasons: string[] = [];
  if (exceedsPercent(balance, limit, policy.utilizationInAll))
    reasons.push(`Revolving utilization is ${percent} % in all, more than ${policy.utilizationInAll} %.`);
  const over = cards.filter((card) => exceedsPercent(card.balance, card.limit, policy.utilizationPerCard));
  if (over.length > 0)
    reasons.push(
      `${over.length} ${over.length === 1 ? "card is" : "cards are"} used above ${policy.utilizationPerCard} %.`,
    );
  return reasons;
}

/** Every card above the target, with what brings it down to it. */
export function paydownsNeeded({ cards }: Utilization, target: number): Paydowns {
  const topPaydownAccounts = cards
    .filter(({ balance, limit }) => exceedsPercent(balance, limit, target))
    .map(({ account, balance, limit }) => ({
      creditorName: account.creditorName,
      ending: account.ending,
      balance,
      limit,
      utilization: percentage(balance, limit),
      amount: amountAbovePercent(balance, limit, target),
    }))
    .sort((a, b) => compareMoney(b.amount, a.amount) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    paydownAmountNeeded: sumMoney(topPaydownAccounts.map(({ amount }) => amount)),
    topPaydownAccounts,
  };
}
