import type { TradeSettlementPreview } from "@/server/domain/pipeline/preview-trade-settlement.ts";
import { dollars } from "../ui/money-text.ts";

interface Standing {
  borrowerName: string;
  currentStatus: string;
  /** Null for a loan that is passed over. */
  expectedAmount: string | null;
}

/** What happened to a trade's loans between two looks at it, a sentence for each loan. */
export function changesBetween(
  before: TradeSettlementPreview,
  now: TradeSettlementPreview,
  nameOf: (statusCode: string) => string,
): string[] {
  const past = standings(before);
  return [...standings(now)].flatMap(([id, loan]) => {
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

function standings({ ready, skipped }: TradeSettlementPreview): Map<number, Standing> {
  return new Map([
    ...ready.map((loan): [number, Standing] => [loan.pipelineLoanId, loan]),
    ...skipped.map((loan): [number, Standing] => [loan.pipelineLoanId, { ...loan, expectedAmount: null }]),
  ]);
}
