import { useState } from "react";
import type { ShownRefusal } from "../trpc/refusal.ts";
import { type PresentLoan, presentOf } from "./present-loan.ts";
import { useStatuses } from "./use-statuses.ts";

interface Step {
  /** Where the loan is: as it was when the question was asked, or as a refusal has told since. */
  from: string;
  /** False once a refusal has told that the loan cannot take this step from where it is. */
  isPossible: boolean;
  /** The loan as the refusal told it. */
  present: PresentLoan | null;
}

/** The step that a dialog asks about, and what became of it meanwhile. */
export function useStep(currentStatus: string, target: string, refusal: ShownRefusal | null): Step {
  const [atFirst] = useState(currentStatus);
  const statuses = useStatuses();
  const present = presentOf(refusal);
  const from = present?.currentStatus ?? atFirst;
  const isPossible = !present || statuses.movesFrom(from).some(({ statusCode }) => statusCode === target);
  return { from, isPossible, present };
}
