"use client";

import { useId } from "react";
import { EffectLine } from "./effect-line.tsx";
import { useWorkflow } from "./workflow-context.ts";

/** Everything that went out or is on its way, the newest first; what somebody has to decide stands before it. */
export function Outbox() {
  const { effects } = useWorkflow().progress;
  const id = useId();
  const isOpen = ({ state }: (typeof effects)[number]) => state === "failed" || state === "unclear";
  const sorted = [...effects.filter(isOpen), ...effects.filter((effect) => !isOpen(effect))];
  const open = effects.filter(isOpen).length;
  return (
    <section aria-labelledby={id} className="border-t pt-4">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="text-base font-semibold">
          Outbox
        </h2>
        {open > 0 && (
          <span className="text-sm text-overdue">
            {open === 1 ? "1 needs a decision" : `${open} need a decision`}
          </span>
        )}
      </div>
      {effects.length === 0 ? (
        <p className="mt-1 text-sm text-ink-3">
          Letters, agreements, invoices and changes of the CRM appear here once a step sends them.
        </p>
      ) : (
        <ul className="mt-2 flex flex-col gap-2">
          {sorted.map((effect) => (
            <EffectLine key={effect.effectId} effect={effect} withStep />
          ))}
        </ul>
      )}
    </section>
  );
}
