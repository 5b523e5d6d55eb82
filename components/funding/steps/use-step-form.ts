"use client";

import type { StepAsk } from "@/server/domain/funding/model/paths.ts";
import { futureDaysIn } from "@/server/domain/funding/model/step-asks.ts";
import { STEP_DATA } from "@/server/domain/funding/step-input.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/**
 * The form of a step: checked by the schema with which the server checks, and sent as its completion.
 * @param shown the fields that it has, as the schema nests them: `cards.2.amount`
 */
export function useStepForm(place: Place, asks: StepAsk, shown: readonly string[]) {
  const { changes, today } = useWorkflow();
  const { problems, form, check, refuse } = useProblems(shown);
  const name = actionName(place);
  /** @param onDone takes away what was typed */
  const submit = (data: Record<string, unknown>, onDone: () => void) => {
    const future = futureDaysIn(data, today).map((one) => ({ ...one, field: nameInForm(one.field) }));
    const checked = check(STEP_DATA[asks], data, future);
    if (!checked) return;
    changes.send(
      name,
      "completeStep",
      { path: place.path.path, step: place.step.id, data: checked },
      {
        onDone,
        onRefused: (error) => {
          const { refusal, isShown } = inForm(error, shown);
          if (isShown) refuse({ data: { refusal } });
          return isShown;
        },
      },
    );
  };
  return { errors: problems.fields, form, submit, isUnderWay: changes.underWay === name };
}

/** The server names fields as they stand in the request, `data.cards[2].amount`; the form as the schema does. */
const nameInForm = (field: string) => field.replace(/^data\./, "").replace(/\[(\d+)\]/g, ".$1");

function inForm(error: unknown, shown: readonly string[]) {
  const refusal = refusalOf(error);
  const details = refusal.details.map(({ field, ...rest }) => ({
    ...rest,
    field: nameInForm(field),
  }));
  const isShown = details.length > 0 && details.every(({ field }) => shown.includes(field));
  return { refusal: { ...refusal, details }, isShown };
}
