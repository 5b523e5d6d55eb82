"use client";

import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { Pending } from "../../ui/pending.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useIsJustCome } from "./just-come.ts";
import { useWorkflow } from "./workflow-context.ts";

interface Props {
  verb: string;
  /** This very action. */
  isUnderWay: boolean;
  /** Ctrl and Enter send it from any of its fields. */
  isForm?: boolean;
  onPress?: () => void;
  /** What may be done, and is not what comes next. */
  isQuiet?: boolean;
  /** It cannot be done any more. */
  isOver?: boolean;
  /** What can be done instead. */
  children?: ReactNode;
}

/**
 * The one action of a card. It is under way until the server has answered, and cannot be pressed meanwhile, nor in the moment
 * in which the card has come up, or has come to reach people: the press was meant for what stood there before.
 */
export function ActionRow({ verb, isUnderWay, isForm = false, onPress, isQuiet, isOver, children }: Props) {
  const { changes } = useWorkflow();
  const isJustCome = useIsJustCome();
  useWarnBeforeLeaving(isUnderWay);
  const isUnread = isJustCome || changes.isModeUnread;
  const isResting = isOver || changes.underWay !== null || isUnread;
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {isUnderWay ? <Pending>Waiting for the server …</Pending> : isForm && !isOver && <SubmitKeys />}
      {children}
      <Button
        type={isForm ? "submit" : "button"}
        look={isQuiet ? "outline" : "filled"}
        size="lg"
        data-main-action
        aria-disabled={isResting}
        aria-busy={isUnderWay}
        onClick={(event) => {
          if (isResting) event.preventDefault();
          else onPress?.();
        }}
        className={cn(
          "max-w-full whitespace-normal text-left",
          isUnread && !isOver && "aria-disabled:opacity-100",
        )}
      >
        {verb}
      </Button>
    </div>
  );
}
