"use client";

import { useEffectEvent, useLayoutEffect } from "react";

type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && target.type === "checkbox") return false;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** "x", "?", "Shift+ArrowDown", "Mod+Shift+s"; Mod is Ctrl or Command. What a letter's own Shift writes is its name. */
function nameOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const mod = ctrlKey || metaKey;
  const isLetter = key.length === 1;
  return `${mod ? "Mod+" : ""}${shiftKey && (mod || !isLetter) ? "Shift+" : ""}${isLetter ? key.toLowerCase() : key}`;
}

/** The palette may be called from a field, too. */
const ALSO_WHILE_TYPING = "Mod+k";

/** Keys by the letter they write. They rest while someone types, chooses from a menu or answers a dialog. */
export function useHotkeys(keys: Hotkeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event);
    if (event.defaultPrevented || event.altKey) return;
    if (isTyping(event.target) && name !== ALSO_WHILE_TYPING) return;
    if (document.querySelector('[role="menu"][data-state="open"], [data-modal][data-state="open"]')) return;
    keys[name]?.(event);
  });
  // Together with what shows them: a key that is pressed as soon as it can be seen is heard.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
