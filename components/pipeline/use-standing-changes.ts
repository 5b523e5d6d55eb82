import { useState } from "react";
import { changesBetween, type Standings } from "./standing-changes.ts";
import { useStatuses } from "./use-statuses.ts";

/** What became of the loans while somebody looked, in sentences; `now` is another map only when something is new. */
export function useStandingChanges(now: Standings | undefined): string[] {
  const statuses = useStatuses();
  const [{ seen, changes }, setSeen] = useState<{ seen: Standings | undefined; changes: string[] }>({
    seen: now,
    changes: [],
  });
  if (now && now !== seen) {
    const found = seen ? changesBetween(seen, now, (code) => statuses.of(code).displayName) : [];
    setSeen({ seen: now, changes: [...changes, ...found] });
  }
  return changes;
}
