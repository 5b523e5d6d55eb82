import type { z } from "zod";
import type { Database } from "../../../db/connect.ts";
import { authorise, type Context, today } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { record } from "../fields.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { readCards } from "./card-rows.ts";
import { type ChangedProgress, changeWorkflow, type Decided } from "./change-workflow.ts";
import { wasDeclinedBefore } from "./effect-rows.ts";
import { holdSubmission } from "./lender-rows.ts";
import { MONEY_KINDS } from "./model/effects.ts";
import type { PlannedCard } from "./model/emails.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { progressOf } from "./model/progress.ts";
import { approvedSubVariant, asksOf, futureDaysIn, guardOffer, offersIn } from "./model/step-asks.ts";
import { outcomeOf, type StepFacts } from "./model/step-effects.ts";
import { doneBy } from "./model/step-events.ts";
import { guardStep } from "./model/step-guards.ts";
import { readOperator } from "./operator-rows.ts";
import { CompleteStepInput, STEP_DATA } from "./step-input.ts";
import type { UnderWay } from "./step-rows.ts";

/**
 * Completes a step that is in turn, with exactly the data that it asks for (F3.3, F3.5), and writes what it sends out into the
 * outbox in the same transaction (F3.10): letters (F3.8), the invoice (F4.1), the received payment (F4.2), parking (F5.1). An
 * approval may narrow what underwriting allows, never widen it (F3.6).
 * @throws DomainError FILE_NOT_FOUND; PAYLOAD_VALIDATION naming what the step does not take; STEP_OUT_OF_TURN with what comes
 * first; STEP_DONE_ALREADY; EMAIL_INCOMPLETE or INVALID_INVOICE with what is missing; CONFLICT for a stale version; MODE_CHANGED
 * when a system that it sends something to was seen as the sandbox and is real now, or the other way round (F7.4)
 */
export async function completeStep(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:operate");
  const input = parseInput(CompleteStepInput, raw);
  const day = today(ctx);
  const request = { ...input, data: parseData(input, day) };
  return changeWorkflow(ctx, "complete", request, (state, tx) => decide(state, tx, request, day));
}

type Request = Omit<z.output<typeof CompleteStepInput>, "data"> & { data: Record<string, unknown> };

/** By the form of the step, whether it is in turn or not: what is wrong with the request itself is said first. */
function parseData(
  { path, step, data }: { path: PrimaryPath; step: string; data?: unknown },
  day: string,
): Record<string, unknown> {
  const asks = asksOf(path, step);
  if (asks === null) throw invalidInput([{ field: "step", message: `must be a step of ${path}` }]);
  const form = record({ data: STEP_DATA[asks] });
  const future = futureDaysIn(data, day);
  const given = { data: data ?? {} };
  const parsed: { data: Record<string, unknown> } = parseInput(form, given, "PAYLOAD_VALIDATION", future);
  const { notes, ...rest } = parsed.data;
  return notes === null || notes === undefined ? rest : { ...rest, notes };
}

async function decide(
  state: UnderWay,
  tx: Database,
  { path, step, data }: Request,
  day: string,
): Promise<Decided> {
  const { workflow, run, progress, events } = state;
  refuseIf(guardStep(workflow, progress, path, step));
  if (workflow === null || run === null) throw new Error("unreachable: the guard refuses without a workflow");
  const asks = asksOf(path, step);
  if (asks === "offer_selection") refuseIf(guardOffer(offersIn(events).offers, data.offerId, day));
  const approval =
    asks === "approval"
      ? approvedSubVariant(workflow, path, data.establishedSubVariant as string | undefined)
      : { keeps: {} };
  if ("refusal" in approval) throw new DomainError(approval.refusal);
  const outcome = outcomeOf(step, await factsOf(state, tx, { path, step, data, day }));
  if ("refusal" in outcome) throw new DomainError(outcome.refusal);
  const { effects, says, keeps = {} } = outcome;
  // Who is charged for it stays who did it, whoever has the file later (F4.3).
  const charged = effects.some(({ effect }) => MONEY_KINDS.includes(effect));
  return {
    event: {
      kind: "completed",
      path,
      step,
      data: {
        ...data,
        ...approval.keeps,
        ...(asks === "offer_selection" ? selectedIn(events, data.offerId) : {}),
        ...keeps,
        ...(charged ? { operator: state.file.operator } : {}),
        ...(says === null ? {} : { says }),
      },
    },
    effects,
    cards: asks === "card_results" ? (data.cards as PlannedCard[]) : [],
  };
}

/** The timeline says which it was, also once the offers are others. */
function selectedIn(events: UnderWay["events"], offerId: unknown) {
  const { lender, amount } = offersIn(events).offers.find((offer) => offer.offerId === offerId) ?? {};
  return { lender, amount };
}

async function factsOf(
  { file, run, workflow, progress, events }: UnderWay,
  tx: Database,
  { path, step, data, day }: Pick<Request, "path" | "step" | "data"> & { day: string },
): Promise<StepFacts> {
  if (workflow === null || run === null) throw new Error("unreachable: the guard refuses without a workflow");
  const { displayName, feePercent, affiliateLink } = await readOperator(tx, file.operator);
  const funds = doneBy(events, "term_loan", "wait_for_funding")?.data.fundedAmount as string | undefined;
  return {
    client: { name: file.name, email: file.email, phone: file.phone },
    operator: { name: displayName ?? file.operator, feePercent, affiliateLink },
    path,
    workflow,
    paths: progressOf(workflow, progress),
    paydowns: run.paydowns,
    hasTermLoan: funds !== undefined,
    offer: offersIn(events).selected,
    today: day,
    fundedAmount: funds ?? null,
    cards: path === "card_funding" ? await readCards(tx, file.fileId) : [],
    submission:
      step === "submit_to_partner" ? await holdSubmission(tx, { run, workflow, events }, day) : null,
    wasDeclinedBefore:
      step === "send_decline_email" && (await wasDeclinedBefore(tx, file.fileId, file.email)),
    data,
  };
}
