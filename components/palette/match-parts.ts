export interface Part {
  text: string;
  matches: boolean;
}

/** A text in pieces, with the first place where what was typed stands in it, whatever the case of the letters. */
export function matchParts(text: string, typed: string): Part[] {
  const wanted = typed.trim();
  if (wanted === "") return [{ text, matches: false }];
  const found = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "iu").exec(text);
  if (!found) return [{ text, matches: false }];
  const end = found.index + found[0].length;
  return [
    { text: text.slice(0, found.index), matches: false },
    { text: found[0], matches: true },
    { text: text.slice(end), matches: false },
  ].filter((part) => part.text !== "");
}

/** Whether every typed word begins one of a command's words: «go ov» finds «Go to Overdue». */
export function commandMatches(words: string, typed: string): boolean {
  const own = words.toLowerCase().split(/\s+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((wanted) => own.some((word) => word.startsWith(wanted)));
}
