import { useState } from "react";
import { useSession } from "../shell/session.tsx";
import { Button } from "../ui/button.tsx";
import { useActorName } from "./actor-name.ts";
import { changeSentence, type PresentLoan } from "./present-loan.ts";
import { differing, FACT_LABELS, type Facts, factsOf, factText } from "./sale-facts-values.ts";
import { useStatuses } from "./use-statuses.ts";

interface Props {
  base: Facts;
  mine: Facts;
  present: PresentLoan;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Both versions, side by side, where someone else was quicker. What was typed stays in the form above; saving it keeps
 * what only they changed. */
export function EditConflict({ base, mine, present, onKeepMine, onTakeTheirs }: Props) {
  const { email } = useSession();
  const statuses = useStatuses();
  const [now] = useState(Date.now);
  const actorName = useActorName();
  const nameOf = (code: string) => statuses.of(code).displayName;
  const theirs = factsOf(present.facts);
  const myChanges = new Set(differing(base, mine));
  const touched = new Set([...differing(base, theirs), ...myChanges]);
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-canvas p-3 text-sm">
      <p className="font-medium">
        {changeSentence(present.lastChange, { email, nameOf, actorName, now })}, while you were editing
      </p>
      <p className="text-ink-2">Nothing was saved. Compare, then choose.</p>
      <table className="mt-2 w-full table-fixed text-left">
        <thead className="text-xs text-ink-3">
          <tr>
            <th scope="col" className="py-1 font-normal">
              Fact
            </th>
            <th scope="col" className="py-1 font-normal">
              Yours
            </th>
            <th scope="col" className="py-1 font-normal">
              Theirs, now
            </th>
          </tr>
        </thead>
        <tbody>
          {[...touched].map((name) => (
            <tr key={name} className="border-t align-top">
              <th scope="row" className="border-t py-1 pr-2 font-normal text-ink-2">
                {FACT_LABELS[name]}
              </th>
              <td className="figures break-words border-t py-1 pr-2 font-medium">
                {myChanges.has(name) ? (
                  factText(name, mine[name])
                ) : (
                  <span className="font-normal text-ink-3">left as it was</span>
                )}
              </td>
              <td className="figures break-words border-t py-1">{factText(name, theirs[name])}</td>
            </tr>
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
