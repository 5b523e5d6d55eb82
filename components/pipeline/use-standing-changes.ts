import { useEffect, useState } from "react";
import { changesBetween, type Standings } from "./standing-changes.ts";
import { useStatuses } from "./use-statuses.ts";

/** What a press is answered with that may have been meant for what stood there before. */
export const LOOK_ONCE_MORE = {
  data: {
    refusal: {
      code: "CONFLICT",
      message: "Nothing was settled: something changed since you looked. Look once more, then settle again.",
    },
  },
};

/** Whoever presses sooner has not read what came meanwhile: a second Enter was on its way. */
const MOMENT_MS = 1_000;

/** While a key is held or hammered nothing is read either. */
const HAMMERED_MS = 500;

export interface StandingChanges {
  /** What became of the loans while somebody looked, in sentences. */
  changes: string[];
  /** Something else stands there since less than a moment: nothing is taken yet. */
  isTooSoon: boolean;
  /** For a press that came too soon. */
  tooSoon: () => void;
  /** For a press that the server refused: the moment begins anew. */
  refused: () => void;
  /** At each press: whether the loans stand otherwise than at the last one, which is a reason to ask again. */
  mustLook: () => boolean;
  /** The person was told by a refusal that the loans stand like this. */
  look: (at: Standings) => void;
}

/**
 * Follows loans that somebody is about to settle, which cannot be taken back: no press is taken for what was not read.
 * @param now another map only when something is new
 * @param before how the loans stood when the draft was typed that is offered again
 */
export function useStandingChanges(now: Standings | undefined, before?: Standings): StandingChanges {
  const statuses = useStatuses();
  const nameOf = (code: string) => statuses.of(code).displayName;
  const [{ shown, lookedAt, changes, told }, set] = useState({
    shown: before ?? now,
    lookedAt: before ?? now,
    changes: [] as string[],
    told: 0,
  });
  if (now && now !== shown) {
    const found = shown ? changesBetween(shown, now, nameOf) : [];
    set({
      shown: now,
      lookedAt: lookedAt ?? now,
      // What happens a second time is told once, as the latest.
      changes: [...changes.filter((change) => !found.includes(change)), ...found],
      told: told + found.length,
    });
  }
  const [refusals, setRefusals] = useState(0);
  const [early, setEarly] = useState(0);
  const isNew = useIsNew(told + refusals, MOMENT_MS);
  const isHammered = useIsNew(early, HAMMERED_MS);
  const refused = () => setRefusals((count) => count + 1);
  return {
    changes,
    isTooSoon: isNew || isHammered,
    tooSoon: () => setEarly((count) => count + 1),
    refused,
    mustLook: () => {
      if (!lookedAt || !now || changesBetween(lookedAt, now, nameOf).length === 0) return false;
      set((one) => ({ ...one, lookedAt: now }));
      refused();
      return true;
    },
    look: (at) => set((one) => ({ ...one, lookedAt: at })),
  };
}

/** Whether it was counted up less than so long ago. */
function useIsNew(count: number, ms: number): boolean {
  const [old, setOld] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setOld(count), ms);
    return () => clearTimeout(timer);
  }, [count, ms]);
  return old !== count;
}
