"use client";

import { useSession } from "../shell/session.tsx";
import { dayIn, dayLabel, momentLabel } from "../ui/time-text.ts";

/** A moment in a column: to the minute where there is room for it, else its day, and the whole on hover. */
export function Moment({ moment }: { moment: string }) {
  const { timeZone } = useSession();
  const whole = momentLabel(moment, timeZone);
  return (
    <time dateTime={moment} title={whole} className="figures">
      <span className="@min-[900px]:hidden">{dayLabel(dayIn(timeZone, new Date(moment)))}</span>
      <span className="hidden @min-[900px]:inline">{whole}</span>
    </time>
  );
}
