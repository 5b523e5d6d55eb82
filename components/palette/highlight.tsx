import { matchParts } from "./match-parts.ts";

export function Highlight({ text, typed }: { text: string; typed: string }) {
  return matchParts(text, typed).map((part) =>
    part.matches ? (
      <mark
        key="match"
        className="rounded-[2px] bg-transparent font-semibold text-accent underline decoration-accent/50 underline-offset-2"
      >
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
