import type { FileStandingWord } from "./file-standing.ts";

/** Where a file stands: the word always, its tone beside it. */
export function StandingChip({ word }: { word: FileStandingWord }) {
  return (
    <>
      <span
        data-tone={word.tone}
        title={word.says}
        className="h-6 min-w-0 truncate rounded-full bg-(--tone-wash) px-2.5 text-sm/6 font-medium text-(--tone)"
      >
        {word.says}
      </span>
      {word.more && <span className="truncate text-ink-2">{word.more}</span>}
    </>
  );
}
