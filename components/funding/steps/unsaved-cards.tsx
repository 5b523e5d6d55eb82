"use client";

import { useState } from "react";
import { useDraftsBelow } from "../../ui/use-draft.ts";
import type { Card } from "./plan-row.tsx";
import { useWorkflow } from "./workflow-context.ts";

export function cardDraft(fileId: number, planNo: number, cardNo: number | ""): string {
  return `funding/${fileId}/card/${planNo}/${cardNo}`;
}

/**
 * What is typed into the plan and not saved counts for nobody, so the plan is not closed and nothing is invoiced over it: the
 * press says which cards, and leads to the first.
 */
export function useUnsavedCards() {
  const { file, progress } = useWorkflow();
  const [isTold, setTold] = useState(false);
  const { plan } = progress;
  const keys = useDraftsBelow(cardDraft(file.fileId, plan?.planNo ?? 0, ""));
  const unsaved = (plan?.cards ?? []).filter(({ cardNo }) =>
    keys.includes(cardDraft(file.fileId, plan?.planNo ?? 0, cardNo)),
  );
  const [first] = unsaved;
  /** @returns whether the press was taken */
  const stop = () => {
    if (!first) return false;
    setTold(true);
    document.getElementById(cardField(first))?.focus();
    return true;
  };
  const note = isTold && first ? <Note cards={unsaved} /> : null;
  return { stop, note };
}

export function cardField({ cardNo }: Pick<Card, "cardNo">): string {
  return `card-amount-${cardNo}`;
}

function Note({ cards }: { cards: readonly Card[] }) {
  const names = cards.map(({ issuer }) => issuer).join(", ");
  return (
    <p role="alert" className="mt-3 rounded-md bg-overdue-wash px-3 py-2 text-sm">
      {names}: what you typed is not saved. Save or discard it in the plan below, then go on.
    </p>
  );
}
