import type { PlannedCard } from "./emails.ts";
import { PRIMARY_PATHS, type PrimaryPath } from "./paths.ts";
import { moneyEffect, type SentEffect } from "./reopening.ts";
import { doneBy, type StepEvent } from "./step-events.ts";

/**
 * The paths on which money has been recorded: the loan's funds, an approved card, or what asks for money and was not withdrawn.
 * They go on to their end, whatever a later report says, since their fee is owed (F3.11, F3.12, F4.1).
 */
export function fundedPaths(
  events: readonly StepEvent[],
  cards: readonly Pick<PlannedCard, "status">[],
  effects: readonly SentEffect[],
): PrimaryPath[] {
  const isFunded: Partial<Record<PrimaryPath, boolean>> = {
    term_loan: doneBy(events, "term_loan", "wait_for_funding") !== null,
    card_funding:
      doneBy(events, "card_funding", "wait_card_stacking_results") !== null &&
      cards.some(({ status }) => status === "approved"),
  };
  return PRIMARY_PATHS.filter((path) => isFunded[path] || moneyEffect(effects, path) !== undefined);
}
