import { defaultSettlementAmount } from "@/server/domain/pipeline/model/settlement.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { dollars } from "../ui/money-text.ts";

/** Where a loan that is to be settled with others stands. */
export interface Standing {
  borrowerName: string;
  currentStatus: string;
  /** Null for a loan that is passed over. */
  expectedAmount: string | null;
}

interface FollowedLoan {
  borrowerName: string;
  currentStatus: string;
  purchasePrice: string;
  salePrice: string | null;
}

/** Where a loan stands for whoever settles it: one that is settled brings nothing any more. */
export function standingOf(loan: FollowedLoan): Standing {
  const { borrowerName, currentStatus } = loan;
  const expectedAmount = currentStatus === SETTLED ? null : defaultSettlementAmount(loan);
  return { borrowerName, currentStatus, expectedAmount };
}

/** By the loan's number. */
export type Standings = ReadonlyMap<number, Standing>;

/** What happened to the loans between two looks at them, a sentence for each. */
export function changesBetween(
  past: Standings,
  now: Standings,
  nameOf: (statusCode: string) => string,
): string[] {
  return [...now].flatMap(([id, loan]) => {
    const old = past.get(id);
    if (!old) return [];
    if (old.currentStatus !== loan.currentStatus)
      return [
        `${loan.borrowerName} is ${nameOf(loan.currentStatus)} now${
          loan.expectedAmount === null ? "" : `, and would settle for ${dollars(loan.expectedAmount)}`
        }`,
      ];
    if (old.expectedAmount !== loan.expectedAmount && loan.expectedAmount !== null)
      return [
        `${loan.borrowerName} is expected to bring ${dollars(loan.expectedAmount)}${
          old.expectedAmount === null ? "" : `, not ${dollars(old.expectedAmount)}`
        }`,
      ];
    return [];
  });
}
