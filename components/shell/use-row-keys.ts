"use client";

import { useHotkeys } from "./use-hotkeys.ts";

/**
 * Moves the focus one row on; from outside the rows, to the first.
 * @param row what marks the rows of a list, as `data-file-row`
 * @returns whether there is such a row
 */
export function focusRow(row: string, by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(`[${row}]`)];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const target = rows[at === -1 ? 0 : at + by];
  target?.focus();
  return target !== undefined;
}

/** Rows by J and K, pages by brackets; Enter on a row is the link's own. */
export function useRowKeys(row: string, turn: (by: 1 | -1) => void): void {
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (focusRow(row, by)) event.preventDefault();
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
