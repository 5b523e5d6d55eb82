"use client";

import { useHotkeys } from "../../shell/use-hotkeys.ts";

/** Moves the focus one row on; from outside the rows, to the first. @returns whether there is such a row */
export function focusFile(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-file-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const target = rows[at === -1 ? 0 : at + by];
  target?.focus();
  return target !== undefined;
}

/** Rows by J and K, pages by brackets; Enter on a row is the link's own. */
export function useFileKeys(turn: (by: 1 | -1) => void): void {
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (focusFile(by)) event.preventDefault();
  };
  useHotkeys({
    j: step(1),
    k: step(-1),
    ArrowDown: step(1),
    ArrowUp: step(-1),
    "[": () => turn(-1),
    "]": () => turn(1),
  });
}
