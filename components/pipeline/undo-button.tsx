"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { Kbd } from "../ui/kbd.tsx";

const OFFERED_FOR_MS = 10_000;

interface Props {
  onUndo: () => void;
  /** Nobody wanted it. */
  onExpire: () => void;
}

/** Stands in a toast for ten seconds; while the toast has the pointer or the focus, time stands still. */
export function UndoButton({ onUndo, onExpire }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const expire = useEffectEvent(onExpire);
  useEffect(() => {
    const toast = button.current?.closest("[data-sonner-toast]");
    let left = OFFERED_FOR_MS;
    let since = Date.now();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      const isHeld = toast?.matches(":hover, :focus-within") ?? false;
      if (isHeld && timer !== null) {
        clearTimeout(timer);
        timer = null;
        left -= Date.now() - since;
      } else if (!isHeld && timer === null) {
        since = Date.now();
        timer = setTimeout(() => expire(), left);
      }
    };
    look();
    // Whether it is focused is only known after the event that says so.
    const lookSoon = () => queueMicrotask(look);
    const events = ["pointerenter", "pointerleave", "focusin", "focusout"];
    for (const event of events) toast?.addEventListener(event, lookSoon);
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const event of events) toast?.removeEventListener(event, lookSoon);
    };
  }, []);
  return (
    <Button ref={button} size="sm" className="-my-1 ml-auto" onClick={onUndo}>
      Undo <Kbd>Z</Kbd>
    </Button>
  );
}
