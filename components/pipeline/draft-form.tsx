"use client";

import type { ReactNode } from "react";
import type { useProblems } from "../trpc/use-problems.ts";
import { cn } from "../ui/cn.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { submitOnCommandEnter } from "./submit-key.ts";

interface Props {
  form: ReturnType<typeof useProblems>["form"];
  draft: { isOfferedAgain: boolean; discard: () => void };
  onSubmit: (form: HTMLFormElement) => void;
  className?: string;
  children: ReactNode;
}

/** A form whose words are a draft: those of before are said to be so, and Ctrl and Enter send it from any field. */
export function DraftForm({ form, draft, onSubmit, className, children }: Props) {
  return (
    <form
      {...form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event.currentTarget);
      }}
      onKeyDown={submitOnCommandEnter}
      noValidate
      className={cn("flex flex-col gap-4", className)}
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      {children}
    </form>
  );
}
