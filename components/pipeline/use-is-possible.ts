import { useStatuses } from "./use-statuses.ts";

/** Whether a loan in this status, as it is known now, can take the step that a dialog asks about. */
export function useIsPossible(currentStatus: string, target: string): boolean {
  const statuses = useStatuses();
  return (
    statuses.all.length === 0 ||
    statuses.movesFrom(currentStatus).some(({ statusCode }) => statusCode === target)
  );
}
