"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import type { Selecting } from "./use-selection.ts";

/** Comes right after the list, and not with it. */
const BulkStatusDialog = dynamic(
  () => import("./bulk-status-dialog.tsx").then((module) => module.BulkStatusDialog),
  { ssr: false },
);

/**
 * What is asked about the selection; a dialog of its own, since the bar goes when the last loan is let go.
 * @param home where the focus goes when what had it is gone with the selection
 */
export function useBulkActions(
  { selected, without }: Pick<Selecting, "selected" | "without">,
  home: () => HTMLElement | null,
) {
  const [asked, setAsked] = useState<{ target?: string } | null>(null);
  const opener = useRef<Element | null>(null);
  const ask = (target?: string) => {
    opener.current = document.activeElement;
    setAsked(target === undefined ? {} : { target });
  };
  const dialog = (
    <BulkStatusDialog
      open={asked !== null}
      loanIds={[...selected.keys()]}
      target={asked?.target}
      onClose={() => setAsked(null)}
      // What could not be done stays selected.
      onDone={({ results }) =>
        without(results.filter((result) => result.success).map((result) => result.pipelineLoanId))
      }
      returnTo={() => {
        const from = opener.current;
        return from instanceof HTMLElement && from.isConnected && from !== document.body ? from : home();
      }}
    />
  );
  return { ask, dialog };
}

/** The checkbox over those of the list. */
export function pageCheckbox(): HTMLElement | null {
  return document.querySelector("[data-select-page]");
}
