"use client";

import { RefreshCwOff } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "../ui/cn.ts";
import { useIsLive } from "./use-is-live.ts";

/** Most losses mend themselves before anybody should read of them. */
const QUIET_MS = 4_000;

/**
 * Says quietly, at the head of the rail and in the place of what stands there otherwise, that changes of others may be missing; gone
 * when they come again (P7.8). So nothing of the rail moves or makes room for it.
 */
export function LiveSign({ children }: { children: ReactNode }) {
  const isLive = useIsLive();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (isLive) return setLate(false);
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isLive]);
  return (
    <>
      <div role="status">
        {isLate && (
          <p
            title="Reconnecting… What others change may be missing here."
            className={cn(
              "flex items-center gap-1.5 text-xs font-medium text-ink",
              "max-lg:absolute max-lg:right-0 max-lg:bottom-1 max-lg:size-5 max-lg:justify-center max-lg:rounded-full",
              "max-lg:border max-lg:border-dashed max-lg:border-line-strong max-lg:bg-sheet",
            )}
          >
            <RefreshCwOff aria-hidden className="size-3 shrink-0" />
            <span className="max-lg:sr-only">
              Reconnecting…<span className="sr-only"> What others change may be missing.</span>
            </span>
          </p>
        )}
      </div>
      {!isLate && children}
    </>
  );
}
