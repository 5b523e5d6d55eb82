"use client";

import { toast } from "sonner";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { UndoButton } from "./undo-button.tsx";
import { type Countdown, countdown } from "./undo-countdown.ts";

const OFFERED_FOR_MS = 10_000;

interface Offer {
  toastId: string;
  undo: () => void;
  time: Countdown;
}

/** What can still be taken back, the latest last; like the toasts that say so, one list for the whole desk. */
let offers: Offer[] = [];

function withdraw(offer: Offer): void {
  if (!offers.includes(offer)) return;
  offers = offers.filter((one) => one !== offer);
  toast.dismiss(offer.toastId);
}

/** Says what was done, and offers the way back for ten seconds, or until somebody takes the toast away. */
export function offerUndo(said: string, toastId: string, goBack: () => void): void {
  const offer: Offer = {
    toastId,
    undo: () => {
      withdraw(offer);
      goBack();
    },
    time: countdown(OFFERED_FOR_MS, () => withdraw(offer)),
  };
  offers.push(offer);
  toast.success(said, {
    id: toastId,
    duration: Number.POSITIVE_INFINITY,
    action: <UndoButton onUndo={offer.undo} time={offer.time} />,
    onDismiss: () => withdraw(offer),
  });
}

/** The keys that take the latest back; for one place on the page. */
export function useUndoKeys(): void {
  const undoLatest = (event: KeyboardEvent) => {
    const latest = offers.at(-1);
    if (!latest) return;
    event.preventDefault();
    latest.undo();
  };
  useHotkeys({ z: undoLatest, "Mod+z": undoLatest });
}
