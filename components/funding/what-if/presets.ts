import type { Paydowns } from "@/server/domain/funding/model/paydowns.ts";
import type { Underwriting } from "@/server/domain/funding/model/underwriting.ts";
import { difference, moneyText } from "../../ui/money-text.ts";
import type { BalanceLever, Levers, Moved } from "./scenario.ts";

/** What underwriting asks for, as if it were done: to be tried with one press. */
export interface Preset {
  name: string;
  moves: Moved;
}

export function presetsOf(present: Underwriting, levers: Levers): Preset[] {
  const paid = afterPaydowns(present.paydowns, levers.balances);
  const removed = afterRemoval(present.eligibleInquiries, levers);
  const all = [
    { name: "After the paydowns", moves: paid },
    { name: "After inquiry removal", moves: removed },
    { name: "After both", moves: hasMoves(paid) && hasMoves(removed) ? { ...paid, ...removed } : {} },
  ];
  return all.filter(({ moves }) => hasMoves(moves));
}

const hasMoves = (moves: Moved) => Object.keys(moves).length > 0;

function afterPaydowns({ topPaydownAccounts }: Paydowns, balances: BalanceLever[]): Moved {
  const left = [...balances];
  return Object.fromEntries(
    topPaydownAccounts.flatMap(({ creditorName, ending, balance, limit, amount }) => {
      const at = left.findIndex(
        (one) =>
          one.label === creditorName && one.ending === ending && one.start === balance && one.limit === limit,
      );
      // Two accounts may be alike in all that a report says; each is paid once.
      const [lever] = at < 0 ? [] : left.splice(at, 1);
      return lever ? [[lever.id, moneyText(difference(balance, amount))]] : [];
    }),
  );
}

function afterRemoval(eligible: { bureau: string }[], { inquiries }: Levers): Moved {
  return Object.fromEntries(
    inquiries.flatMap(({ id, start }) => {
      const gone = eligible.filter(({ bureau }) => id === `inquiries.${bureau}`).length;
      return gone === 0 ? [] : [[id, String(Math.max(0, Number(start) - gone))]];
    }),
  );
}

/** All card balances, as so many per cent of what they are, to the cent. */
export function scaledBalances(balances: BalanceLever[], percent: number): Moved {
  return Object.fromEntries(balances.map(({ id, start }) => [id, scaled(start, percent)]));
}

function scaled(amount: string, percent: number): string {
  const cents = BigInt(amount.replace(".", "")) * BigInt(percent);
  const digits = String((cents + 50n) / 100n).padStart(3, "0");
  return moneyText(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
}
