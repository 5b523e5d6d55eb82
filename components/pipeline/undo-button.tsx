"use client";

import { useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import type { Countdown } from "./undo-countdown.ts";

interface Props {
  onUndo: () => void;
  /** What is left of the offer. */
  time: Countdown;
}

/** Stands in a toast; while the toast has the pointer or the focus, time stands still. */
export function UndoButton({ onUndo, time }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const toast = button.current?.closest("[data-sonner-toast]");
    const look = () => (toast?.matches(":hover, :focus-within") ? time.hold() : time.goOn());
    look();
    // Whether it is focused is only known after the event that says so.
    const lookSoon = () => queueMicrotask(look);
    const events = ["pointerenter", "pointerleave", "focusin", "focusout"];
    for (const event of events) toast?.addEventListener(event, lookSoon);
    return () => {
      for (const event of events) toast?.removeEventListener(event, lookSoon);
      time.goOn();
    };
  }, [time]);
  return (
    <Button ref={button} size="sm" className="-my-1 ml-auto" onClick={onUndo}>
      Undo <Kbd>Z</Kbd>
    </Button>
  );
}
