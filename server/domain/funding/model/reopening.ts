import type { Refusal } from "../../errors.ts";
import { type EffectState, MONEY_KINDS } from "./effects.ts";
import { PATHS, type PrimaryPath } from "./paths.ts";
import type { Progress } from "./progress.ts";
import { isSharedStep } from "./step-events.ts";

/** What an administrator may take back (F3.9). */

export interface SentEffect {
  path: string;
  step: string;
  effect: string;
  state: EffectState;
}

/**
 * A step that is done may be reopened, unless money rests on it: once an invoice is out, or may be, neither its step nor one
 * before it is done a second time (I22).
 */
export function guardReopening(
  progress: Progress,
  effects: readonly SentEffect[],
  path: PrimaryPath,
  step: string,
): Refusal | null {
  const isShared = isSharedStep(path, step);
  if (!progress.done.some((one) => one.step === step && (isShared || one.path === path)))
    return refused("The step is not done, so there is nothing to reopen.");
  if (isShared) return null;
  const order: string[] = PATHS[path].steps.map(({ id }) => id);
  const money = moneyOut(effects, path);
  if (!money || order.indexOf(step) > order.indexOf(money.step)) return null;
  return refused(`${titleOf(money)} rests on this step and has gone out: correct it in the CRM.`);
}

/** What was invoiced or paid was funded (F3.11). */
export function guardMoneyOut(effects: readonly SentEffect[], path: PrimaryPath): Refusal | null {
  const money = moneyOut(effects, path);
  if (!money) return null;
  return refused(`${titleOf(money)} has gone out, so ${PATHS[path].title.toLowerCase()} was funded.`);
}

function moneyOut(effects: readonly SentEffect[], path: PrimaryPath): SentEffect | undefined {
  return effects.find(
    (one) =>
      one.path === path &&
      (MONEY_KINDS as readonly string[]).includes(one.effect) &&
      ["sending", "sent", "unclear"].includes(one.state),
  );
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
