"use client";

import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { FIELD_LABELS, factText } from "../fact-text.ts";
import { differing, type FactTexts, factsOf } from "./mortgage-values.ts";

interface Props {
  seen: Mortgage;
  mine: FactTexts;
  borrowerName: string;
}

/** What a save would write, beside the form while it is being typed. */
export function WhatChanges({ seen, mine, borrowerName }: Props) {
  const before = factsOf(seen);
  const changed = differing(before, mine);
  return (
    <aside
      aria-label="What changes"
      className="sticky top-19 hidden w-64 shrink-0 self-start border-l pl-5 text-sm @min-[1080px]:block"
    >
      <h2 className="text-xs text-ink-3">What changes</h2>
      {changed.length === 0 ? (
        <p className="mt-1 text-ink-2">Nothing yet.</p>
      ) : (
        <dl className="figures mt-1 flex flex-col gap-2">
          {changed.map((field) => (
            <div key={field}>
              <dt className="text-ink-2">{FIELD_LABELS[field]}</dt>
              <dd className="break-words">
                <span className="text-ink-3 line-through decoration-line-strong">
                  {factText(field, before[field], seen.borrowerName)}
                </span>{" "}
                <span className="font-medium">{factText(field, mine[field], borrowerName)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </aside>
  );
}
