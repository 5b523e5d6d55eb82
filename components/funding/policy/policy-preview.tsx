import { ArrowRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { Outputs } from "../../trpc/client.ts";
import { countText } from "../../ui/money-text.ts";
import { labelOf, valueText } from "../file/run-words.ts";

type Preview = Outputs["funding"]["previewPolicy"];

/** What a draft would change: how many files, from which paths to which, and each file with before and after (F1.3). */
export function PolicyPreview({ preview: { judged, changed, moves, examples } }: { preview: Preview }) {
  if (changed === 0)
    return (
      <p role="status" className="text-sm text-ink-2">
        {judged === 0
          ? "No file is under way or parked, so nothing would change."
          : `None of the ${countText(judged)} current files would be judged otherwise.`}
      </p>
    );
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-sm">
        <span className="figures font-semibold">{countText(changed)}</span> of {countText(judged)} current
        files would be judged otherwise at their next underwriting. Until then each stays as it is.
      </p>
      {moves.length > 0 && (
        <ul aria-label="Paths that would change" className="divide-y border-y text-sm">
          {moves.map(({ from, to, files }) => (
            <li key={`${from} ${to}`} className="flex min-h-9 items-center gap-3 py-1.5">
              <BeforeAfter from={valueText("paths", from)} to={valueText("paths", to)} />
              <span className="figures whitespace-nowrap">
                {countText(files)} {files === 1 ? "file" : "files"}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ul aria-label="Files that would change" className="divide-y border-y text-sm">
        {examples.map(({ fileId, name, operator, changes }) => (
          <li key={fileId} className="py-2.5">
            <p className="flex items-baseline justify-between gap-3">
              <Link
                href={`/funding/${fileId}` as Route}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {name}
              </Link>
              <span className="truncate text-xs text-ink-3">{operator}</span>
            </p>
            <dl className="mt-1 grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-4 gap-y-0.5">
              {changes.map(({ field, from, to }) => (
                <div key={field} className="contents">
                  <dt className="text-ink-2">{labelOf(field)}</dt>
                  <dd>
                    <BeforeAfter from={valueText(field, from)} to={valueText(field, to)} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {changed > examples.length && (
        <p className="text-sm text-ink-2">And {countText(changed - examples.length)} more files.</p>
      )}
    </div>
  );
}

export function BeforeAfter({ from, to }: { from: string; to: string }) {
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-1.5">
      <span className="text-ink-2">{from}</span>
      <ArrowRight aria-hidden className="size-3 shrink-0 self-center text-ink-3" />
      <span className="sr-only">becomes</span>
      <span>{to}</span>
    </span>
  );
}
