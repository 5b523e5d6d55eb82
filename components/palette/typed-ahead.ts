/** A key that is pressed once more, where it was meant to go. */
export interface PressedKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** What was typed for a field that is not there yet: the text that it will hold, and the keys that come after it. */
export interface TypedAhead {
  text: string;
  keys: readonly PressedKey[];
}

export const NOTHING_TYPED: TypedAhead = { text: "", keys: [] };

const WAITING = new Set(["ArrowDown", "ArrowUp", "Home", "End", "Enter"]);

/**
 * What has been typed with one more key. As in the field, what is chosen among the lines is forgotten when the text changes.
 * @returns null for a key that is not for the field, such as one of the browser's own
 */
export function typedWith({ text, keys }: TypedAhead, event: KeyboardEvent): TypedAhead | null {
  const { key, ctrlKey, metaKey, isComposing } = event;
  if (isComposing) return null;
  if (WAITING.has(key)) return { text, keys: [...keys, { key, ctrlKey, metaKey }] };
  if ((ctrlKey || metaKey) && !event.getModifierState("AltGraph")) return null;
  if (key === "Backspace") return { text: [...text].slice(0, -1).join(""), keys: [] };
  return [...key].length === 1 ? { text: text + key, keys: [] } : null;
}
