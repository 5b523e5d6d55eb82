"use client";

import { ChevronRight } from "lucide-react";
import type { Outputs } from "../../trpc/client.ts";
import { withDays } from "../../ui/time-text.ts";
import { inPlainWords } from "./decision-words.ts";

type Run = Outputs["funding"]["file"]["runs"][number];

/** The rules that fired, as sentences with the figures in them: first what was found, then where it leads. */
export function WhyThisPath({ run }: { run: Run }) {
  return (
    <details className="group mt-1.5">
      <summary className="inline-flex list-none items-center gap-1 rounded-sm text-sm text-accent hover:underline">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform duration-120 group-open:rotate-90"
        />
        Why this path?
      </summary>
      <ol className="mt-1.5 max-w-[72ch] list-decimal space-y-1 pl-5 text-sm text-ink-2 marker:text-ink-3">
        {run.trace.map(({ rule, explains, says }) => (
          <li key={`${rule} ${explains} ${says}`}>
            {inPlainWords(says)}
            <Grounds reasons={groundsOf(explains, run)} />
          </li>
        ))}
        <li>{foundBy(run)}</li>
      </ol>
    </details>
  );
}

/** What the evaluator of that product found, below the sentence that it leads to. */
function Grounds({ reasons }: { reasons: string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className="list-disc pl-4 text-xs">
      {reasons.map((reason) => (
        <li key={reason}>{inPlainWords(reason)}</li>
      ))}
    </ul>
  );
}

function groundsOf(explains: string, { decisions }: Run): string[] {
  const grounds: Record<string, string[]> = {
    "primaryPaths.term_loan": decisions.tlReasons,
    "primaryPaths.card_funding": decisions.cardReasons,
    "primaryPaths.established_funding": decisions.establishedReasons,
    "primaryPaths.parked": decisions.cardReasons,
    "primaryPaths.decline": [...decisions.cardReasons, ...decisions.tlReasons],
  };
  return grounds[explains] ?? [];
}

/** Which report, which figures of the client and which policy it was judged by. */
function foundBy({ runNo, policyVersion, representativeScore, decisions }: Run): string {
  const score = representativeScore === null ? "no score" : `a score of ${representativeScore}`;
  const youngest = decisions.youngestAccountOpened;
  const age = youngest === null ? "" : `, the youngest account of ${withDays(youngest)}`;
  return `Underwriting ${runNo} found ${score}${age}, and judged by version ${policyVersion} of the policy.`;
}
