import type { PrimaryPath } from "@/server/domain/funding/model/paths.ts";
import { outcomeOf, type StepFacts, type StepOutcome } from "@/server/domain/funding/model/step-effects.ts";
import { doneBy } from "@/server/domain/funding/model/step-events.ts";
import { eventsOf } from "./story.ts";
import type { Path, WorkflowView } from "./workflow-context.ts";

/**
 * What the server will send when a step is done, made by the very function by which it will: to be looked at before the
 * press, never to be edited (F3.5). Null until all that it depends on is here.
 */
export function expectedOutcome(
  { file, run, progress, terms, today }: WorkflowView,
  path: Path["path"],
  step: string,
): StepOutcome | null {
  if (!run?.workflow || !terms) return null;
  const funds = doneBy(eventsOf(progress), "term_loan", "wait_for_funding")?.data.fundedAmount;
  const facts: StepFacts = {
    client: { name: file.name, email: file.email, phone: file.phone },
    operator: {
      name: terms.displayName ?? file.operator,
      feePercent: terms.feePercent,
      affiliateLink: terms.affiliateLink,
    },
    path: path as PrimaryPath,
    workflow: run.workflow as StepFacts["workflow"],
    paths: progress.paths,
    paydowns: run.paydowns,
    hasTermLoan: funds !== undefined,
    offer: progress.offers.find(({ isSelected }) => isSelected) ?? null,
    fundedAmount: typeof funds === "string" ? funds : null,
    cards: path === "card_funding" ? (progress.plan?.cards ?? []) : [],
    // Of other files only the server knows.
    wasDeclinedBefore: false,
    today,
    data: {},
  };
  return outcomeOf(step, facts);
}
