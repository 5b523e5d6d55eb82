"use client";

import { useEffect, useState } from "react";
import { agoText, momentLabel } from "./time-text.ts";
import { Tooltip } from "./tooltip.tsx";

interface Props {
  moment: string;
  timeZone: string;
  /** In a place where focus should not stop, the full time is only a title. */
  plain?: boolean;
}

/** "3 d ago", with the moment and its zone on hover and focus. */
export function RelativeTime({ moment, timeZone, plain }: Props) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const full = momentLabel(moment, timeZone);
  const ago = agoText(moment, now);
  if (plain) {
    return (
      <time dateTime={moment} title={full} suppressHydrationWarning>
        {ago}
      </time>
    );
  }
  return (
    <Tooltip says={full}>
      <button type="button" className="cursor-default rounded-sm">
        <time dateTime={moment} suppressHydrationWarning>
          {ago}
        </time>
        <span className="sr-only">, {full}</span>
      </button>
    </Tooltip>
  );
}
