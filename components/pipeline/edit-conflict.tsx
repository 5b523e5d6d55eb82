import { useState } from "react";
import { useSession } from "../shell/session.tsx";
import { BothVersions } from "../ui/both-versions.tsx";
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

/** A loan that somebody else has changed meanwhile. Saving what was typed keeps what only they changed. */
export function EditConflict({ base, mine, present, ...ways }: Props) {
  const { email } = useSession();
  const statuses = useStatuses();
  const [now] = useState(Date.now);
  const actorName = useActorName();
  const nameOf = (code: string) => statuses.of(code).displayName;
  const theirs = factsOf(present.facts);
  const myChanges = new Set(differing(base, mine));
  const touched = new Set([...differing(base, theirs), ...myChanges]);
  return (
    <BothVersions
      who={`${changeSentence(present.lastChange, { email, nameOf, actorName, now })},`}
      rows={[...touched].map((name) => ({
        label: FACT_LABELS[name],
        mine: myChanges.has(name) ? factText(name, mine[name]) : undefined,
        theirs: factText(name, theirs[name]),
      }))}
      {...ways}
    />
  );
}
