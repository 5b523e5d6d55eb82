import type { KeyboardEvent } from "react";

/** Ctrl or Command with Enter sends the form, also from a field of several lines. */
export function submitOnCommandEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
