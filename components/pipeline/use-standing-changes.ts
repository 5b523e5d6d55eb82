import { useState } from "react";
import { changesBetween, type Standings } from "./standing-changes.ts";
import { useStatuses } from "./use-statuses.ts";

/** What a press is answered with that may have been meant for what stood there before. */
export const LOOK_ONCE_MORE = {
  data: {
    refusal: {
      code: "CONFLICT",
      message: "Nothing was settled: these loans changed just now. Look once more, then settle again.",
    },
  },
};

interface StandingChanges {
  /** What became of the loans while somebody looked, in sentences. */
  changes: string[];
  /** Whether the loans stand otherwise than when the person last decided: a settlement cannot be taken back. */
  areUnseen: boolean;
  /** The person has decided by this, or was told to look at it. */
  look: (at: Standings | undefined) => void;
}

/** Follows loans that somebody is about to settle; `now` is another map only when something is new. */
export function useStandingChanges(now: Standings | undefined): StandingChanges {
  const statuses = useStatuses();
  const nameOf = (code: string) => statuses.of(code).displayName;
  const [{ shown, lookedAt, changes }, set] = useState({
    shown: now,
    lookedAt: now,
    changes: [] as string[],
  });
  if (now && now !== shown) {
    const found = shown ? changesBetween(shown, now, nameOf) : [];
    set({ shown: now, lookedAt: lookedAt ?? now, changes: [...changes, ...found] });
  }
  return {
    changes,
    areUnseen: Boolean(lookedAt && now && changesBetween(lookedAt, now, nameOf).length > 0),
    look: (at) => set((before) => ({ ...before, lookedAt: at })),
  };
}
