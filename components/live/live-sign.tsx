"use client";

import { RefreshCwOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useIsLive } from "./use-is-live.ts";

/** Most losses mend themselves before anybody should read of them. */
const QUIET_MS = 4_000;

/** Says quietly, at the foot of the rail, that changes of others may be missing; gone when they come again (P7.8). */
export function LiveSign() {
  const isLive = useIsLive();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (isLive) return setLate(false);
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isLive]);
  return (
    <div role="status">
      {isLate && (
        <p
          title="Reconnecting… What others change may be missing here."
          className="mb-2 flex items-center justify-center gap-2.5 rounded-md border border-dashed border-line-strong px-2 py-1.5 text-xs text-ink-2 lg:justify-start"
        >
          <RefreshCwOff aria-hidden className="size-4 shrink-0" />
          <span className="sr-only lg:not-sr-only">
            <span className="font-medium text-ink">Reconnecting…</span> What others change may be missing.
          </span>
        </p>
      )}
    </div>
  );
}
