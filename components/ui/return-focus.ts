/**
 * Gives the focus back to where it belongs, when what had it is gone. Whoever has gone on to something else by then stays
 * there: what closes takes a moment for it, and what is sent takes as long as the server.
 * @param left what had the focus when it was told to close, where that may still be there
 */
export function returnFocus(home: HTMLElement | null | undefined, left?: Element | null): void {
  const { activeElement, body } = document;
  if (activeElement === body || activeElement === left) home?.focus();
}
