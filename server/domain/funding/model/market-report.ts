import { dollars } from "./credit-facts.ts";
import type { StepEvent } from "./step-events.ts";

/** What the marketplace reports of a client after the link went out, as a suggestion (F7.2): a person records it. */

/** An event as the marketplace tells it. Told again it is the same event. */
export interface MarketEvent {
  /** The marketplace's own, by which one that is told twice is known again. */
  eventId: string;
  leadId: string;
  eventType: string;
  happenedAt: string;
  /** Since when the marketplace says that it did not happen. */
  takenBackAt: string | null;
  /** US dollars; null where it is not told. */
  amount: string | null;
  lender: string | null;
  offerId: string | null;
}

/** A page of what happened, and where the next one begins. */
export interface MarketEvents {
  events: MarketEvent[];
  token: string;
  hasMore: boolean;
}

/** One as it is kept: that it was taken back is a row of its own beside it. */
export interface KeptMarketEvent extends Omit<MarketEvent, "leadId" | "takenBackAt"> {
  isReversal: boolean;
}

/** Which step an event is about; all others are history. */
const ABOUT = {
  offerClicked: "await_acceptance",
  funded: "wait_for_funding",
} as const satisfies Record<string, string>;

export type ReportedStep = (typeof ABOUT)[keyof typeof ABOUT];

export interface MarketReport {
  eventId: string;
  step: ReportedStep;
  on: string;
  amount: string | null;
  lender: string | null;
  /** Whether it is the offer that was selected with the client; null where that cannot be told. */
  isSelectedOffer: boolean | null;
  takenBackOn: string | null;
  /** The step is recorded already. */
  isRecorded: boolean;
  /** To be read by the operator as it is. */
  says: string;
}

/** The step that an event reports; null for one that is only history. */
export function stepOf(eventType: string): ReportedStep | null {
  return Object.hasOwn(ABOUT, eventType) ? ABOUT[eventType as keyof typeof ABOUT] : null;
}

/**
 * What is reported of acceptance and funding, newest first. The first opening of a link says that the client went to accept;
 * later ones say no more.
 * @param selected the id of the selected offer; null before one is
 * @param done the steps that are done at present
 */
export function reportsOf(
  events: readonly KeptMarketEvent[],
  selected: string | null,
  done: (step: ReportedStep) => StepEvent | null,
): MarketReport[] {
  const reversals = new Map(
    events.filter(({ isReversal }) => isReversal).map((one) => [one.eventId, one.happenedAt]),
  );
  const newestFirst = events
    .filter(({ isReversal }) => !isReversal)
    .toSorted((a, b) => b.happenedAt.localeCompare(a.happenedAt) || (a.eventId < b.eventId ? -1 : 1));
  return newestFirst.flatMap((event, index): MarketReport[] => {
    const step = stepOf(event.eventType);
    if (step === null) return [];
    const isRepeated = newestFirst
      .slice(index + 1)
      .some(
        (one) =>
          stepOf(one.eventType) === step && one.offerId === event.offerId && !reversals.has(one.eventId),
      );
    if (step === "await_acceptance" && isRepeated) return [];
    const { eventId, amount, lender, offerId } = event;
    const isSelectedOffer = selected === null || offerId === null ? null : offerId === selected;
    const report = {
      eventId,
      step,
      on: event.happenedAt,
      amount,
      lender,
      isSelectedOffer,
      takenBackOn: reversals.get(eventId) ?? null,
      isRecorded: done(step) !== null,
    };
    return [{ ...report, says: sentenceOf(report) }];
  });
}

function sentenceOf(report: Omit<MarketReport, "says">): string {
  const { step, on, amount, lender, isSelectedOffer, takenBackOn, isRecorded } = report;
  const by = lender === null ? "" : ` by ${lender}`;
  const day = on.slice(0, 10);
  const what =
    step === "await_acceptance"
      ? `Engine reports that the client opened the lender's page on ${day}`
      : `Engine reports funded${amount === null ? "" : ` ${dollars(amount)}`}${by} on ${day}`;
  const other = isSelectedOffer === false ? " This is not the offer that was selected." : "";
  if (takenBackOn === null) return `${what}.${other}`;
  const recorded = isRecorded ? " The step is recorded: ask the lender before you go on." : "";
  return `${what}, and took that back on ${takenBackOn.slice(0, 10)}.${other}${recorded}`;
}
