import type { Refusal } from "../../errors.ts";
import { type EffectState, MONEY_KINDS } from "./effects.ts";
import { PATHS, type PrimaryPath, type StepDefinition } from "./paths.ts";
import type { Progress } from "./progress.ts";
import { isSharedStep } from "./step-events.ts";

/** What an administrator may take back (F3.9). */

export interface SentEffect {
  /** Null for what shows where the whole file stands. */
  path: string | null;
  step: string | null;
  effect: string;
  state: EffectState;
}

/**
 * A step that is done may be reopened, unless money rests on it: nothing before the invoice, or the recorded payment, changes
 * while that step is done, whatever has become of what it sends; and it stays done once that is out, or may be (I22). Nor is an
 * offer chosen anew while the funds that came of one are recorded.
 */
export function guardReopening(
  progress: Pick<Progress, "done">,
  effects: readonly SentEffect[],
  path: PrimaryPath,
  step: string,
): Refusal | null {
  const isShared = isSharedStep(path, step);
  const isDone = (id: string) =>
    progress.done.some((one) => one.step === id && (isShared || one.path === path));
  if (!isDone(step)) return refused("The step is not done, so there is nothing to reopen.");
  const spine: readonly StepDefinition[] = PATHS[path].steps;
  const own = spine.filter((one) => !one.isShared);
  if (isShared && own.every(({ id }) => isDoneOn(progress, path, id)))
    return refused(`${PATHS[path].title} is complete, so nothing would go on from there.`);
  if (isShared) return null;
  const at = (id: string) => spine.findIndex((one) => one.id === id);
  const money = spine.find(({ isMoney }) => isMoney);
  if (!money || at(step) > at(money.id)) return null;
  const out = moneyEffect(effects, path);
  if (out && out.state !== "queued" && out.state !== "failed")
    return refused(`${titleOf(out)} rests on this step and has gone out: correct it in the CRM.`);
  if (step !== money.id && isDone(money.id)) return refused(restsOnIt(money));
  const funds = spine.find(({ asks }) => asks === "funds");
  const isRestedOn = spine.some(({ restsOn }) => restsOn === step);
  return funds && isDone(funds.id) && isRestedOn ? refused(restsOnIt(funds)) : null;
}

function restsOnIt({ title }: StepDefinition): string {
  return `“${title}” rests on this step: reopen “${title}” first.`;
}

/**
 * The steps that are done about what came of this one, or of one of these: it may come out otherwise, so they are reopened with
 * it (F3.9). In their order; money is not among them, which stands by its own rule (I22).
 */
export function restingOn(
  progress: Pick<Progress, "done">,
  path: PrimaryPath,
  step: string,
): StepDefinition[] {
  const spine: readonly StepDefinition[] = PATHS[path].steps;
  const moved = new Set([step]);
  for (const { id, restsOn } of spine) if (restsOn && moved.has(restsOn)) moved.add(id);
  return spine.filter(({ id }) => id !== step && moved.has(id) && isDoneOn(progress, path, id));
}

function isDoneOn({ done }: Pick<Progress, "done">, path: PrimaryPath, step: string): boolean {
  return done.some((one) => one.path === path && one.step === step);
}

/** The one that asks for money on a path, or records it, and was not withdrawn (I22). */
export function moneyEffect(effects: readonly SentEffect[], path: PrimaryPath): SentEffect | undefined {
  const kinds: readonly string[] = MONEY_KINDS;
  return effects.find((one) => one.path === path && kinds.includes(one.effect) && one.state !== "withdrawn");
}

function titleOf({ effect }: SentEffect): string {
  return effect === "invoice" ? "An invoice" : "A payment";
}

/** Only an end as not funded is taken back; what a run closed, a run opens again. */
export function guardResuming(progress: Progress, path: PrimaryPath): Refusal | null {
  const isEnded = progress.ended.some((one) => one.path === path && one.how === "not_funded");
  return isEnded ? null : refused(`${PATHS[path].title} has not been ended as not funded.`);
}

function refused(why: string): Refusal {
  return { code: "STEP_OUT_OF_TURN", message: `${why} Nothing was changed.` };
}
