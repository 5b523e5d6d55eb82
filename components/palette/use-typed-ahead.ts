"use client";

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { NOTHING_TYPED, type PressedKey, type TypedAhead, typedWith } from "./typed-ahead.ts";

/**
 * Keeps what is typed while a field is awaited, before anything on the page can take it for a shortcut.
 * @returns takes what has been typed, once the field is there
 */
export function useTypedAhead(isAwaited: boolean, onEscape: () => void): () => TypedAhead {
  const typed = useRef(NOTHING_TYPED);
  const press = useEffectEvent((event: KeyboardEvent) => {
    // Nobody calls it twice: who is waiting presses its keys again.
    const isCall = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const next = event.key === "Escape" || isCall ? typed.current : typedWith(typed.current, event);
    event.stopImmediatePropagation();
    if (next === null) return;
    event.preventDefault();
    typed.current = next;
    if (event.key === "Escape") onEscape();
  });
  useEffect(() => {
    if (!isAwaited) return;
    typed.current = NOTHING_TYPED;
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listener, true);
    return () => window.removeEventListener("keydown", listener, true);
  }, [isAwaited]);
  return () => {
    const taken = typed.current;
    typed.current = NOTHING_TYPED;
    return taken;
  };
}

/**
 * Presses keys in a field, each when the screen shows what came of the one before.
 * @returns takes the keys
 */
export function usePressAgain(field: RefObject<HTMLElement | null>): (keys: readonly PressedKey[]) => void {
  const [left, setLeft] = useState<readonly PressedKey[]>([]);
  useEffect(() => {
    const [next, ...rest] = left;
    if (!next) return;
    field.current?.dispatchEvent(new KeyboardEvent("keydown", { ...next, bubbles: true, cancelable: true }));
    setLeft(rest);
  }, [left, field]);
  return setLeft;
}
