"use client";

import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { countText } from "../ui/money-text.ts";
import { mayMove } from "./moves.ts";
import { StatusGlyph } from "./status-glyph.tsx";
import { useStatuses } from "./use-statuses.ts";

interface Props {
  /** How many of the selected loans are in which status. */
  counts: Map<string, number>;
  /** Goes on with the loans of one status. */
  onKeep: (statusCode: string) => void;
}

/** Why nothing can be done with all of them, and the way on: those of one status. */
export function NoCommonStep({ counts, onKeep }: Props) {
  const { role } = useSession();
  const statuses = useStatuses();
  const movable = [...counts].filter(([code]) =>
    statuses.movesFrom(code).some((move) => mayMove(role, move)),
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <p className="text-ink-2">
        {counts.size === 1
          ? reasonFor(role, statuses.of([...counts.keys()][0] ?? ""))
          : `Selected loans are in ${counts.size} statuses with no common next step.`}
      </p>
      {counts.size > 1 && (
        <ul aria-label="Keep the loans of one status" className="flex flex-wrap gap-1.5">
          {movable.map(([code, count]) => (
            <li key={code}>
              <Button size="sm" onClick={() => onKeep(code)}>
                <StatusGlyph look={statuses.of(code).look} />
                Keep {countText(count)} {statuses.of(code).displayName}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function reasonFor(role: string, { displayName, isTerminal }: { displayName: string; isTerminal: boolean }) {
  if (isTerminal || role === "admin") return `${displayName} is final; nothing is left to do.`;
  return `From ${displayName} an administrator takes the next step; your role is operator.`;
}
