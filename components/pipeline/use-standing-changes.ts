import { useEffect, useState } from "react";
import { changesBetween, type Standings } from "./standing-changes.ts";
import { useStatuses } from "./use-statuses.ts";

/** What a press is answered with that may have been meant for what stood there before. */
export const LOOK_ONCE_MORE = {
  data: {
    refusal: {
      code: "CONFLICT",
      message: "Nothing was settled: something changed just now. Look once more, then settle again.",
    },
  },
};

/** Whoever presses again sooner has not read what came meanwhile: a second Enter was on its way, or a key is held. */
const MOMENT_MS = 1_000;

export interface StandingChanges {
  /** What became of the loans while somebody looked, in sentences. */
  changes: string[];
  /** Something else stands there since less than a moment: nothing is taken yet. */
  isTooSoon: boolean;
  /** For a press that came too soon, or was refused: the moment begins anew. */
  pause: () => void;
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
  const { isTooSoon, pause } = useMoment(told);
  return {
    changes,
    isTooSoon,
    pause,
    mustLook: () => {
      if (!lookedAt || !now || changesBetween(lookedAt, now, nameOf).length === 0) return false;
      set((one) => ({ ...one, lookedAt: now }));
      pause();
      return true;
    },
    look: (at) => set((one) => ({ ...one, lookedAt: at })),
  };
}

/** A moment that begins when more is told, and whenever it is asked to. */
function useMoment(told: number): Pick<StandingChanges, "isTooSoon" | "pause"> {
  const [pauses, setPauses] = useState(0);
  const [read, setRead] = useState({ told: 0, pauses: 0 });
  useEffect(() => {
    const timer = setTimeout(() => setRead({ told, pauses }), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [told, pauses]);
  return {
    isTooSoon: read.told !== told || read.pauses !== pauses,
    pause: () => setPauses((count) => count + 1),
  };
}
