import type { FILE_PATHS, FileOutcome } from "@/server/domain/funding/model/file.ts";
import { NEXT_STEPS, WAITS } from "@/server/domain/funding/model/outward-standing.ts";
import { OVERLAYS } from "@/server/domain/funding/model/overlays.ts";
import { PATHS } from "@/server/domain/funding/model/paths.ts";
import { SHARED_STEPS } from "@/server/domain/funding/model/step-events.ts";
import { DECLINE_REASONS, PARKED_REASONS } from "@/server/domain/funding/model/workflow.ts";

/** The words of the list and its filters. */

export const PATH_WORDS: Record<(typeof FILE_PATHS)[number], string> = {
  card_funding: PATHS.card_funding.title,
  term_loan: PATHS.term_loan.title,
  established_funding: PATHS.established_funding.title,
  parked: PATHS.parked.title,
  decline: PATHS.decline.title,
  review: "Needs a person",
  no_report: "Waits for a report",
};

/** What came of a finished file is said below it. */
export const OUTCOME_WORDS: Record<FileOutcome, string> = {
  open: "Open",
  finished: "Finished",
  funded: "Finished: funded",
  not_funded: "Finished: not funded",
  declined: "Finished: declined",
};

interface Choices {
  label: string;
  options: { value: string; label: string }[];
}

/** What a file may wait for, below the product that it is of; what products share comes first. */
export const STEP_CHOICES: Choices[] = [
  { label: "Before a product", options: optionsOf(Object.keys(WAITS)) },
  { label: "Every product", options: optionsOf(SHARED_STEPS) },
  ...Object.entries(PATHS).map(([path, { title, steps }]) => ({
    label: title,
    options: optionsOf([
      ...OVERLAYS.filter(({ attachesTo }) => attachesTo[0].path === path).flatMap((overlay) =>
        overlay.steps.map(({ id }) => id),
      ),
      ...steps.map(({ id }) => id).filter((id) => !SHARED_STEPS.includes(id)),
    ]),
  })),
];

export const REASON_CHOICES: Choices[] = [
  { label: PATHS.parked.title, options: worded(PARKED_REASONS) },
  { label: PATHS.decline.title, options: worded(DECLINE_REASONS) },
];

/** Days. */
export const AGES = [1, 3, 7, 14, 30];

function optionsOf(ids: readonly string[]): Choices["options"] {
  return ids.map((value) => ({ value, label: nextStepWord(value) }));
}

function worded(reasons: Record<string, string>): Choices["options"] {
  return Object.entries(reasons).map(([value, label]) => ({ value, label }));
}

export function nextStepWord(id: string): string {
  return NEXT_STEPS.get(id) ?? id;
}

export function overlayWord(id: string): string {
  return OVERLAYS.find((overlay) => overlay.id === id)?.title ?? id;
}
