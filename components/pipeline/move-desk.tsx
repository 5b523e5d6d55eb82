"use client";

import dynamic from "next/dynamic";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import { toast } from "sonner";
import { refusalOf } from "../trpc/refusal.ts";
import { anotherModalIsOpen } from "../ui/dialog.tsx";
import { discardDraft } from "../ui/use-draft.ts";
import type { MovableLoan } from "./move-dialog.tsx";
import { moveDraftKey } from "./move-draft.ts";
import { loanNow } from "./present-loan.ts";
import { refusalText } from "./refusal-text.ts";
import { type StatusMove, useStatusMove } from "./use-status-move.ts";
import { type Status, useStatuses } from "./use-statuses.ts";
import { useUndo } from "./use-undo.tsx";

/** A move that somebody has chosen for a loan and that still needs its notes or its figures. */
export interface MoveQuestion {
  loan: MovableLoan;
  target: Status;
  /** Where the focus goes afterwards, when what had it may be gone. */
  returnTo?: () => HTMLElement | null;
  /** Where in the window it was chosen, when it is asked right there. */
  beside?: { x: number; y: number };
  /** Of a question that is asked again: why the server did not take the answer, which is kept as a draft. */
  refused?: unknown;
}

const AskMove = createContext<((question: MoveQuestion) => void) | null>(null);

/** Asks about a move, from wherever it was chosen: a row, the panel, the palette. */
export function useAskMove(): (question: MoveQuestion) => void {
  const ask = useContext(AskMove);
  if (!ask) throw new Error("useAskMove is for what stands inside the desk.");
  return ask;
}

const loadDialog = () => import("./move-dialog.tsx");
const MoveDialog = dynamic(() => loadDialog().then((module) => module.MoveDialog), { ssr: false });

/** The one dialog about moves, and what becomes of its answer: painted at once, undone or asked again (P7.4). */
export function MoveDesk({ children }: { children: ReactNode }) {
  const [{ question, times }, setAsked] = useState<{ question: MoveQuestion | null; times: number }>({
    question: null,
    times: 0,
  });
  const [open, setOpen] = useState(false);
  const send = useStatusMove();
  const statuses = useStatuses();
  const offerUndo = useUndo(send);
  const ask = useCallback((asked: MoveQuestion) => {
    setAsked((before) => ({ question: asked, times: before.times + 1 }));
    setOpen(true);
  }, []);
  // Not with the page, but before anybody can have chosen a move.
  useEffect(() => void loadDialog(), []);

  const askAgain = useEffectEvent((asked: MoveQuestion, error: unknown) => {
    const { loan } = asked;
    const again = { ...asked, loan: loanNow(loan, error), refused: error };
    if (!anotherModalIsOpen()) return ask(again);
    toast.error(`${loan.borrowerName} was not moved`, {
      description: refusalText(refusalOf(error), (code) => statuses.of(code).displayName),
      duration: Number.POSITIVE_INFINITY,
      action: { label: "Look at it", onClick: () => ask(again) },
    });
  });
  const answer = (asked: MoveQuestion, move: StatusMove) => {
    setOpen(false);
    return send(asked.loan, move).then(
      () => {
        discardDraft(moveDraftKey(asked.loan, asked.target));
        offerUndo(asked.loan, move, statuses);
      },
      (error: unknown) => askAgain(asked, error),
    );
  };
  return (
    <AskMove value={ask}>
      {children}
      {question && (
        <MoveDialog
          open={open}
          question={question}
          times={times}
          onClose={() => setOpen(false)}
          onAnswer={answer}
        />
      )}
    </AskMove>
  );
}
