"use client";

import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { type CallSheetData, clockTime } from "./queue-words.ts";

interface Props {
  callback: NonNullable<CallSheetData["callback"]>;
  onClaim: () => void;
  onRelease: () => void;
  onUnderwrite: () => void;
}

/** Whose the client is to call, and until when. */
export function ClaimBar({ callback, onClaim, onRelease, onUnderwrite }: Props) {
  const { email, timeZone } = useSession();
  const nameOf = useActorName();
  const { isClaimed, claimedBy, claimedUntil } = callback;
  const until = <span className="figures">{claimedUntil && clockTime(claimedUntil, timeZone)}</span>;
  if (!isClaimed)
    return (
      <div>
        <Button look="filled" size="lg" onClick={onClaim}>
          Take this client <span className="text-xs opacity-75">Enter</span>
        </Button>
      </div>
    );
  if (claimedBy !== email)
    return (
      <p role="status" className="flex h-9 items-center text-base font-medium">
        {nameOf(claimedBy ?? "")} has this client until&nbsp;{until}
      </p>
    );
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-2.5 text-sm">
      <p role="status" className="mr-auto">
        <span className="text-base font-medium text-accent">With you</span>
        <span className="text-ink-2"> until {until}</span>
      </p>
      <Button onClick={onUnderwrite}>
        Underwrite again <Kbd>U</Kbd>
      </Button>
      <Button look="quiet" onClick={onRelease}>
        Let go <Kbd>R</Kbd>
      </Button>
    </div>
  );
}
