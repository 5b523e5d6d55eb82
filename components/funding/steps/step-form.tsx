"use client";

import type { FormEvent, ReactNode } from "react";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { DraftNote } from "../../ui/draft-note.tsx";
import { ActionRow } from "./action-row.tsx";
import type { useStepForm } from "./use-step-form.ts";

interface Props {
  of: ReturnType<typeof useStepForm>;
  draft: { isOfferedAgain: boolean; discard: () => void };
  verb: string;
  onSubmit: () => void;
  isQuiet?: boolean;
  /** What can be done instead. */
  aside?: ReactNode;
  children: ReactNode;
}

/** What a step asks for, in its card: what was typed survives a refusal, a reload of the list and another tab's work. */
export function StepForm({ of, draft, verb, onSubmit, isQuiet = false, aside, children }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form
      {...of.form}
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className="mt-4 flex flex-col gap-4"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      {children}
      <ActionRow isUnderWay={of.isUnderWay} isForm verb={verb} isQuiet={isQuiet}>
        {aside}
      </ActionRow>
    </form>
  );
}
