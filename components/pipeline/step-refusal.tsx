"use client";

import { useState } from "react";
import { SETTLED } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useSession } from "../shell/session.tsx";
import type { ShownRefusal } from "../trpc/refusal.ts";
import { RefusalNotice } from "../trpc/refusal-notice.tsx";
import { dollars } from "../ui/money-text.ts";
import { Notice } from "../ui/notice.tsx";
import { dayLabel } from "../ui/time-text.ts";
import { useActorName } from "./actor-name.ts";
import { verbOf } from "./moves.ts";
import { changeSentence, type PresentLoan, presentOf } from "./present-loan.ts";
import { wayOn } from "./refusal-text.ts";
import { type Status, useStatuses } from "./use-statuses.ts";

interface Props {
  refusal: ShownRefusal | null;
  target: Pick<Status, "statusCode" | "displayName">;
}

/** Why a loan's step was not taken, if it was not. */
export function StepRefusal({ refusal, target }: Props) {
  const present = presentOf(refusal);
  if (present) return <StaleNotice present={present} target={target} />;
  return refusal && <RefusalNotice refusal={refusal} verb={verbOf(target)} />;
}

/** A move was refused because the loan is not where it was: who moved it, when, and where it can go now. */
function StaleNotice({ present, target }: { present: PresentLoan; target: Props["target"] }) {
  const { email } = useSession();
  const statuses = useStatuses();
  const [now] = useState(Date.now);
  const actorName = useActorName();
  const nameOf = (code: string) => statuses.of(code).displayName;
  const isPossible = statuses
    .movesFrom(present.currentStatus)
    .some((move) => move.statusCode === target.statusCode);
  const title = present.isNews
    ? changeSentence(present.lastChange, { email, nameOf, actorName, now })
    : `The workflow has no move from ${nameOf(present.currentStatus)} to ${target.displayName}`;
  return (
    <Notice title={`${title}.`}>
      {present.currentStatus === SETTLED && <Settlement {...present.facts} />}
      {isPossible ? (
        <p>It is in {nameOf(present.currentStatus)} now. Nothing was changed; look again, then decide.</p>
      ) : (
        <p>
          Your move was not made.{" "}
          {wayOn(
            nameOf(present.currentStatus),
            statuses.movesFrom(present.currentStatus).map((move) => move.displayName),
          )}
        </p>
      )}
      <p>What you typed is still here.</p>
    </Notice>
  );
}

function Settlement({ settlementAmount, settlementDate, settlementReference }: PresentLoan["facts"]) {
  if (!settlementAmount || !settlementDate) return null;
  return (
    <p className="figures">
      Recorded: {dollars(settlementAmount)} on {dayLabel(settlementDate)}, reference {settlementReference}.
    </p>
  );
}
