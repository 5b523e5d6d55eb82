"use client";

import { PanelSection } from "../../pipeline/panel-section.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { type DecisionWords, decisionWords, establishedWords, inPlainWords } from "./decision-words.ts";
import { StandingGlyph } from "./standing-glyph.tsx";
import { WhyThisPath } from "./why-this-path.tsx";

type Run = Outputs["funding"]["file"]["runs"][number];

/** What the three evaluators decided, or a person in their place, with the reasons and their figures (F1.2). */
export function Decisions({ run }: { run: Run }) {
  const { decisions, overrides } = run;
  return (
    <PanelSection
      title="Decisions"
      aside={<span className="figures text-xs text-ink-3">policy {run.policyVersion}</span>}
    >
      <dl className="border-t">
        <Decision
          product="Cards"
          words={decisionWords(decisions.reportStatus, decisions.cardDeclineReason)}
          reasons={decisions.cardReasons}
          byPerson={overrides.reportStatus !== undefined}
          note={
            decisions.creditRepairFlag
              ? "Something in the file is worth repairing; it changes no path."
              : null
          }
        />
        <Decision
          product="Term loan"
          words={decisionWords(decisions.tlDecision)}
          reasons={decisions.tlReasons}
          byPerson={overrides.tlDecision !== undefined}
        />
        <Decision
          product="Established"
          words={establishedWords(decisions.mcaEligible, decisions.sbaEligible)}
          reasons={decisions.establishedReasons}
          byPerson={overrides.mcaEligible !== undefined || overrides.sbaEligible !== undefined}
        />
      </dl>
      <WhyThisPath run={run} />
    </PanelSection>
  );
}

interface Props {
  product: string;
  words: DecisionWords;
  reasons: string[];
  byPerson: boolean;
  note?: string | null;
}

function Decision({ product, words, reasons, byPerson, note }: Props) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-x-3 border-b py-1.5 text-sm">
      <dt className="text-ink-3">{product}</dt>
      <dd>
        <span className="flex items-center gap-1.5 font-medium">
          <StandingGlyph standing={words.standing} />
          {words.says}
          {words.because && <span className="font-normal text-ink-2">· {words.because}</span>}
        </span>
        {byPerson && (
          <span className="block text-xs text-overdue">Decided by an operator; the evaluator said:</span>
        )}
        {reasons.map((reason) => (
          <span key={reason} className="block text-xs text-ink-2">
            {inPlainWords(reason)}
          </span>
        ))}
        {note && <span className="block text-xs text-ink-3">{note}</span>}
      </dd>
    </div>
  );
}
