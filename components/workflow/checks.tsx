"use client";

import { CircleCheck } from "lucide-react";
import { useDesigner } from "./designer-context.ts";
import { ProblemList } from "./problem-list.tsx";

export const CHECKS = "workflow-checks";

/** Every broken rule and every doubt about the draft, as it changes (P2.7). */
export function Checks() {
  const { problems, warnings } = useDesigner();
  const broken = problems.length;
  return (
    <section aria-labelledby={CHECKS} className="border-b px-4 py-4">
      <h2 id={CHECKS} tabIndex={-1} className="mb-2 text-sm font-semibold outline-none">
        Checks
      </h2>
      <p role="status" className="flex items-center gap-2 text-sm text-ink-2 empty:hidden">
        {broken === 0 ? (
          <>
            <CircleCheck aria-hidden className="size-4 text-gain" />
            {warnings.length === 0 ? "Every rule is kept." : "Every rule is kept. Worth a look:"}
          </>
        ) : (
          <span className="sr-only">{broken === 1 ? "1 broken rule" : `${broken} broken rules`}</span>
        )}
      </p>
      <div className={broken === 0 && warnings.length > 0 ? "mt-2" : ""}>
        <ProblemList problems={problems} warnings={warnings} />
      </div>
    </section>
  );
}
