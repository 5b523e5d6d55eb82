import type { StatusConfig } from "./status-workflow.ts";
import { inSequence } from "./workflow-edit.ts";

/**
 * What one person changed, put on top of what another put in force meanwhile: each fact and each move as I have it when I
 * changed it, otherwise as they have it. A status that either removed is gone, and with it the moves that led to it.
 * @param base the version that both began from
 */
export function mergeWorkflows(
  base: StatusConfig[],
  theirs: StatusConfig[],
  mine: StatusConfig[],
): StatusConfig[] {
  const [inBase, inTheirs, inMine] = [byCode(base), byCode(theirs), byCode(mine)];
  const stays = (code: string) =>
    inMine.has(code) ? inTheirs.has(code) || !inBase.has(code) : !inBase.has(code) && inTheirs.has(code);
  const order = (isReordered(base, mine) ? woven(mine, theirs) : woven(theirs, mine)).filter(stays);
  const merged = order.flatMap((code) => {
    const [old, their, my] = [inBase.get(code), inTheirs.get(code), inMine.get(code)];
    const one = my && their ? bothOf(old, their, my) : (my ?? their);
    return one ? [{ ...one, allowedTransitions: one.allowedTransitions.filter(stays) }] : [];
  });
  return inSequence(merged);
}

export function byCode(statuses: StatusConfig[]): Map<string, StatusConfig> {
  return new Map(statuses.map((status) => [status.statusCode, status]));
}

/** Whether what both have stands in another order. */
export function isReordered(before: StatusConfig[], after: StatusConfig[]): boolean {
  const [inBefore, inAfter] = [byCode(before), byCode(after)];
  const left = before.filter(({ statusCode }) => inAfter.has(statusCode));
  const right = after.filter(({ statusCode }) => inBefore.has(statusCode));
  return left.some(({ statusCode }, index) => right[index]?.statusCode !== statusCode);
}

/** The codes of `first` in their order, and each of `second`'s own after the one that it follows there. */
function woven(first: StatusConfig[], second: StatusConfig[]): string[] {
  const codes = first.map((status) => status.statusCode);
  for (const [index, { statusCode }] of second.entries()) {
    if (codes.includes(statusCode)) continue;
    codes.splice(codes.indexOf(second[index - 1]?.statusCode ?? "") + 1, 0, statusCode);
  }
  return codes;
}

function bothOf(old: StatusConfig | undefined, their: StatusConfig, my: StatusConfig): StatusConfig {
  const pick = <K extends keyof StatusConfig>(key: K): StatusConfig[K] =>
    old && my[key] === old[key] ? their[key] : my[key];
  const had = (target: string) => old?.allowedTransitions.includes(target) ?? false;
  const [theirMoves, myMoves] = [their.allowedTransitions, my.allowedTransitions];
  const targets = [...new Set([...myMoves, ...theirMoves])];
  return {
    ...my,
    displayName: pick("displayName"),
    isTerminal: pick("isTerminal"),
    isException: pick("isException"),
    agingThresholdDays: pick("agingThresholdDays"),
    allowedTransitions: targets.filter((target) =>
      myMoves.includes(target) === had(target) ? theirMoves.includes(target) : myMoves.includes(target),
    ),
  };
}
