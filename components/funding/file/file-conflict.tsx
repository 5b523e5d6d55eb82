import { useState } from "react";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { agoText } from "../../ui/time-text.ts";
import {
  type ApplicantFacts,
  differing,
  FACT_LABELS,
  type FactName,
  factText,
  type PresentFile,
} from "./applicant-values.ts";

interface Props {
  base: ApplicantFacts;
  mine: ApplicantFacts;
  present: PresentFile;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Both versions, side by side, where somebody else was quicker. What was typed stays in the form above. */
export function FileConflict({ base, mine, present, onKeepMine, onTakeTheirs }: Props) {
  const who = useWhoChanged(present);
  const myChanges = new Set(differing(base, mine));
  const touched = [...new Set([...differing(base, present.facts), ...myChanges])];
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-canvas p-3 text-sm">
      <p className="font-medium">{who} while you were editing</p>
      <p className="text-ink-2">Nothing was saved. Compare, then choose.</p>
      <table className="mt-2 w-full table-fixed text-left">
        <thead className="text-xs text-ink-3">
          <tr>
            {["Fact", "Yours", "Theirs, now"].map((head) => (
              <th key={head} scope="col" className="py-1 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {touched.map((name) => (
            <ConflictRow
              key={name}
              name={name}
              mine={myChanges.has(name) ? mine[name] : undefined}
              theirs={present.facts[name]}
            />
          ))}
        </tbody>
      </table>
      <div className="mt-3 flex gap-2">
        <Button size="sm" onClick={onKeepMine}>
          Save mine
        </Button>
        <Button size="sm" onClick={onTakeTheirs}>
          Take theirs
        </Button>
      </div>
    </div>
  );
}

/** "Ann changed this file 2 min ago" */
export function useWhoChanged({ updatedAt, updatedBy }: PresentFile): string {
  const { email } = useSession();
  const actorName = useActorName();
  const [now] = useState(Date.now);
  const actor = updatedBy === email ? "You" : updatedBy === "" ? "Somebody else" : actorName(updatedBy);
  return `${actor} changed this file ${updatedAt === "" ? "" : `${agoText(updatedAt, now)},`}`;
}

interface RowProps {
  name: FactName;
  /** Left out where I changed nothing. */
  mine: string | null | undefined;
  theirs: string | null;
}

function ConflictRow({ name, mine, theirs }: RowProps) {
  return (
    <tr className="border-t align-top">
      <th scope="row" className="border-t py-1 pr-2 font-normal text-ink-2">
        {FACT_LABELS[name]}
      </th>
      <td className="figures break-words border-t py-1 pr-2 font-medium">
        {mine === undefined ? (
          <span className="font-normal text-ink-3">left as it was</span>
        ) : (
          factText(name, mine)
        )}
      </td>
      <td className="figures break-words border-t py-1">{factText(name, theirs)}</td>
    </tr>
  );
}
