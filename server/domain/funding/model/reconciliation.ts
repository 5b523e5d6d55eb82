import type { Refusal } from "../../errors.ts";
import { isDecimal, percentOf, sumMoney } from "../../money.ts";
import type { PrimaryPath } from "./paths.ts";

/** What the house charges its operators for what it processed for them (F4.3). */

/** Per cent of the operator's compensation. */
export const SHARE_PERCENT = "15";

/** Who processed a portion, and whether that was the house. */
export const PROCESSORS = {
  seven_figures: { title: "7 Figures", isOurs: true },
  engine: { title: "Engine", isOurs: false },
  house: { title: "Processed by us", isOurs: true },
  none: { title: "Referral only", isOurs: false },
} as const;
export type Processor = keyof typeof PROCESSORS;

/** A compensation that an operator received: an invoice of theirs, or a lender's commission. */
export interface Portion {
  operator: string;
  path: PrimaryPath;
  /** `YYYY-MM-DD`; the period takes it by this day. */
  receivedOn: string;
  compensation: string;
  processor: Processor;
}

/** A lender's commission is charged for only where the processing was the house's. */
export function processorOf(path: PrimaryPath, isProcessedByUs: boolean): Processor {
  if (path === "term_loan") return "engine";
  if (path === "card_funding") return "seven_figures";
  return isProcessedByUs ? "house" : "none";
}

export interface OperatorReconciliation<P extends Portion = Portion> {
  operator: string;
  portions: (P & { share: string })[];
  compensation: string;
  share: string;
}

/** Longer than this nobody settles at once. */
const MOST_DAYS = 1_100;

/** A period begins before it ends. */
export function guardPeriod({ from, to }: { from: string; to: string }): Refusal | null {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days >= 0 && days <= MOST_DAYS) return null;
  const message =
    days < 0 ? "must not be before the first day" : "must be within three years of the first day";
  return { code: "PAYLOAD_VALIDATION", message: `to ${message}.`, details: [{ field: "to", message }] };
}

/**
 * Per operator, in the order of their names, the portions of a period and what the house charges on each. The cents of each
 * portion are rounded half up once, and the sums are those of the lines.
 * @param period first and last day, both taken in
 */
export function reconcile<P extends Portion>(
  portions: readonly P[],
  period: { from: string; to: string },
): { refusal: Refusal } | { operators: OperatorReconciliation<P>[] } {
  const wrong = portions.findIndex(({ compensation }) => !isDecimal(compensation));
  if (wrong !== -1) {
    const detail = { field: `portions[${wrong}].compensation`, message: "must be an amount" };
    const message = `${detail.field} ${detail.message}. Nothing was reconciled.`;
    return { refusal: { code: "INVALID_INVOICE", message, details: [detail] } };
  }
  const within = portions.filter(({ receivedOn }) => receivedOn >= period.from && receivedOn <= period.to);
  const operators = [...Map.groupBy(within, ({ operator }) => operator)].map(([operator, own]) => {
    const lines = own
      .map((portion) => ({ ...portion, share: shareOf(portion) }))
      .sort((a, b) => compare(a.receivedOn, b.receivedOn) || compare(JSON.stringify(a), JSON.stringify(b)));
    return {
      operator,
      portions: lines,
      compensation: sumMoney(lines.map(({ compensation }) => compensation)),
      share: sumMoney(lines.map(({ share }) => share)),
    };
  });
  return { operators: operators.sort((a, b) => compare(a.operator, b.operator)) };
}

function shareOf({ processor, compensation }: Portion): string {
  const { isOurs } = PROCESSORS[processor];
  return isOurs ? percentOf(SHARE_PERCENT, compensation) : "0.00";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
