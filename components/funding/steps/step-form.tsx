"use client";

import type { ReactNode } from "react";
import { DraftForm } from "../../pipeline/draft-form.tsx";
import { ActionRow } from "./action-row.tsx";
import { useIsJustCome } from "./just-come.ts";
import type { useStepForm } from "./use-step-form.ts";

interface Props {
  of: ReturnType<typeof useStepForm>;
  draft: { isOfferedAgain: boolean; discard: () => void };
  verb: string;
  onSubmit: () => void;
  isQuiet?: boolean;
  /** It cannot be done any more. */
  isOver?: boolean;
  /** What can be done instead. */
  aside?: ReactNode;
  children: ReactNode;
}

/** What a step asks for, in its card: what was typed survives a refusal, a reload of the list and another tab's work. */
export function StepForm({
  of,
  draft,
  verb,
  onSubmit,
  isQuiet = false,
  isOver = false,
  aside,
  children,
}: Props) {
  const isJustCome = useIsJustCome();
  // Ctrl and Enter press no button, so what holds its press back holds here as well.
  const submit = () => isOver || isJustCome || onSubmit();
  return (
    <DraftForm form={of.form} draft={draft} onSubmit={submit} className="mt-4">
      {children}
      <ActionRow isUnderWay={of.isUnderWay} isForm verb={verb} isQuiet={isQuiet} isOver={isOver}>
        {aside}
      </ActionRow>
    </DraftForm>
  );
}
