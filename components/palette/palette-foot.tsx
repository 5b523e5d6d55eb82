import { LoadFailed } from "../trpc/load-failed.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { countOfHits } from "./entries.ts";
import type { PaletteState } from "./use-palette.tsx";

/** How the search stands, said aloud too, and what the keys do. */
export function PaletteFoot({ palette }: { palette: PaletteState }) {
  return (
    <div className="border-t">
      {palette.error !== null && (
        <div className="p-3 pb-0">
          <LoadFailed title="The search did not work" error={palette.error} onRetry={palette.retry} />
        </div>
      )}
      <div className="flex h-10 items-center justify-between gap-4 px-4 text-xs text-ink-3">
        <p role="status" className="min-w-0 truncate">
          {stateOf(palette)}
        </p>
        <p aria-hidden className="flex shrink-0 items-center gap-1.5 max-sm:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> choose
          <Kbd>↵</Kbd> open
          <Kbd>Ctrl ↵</Kbd> new tab
        </p>
      </div>
    </div>
  );
}

function stateOf({ typed, hits, isTooShort, isCurrent, error }: PaletteState): string {
  const text = typed.trim();
  if (text === "") return "Type to search loans, trades and funding files";
  if (isTooShort) return "Type three letters or more, or a loan’s number";
  if (error !== null) return "The search did not work";
  if (!isCurrent) return "Searching …";
  const isNone = hits.loans.length + hits.trades.length + hits.files.length === 0;
  return `${countOfHits(hits)} ${isNone ? "matches" : "found for"} “${text}”`;
}

/** The shape of what comes, where nothing was found before. */
export function HitsSkeleton() {
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-2/5" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}
