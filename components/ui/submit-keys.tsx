"use client";

import { useSyncExternalStore } from "react";
import { Kbd } from "./kbd.tsx";

const never = () => () => {};

/** The key beside Enter that sends a form: ⌘ on a Mac, elsewhere Ctrl. */
export function CommandKey() {
  const isMac = useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
  return <Kbd>{isMac ? "⌘" : "Ctrl"}</Kbd>;
}

/** Stands quietly beside the buttons of a form that Ctrl and Enter send. */
export function SubmitKeys() {
  return (
    <span aria-hidden className="mr-auto flex gap-1 pointer-coarse:hidden">
      <CommandKey />
      <Kbd>Enter</Kbd>
    </span>
  );
}
