const ROWS = "[data-trade-row], [data-loan-row]";

/** Moves the focus to the next or previous trade, or loan of an open trade; from outside the rows, to the first. */
export function focusBeside(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const here = document.activeElement?.closest("tr")?.querySelector<HTMLElement>(ROWS);
  const index = here ? rows.indexOf(here) : -1;
  const target = rows[index === -1 ? 0 : index + by];
  target?.focus();
  return target !== undefined;
}

export function tradeRow(tradeId: number): HTMLElement | null {
  return document.querySelector(`[data-trade-row="${tradeId}"]`);
}
