"use client";

import { useEffect, useEffectEvent, useState } from "react";

const PAUSE_MS = 220;

/** The text of a box that asks when typing pauses; it follows the value when that is changed elsewhere. */
export function usePausedText(
  value: string,
  commit: (text: string | null) => void,
): [text: string, type: (text: string) => void] {
  const [text, setText] = useState(value);
  const [committed, setCommitted] = useState(value);
  // Cleared elsewhere, or gone back to: the box follows the address.
  if (value !== committed) {
    setCommitted(value);
    setText(value);
  }
  const pause = useEffectEvent(() => {
    if (text !== committed) commit(text === "" ? null : text);
  });
  useEffect(() => {
    const timer = setTimeout(() => pause(), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
