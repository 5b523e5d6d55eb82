import type { MortgageTemplate } from "@/server/domain/mortgages/model/templates.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { BothVersions } from "../../ui/both-versions.tsx";
import { conflictRows, type TemplateChanges } from "./template-values.ts";

interface Props {
  /** As it was when the typing began. */
  seen: MortgageTemplate;
  mine: TemplateChanges;
  theirs: MortgageTemplate;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** A template that somebody else has changed meanwhile. Saving what was typed keeps what only they changed. */
export function TemplateConflict({ seen, mine, theirs, ...ways }: Props) {
  const actorName = useActorName();
  return (
    <BothVersions
      who={`${actorName(theirs.savedBy)} changed this template`}
      rows={conflictRows({ seen, mine, theirs })}
      {...ways}
    />
  );
}
