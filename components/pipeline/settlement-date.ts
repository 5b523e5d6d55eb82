import type { RefusalDetail } from "@/server/domain/errors.ts";
import { guardSettlementDate } from "@/server/domain/pipeline/model/settlement.ts";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import { todayIn } from "../ui/time-text.ts";
import type { KnownLoans } from "./bulk-run.ts";
import { useStatuses } from "./use-statuses.ts";

/**
 * What is wrong with one settlement date for every one of these loans, by the rule for a single one (P5.1). What is wrong
 * for some of them only is said of those.
 * @param purchaseDates of the loans, `YYYY-MM-DD` like the other days
 */
export function dateFaultsOfAll(date: string, today: string, purchaseDates: string[]): RefusalDetail[] {
  const [earliest = date] = purchaseDates.toSorted();
  return guardSettlementDate(date, today, earliest)?.details ?? [];
}

/** The date as it may be asked about, and its faults: with a wrong one it is asked how the loans stand today (P5.6). */
export function useSettlementDate(date: string, loans: KnownLoans | undefined) {
  const today = todayIn(useSession().timeZone);
  const { movesFrom } = useStatuses();
  const settleable = [...(loans?.values() ?? [])].filter(({ currentStatus }) =>
    movesFrom(currentStatus).some(({ statusCode }) => statusCode === SETTLED),
  );
  const purchaseDates = settleable.map((loan) => loan.purchaseDate);
  const faults = dateFaultsOfAll(date, today, purchaseDates);
  return { faults, asked: date === "" || faults.length > 0 ? today : date };
}
