"use client";

import { toast } from "sonner";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { UndoButton } from "./undo-button.tsx";

interface Offer {
  toastId: string;
  undo: () => void;
}

/** What can still be taken back, the latest last; like the toasts that say so, one list for the whole desk. */
let offers: Offer[] = [];

function withdraw(toastId: string): void {
  offers = offers.filter((offer) => offer.toastId !== toastId);
  toast.dismiss(toastId);
}

/** Says what was done, and offers the way back for ten seconds. */
export function offerUndo(said: string, toastId: string, goBack: () => void): void {
  const undo = () => {
    withdraw(toastId);
    goBack();
  };
  offers.push({ toastId, undo });
  toast.success(said, {
    id: toastId,
    duration: Number.POSITIVE_INFINITY,
    action: <UndoButton onUndo={undo} onExpire={() => withdraw(toastId)} />,
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
