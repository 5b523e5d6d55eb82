"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { countText } from "../ui/money-text.ts";
import { PanelClose } from "../ui/panel.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { type Neighbour, useLoanList } from "./loan-list-context.ts";

/** From loan to loan of the list without closing. */
export function PanelBar() {
  const { loans, neighbours, placeText, open } = useLoanList();
  const { previous, next, place } = neighbours;
  return (
    <div className="flex h-12 shrink-0 items-center gap-1 border-b px-4">
      <Step label="Previous loan" shortcut="K" to={previous} open={open}>
        <ChevronUp aria-hidden />
      </Step>
      <Step label="Next loan" shortcut="J" to={next} open={open}>
        <ChevronDown aria-hidden />
      </Step>
      <p role="status" className="figures flex-1 pl-2 text-xs text-ink-3">
        {placeText ??
          (place > 0
            ? `${countText(place)} of ${countText(loans.length)} on this page`
            : "Not on this page of the list")}
      </p>
      <PanelClose asChild>
        <Button look="quiet" size="icon" aria-label="Close the loan">
          <X aria-hidden />
        </Button>
      </PanelClose>
    </div>
  );
}

interface StepProps {
  label: string;
  shortcut: string;
  to: Neighbour | undefined;
  open: (loanId: number, how: "replace", page?: number) => void;
  children: ReactNode;
}

function Step({ label, shortcut, to, open, children }: StepProps) {
  return (
    <Tooltip side="bottom" says={`${label} (${shortcut})`}>
      <Button
        look="quiet"
        size="icon"
        aria-label={label}
        aria-disabled={!to}
        onClick={() => to && open(to.pipelineLoanId, "replace", to.page)}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
