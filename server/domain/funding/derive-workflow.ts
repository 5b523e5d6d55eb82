import { authorise, type Context } from "../context.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { DeriveWorkflowInput } from "./input.ts";
import { dayOf } from "./model/calendar.ts";
import { type DerivedWorkflow, deriveWorkflow } from "./model/derive-workflow.ts";

/**
 * The workflow that the evaluators' decisions lead to, and why (F2.12). Stateless: nothing is read and nothing is kept.
 * @throws DomainError PAYLOAD_VALIDATION naming the field, also where the route would be null
 */
export function deriveFromDecisions(ctx: Context, raw: unknown): DerivedWorkflow {
  authorise(ctx, "funding:read");
  const decisions = parseInput(DeriveWorkflowInput, raw);
  const [today, youngest] = [dayOf(decisions.now), decisions.youngestAccountOpened];
  if (youngest !== null && youngest > today) {
    const message = `must not be after the day of now (${today})`;
    throw invalidInput([{ field: "youngestAccountOpened", message }]);
  }
  return deriveWorkflow(decisions);
}
