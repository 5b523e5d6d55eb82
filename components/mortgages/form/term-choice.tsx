"use client";

import { writtenDay } from "@/server/domain/written-day.ts";
import { Button } from "../../ui/button.tsx";
import { addMonths, termText } from "../term-text.ts";
import type { MortgageDraft } from "./mortgage-fields.tsx";

const YEARS = [1, 2, 3, 5, 10, 30];

/** How long the loan runs, and the usual lengths, each of which sets the day of maturity. */
export function TermChoice({ draft }: { draft: MortgageDraft }) {
  const { originationDate, maturityDate } = draft.values;
  const begins = writtenDay(originationDate) !== null;
  const runs = begins && writtenDay(maturityDate) !== null && maturityDate > originationDate;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form section of its own
    <div role="group" aria-label="Term" className="col-span-2 flex flex-wrap items-center gap-1.5 text-xs">
      <span className="figures min-w-24 whitespace-nowrap text-ink-2">
        {runs ? (
          <>
            Runs <span className="font-medium text-ink">{termText(originationDate, maturityDate)}</span>
          </>
        ) : (
          <span className="text-ink-3">Runs for</span>
        )}
      </span>
      {YEARS.map((years) => {
        const day = begins ? addMonths(originationDate, years * 12) : "";
        return (
          <Button
            key={years}
            size="sm"
            look="quiet"
            disabled={!begins}
            aria-pressed={begins && day === maturityDate}
            onClick={() => draft.change({ maturityDate: day })}
            className="figures h-6 px-2 aria-pressed:bg-accent-wash aria-pressed:text-ink"
          >
            {years} {years === 1 ? "year" : "years"}
          </Button>
        );
      })}
    </div>
  );
}
