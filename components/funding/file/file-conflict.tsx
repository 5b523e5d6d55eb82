import { useState } from "react";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { BothVersions } from "../../ui/both-versions.tsx";
import { agoText } from "../../ui/time-text.ts";
import {
  type ApplicantFacts,
  differing,
  FACT_LABELS,
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

/** A file that somebody else has changed meanwhile. */
export function FileConflict({ base, mine, present, ...ways }: Props) {
  const who = useWhoChanged(present);
  const myChanges = new Set(differing(base, mine));
  const touched = new Set([...differing(base, present.facts), ...myChanges]);
  return (
    <BothVersions
      who={who}
      rows={[...touched].map((name) => ({
        label: FACT_LABELS[name],
        mine: myChanges.has(name) ? factText(name, mine[name]) : undefined,
        theirs: factText(name, present.facts[name]),
      }))}
      {...ways}
    />
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
