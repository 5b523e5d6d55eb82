"use client";

import type { ReactNode } from "react";
import type { RunDifference } from "@/server/domain/funding/model/run-differences.ts";
import type { Underwriting } from "@/server/domain/funding/model/underwriting.ts";
import { cn } from "../../ui/cn.ts";
import { dollars } from "../../ui/money-text.ts";
import { type DecisionWords, decisionWords, establishedWords, inPlainWords } from "../file/decision-words.ts";
import { labelOf, routeText, valueText } from "../file/run-words.ts";
import { StandingGlyph } from "../file/standing-glyph.tsx";

interface Props {
  present: Underwriting;
  found: Underwriting;
  differences: RunDifference[];
}

/** What would be decided, with what differs from the present marked by word and by weight. */
export function Outcome({ present, found, differences }: Props) {
  const [was, is] = [wordsOf(present), wordsOf(found)];
  return (
    <div>
      <dl>
        {PRODUCTS.map(([product, title]) => (
          <Row key={product} title={title} was={said(was[product].words)} is={said(is[product].words)}>
            <span className="flex items-center gap-1.5 font-medium">
              <StandingGlyph standing={is[product].words.standing} />
              {said(is[product].words)}
            </span>
            {is[product].reasons.map((reason) => (
              <Reason key={reason} says={reason} isNew={!was[product].reasons.includes(reason)} />
            ))}
          </Row>
        ))}
        <Row title="Way" was={routeText(present.workflow)} is={routeText(found.workflow)}>
          <span className="font-medium">{routeText(found.workflow)}</span>
        </Row>
        <Row title="To pay down" was={toPay(present)} is={toPay(found)}>
          <span className="figures">{toPay(found)}</span>
        </Row>
      </dl>
      <p role="status" className="sr-only">
        {differences.length === 0
          ? "Nothing differs from the present."
          : differences.map(({ field, to }) => `${labelOf(field)}: ${valueText(field, to)}`).join(". ")}
      </p>
    </div>
  );
}

const PRODUCTS = [
  ["cards", "Cards"],
  ["termLoan", "Term loan"],
  ["established", "Established"],
] as const;

function wordsOf({ decided, cards, termLoan, established }: Underwriting) {
  return {
    cards: { words: decisionWords(decided.reportStatus, decided.cardDeclineReason), reasons: cards.reasons },
    termLoan: { words: decisionWords(decided.tlDecision), reasons: termLoan.reasons },
    established: {
      words: establishedWords(decided.mcaEligible, decided.sbaEligible),
      reasons: established.reasons,
    },
  };
}

function said({ says, because }: DecisionWords): string {
  return because === null ? says : `${says}: ${because}`;
}

const toPay = ({ paydowns }: Underwriting) => dollars(paydowns.paydownAmountNeeded);

interface RowProps {
  title: string;
  was: string;
  is: string;
  children: ReactNode;
}

function Row({ title, was, is, children }: RowProps) {
  const differs = was !== is;
  return (
    <div
      className={cn(
        "grid grid-cols-[6.5rem_1fr] gap-x-3 border-b px-5 py-1.5 text-sm",
        differs && "bg-accent-wash",
      )}
    >
      <dt className="text-ink-3">{title}</dt>
      <dd className="min-w-0">
        {children}
        {differs && (
          <span className="block text-xs text-accent">
            <span className="font-medium">Changed.</span> At present: {was}
          </span>
        )}
      </dd>
    </div>
  );
}

function Reason({ says, isNew }: { says: string; isNew: boolean }) {
  return (
    <span className={cn("block text-xs", isNew ? "font-medium text-ink" : "text-ink-2")}>
      {inPlainWords(says)}
      {isNew && <span className="sr-only"> (changed)</span>}
    </span>
  );
}
