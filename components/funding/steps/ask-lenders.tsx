"use client";

import { Button } from "../../ui/button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useWorkflow } from "./workflow-context.ts";

/** Comes when somebody is about to ask. */
export const AskLendersDialog = lazyPart(() =>
  import("./ask-lenders-dialog.tsx").then((module) => module.AskLendersDialog),
);

interface Props {
  verb: string;
  /** What may be done, and is not what comes next. */
  isQuiet?: boolean;
}

/** Opens what lenders ask, over the page. */
export function AskLenders({ verb, isQuiet = false }: Props) {
  const { askLenders } = useWorkflow();
  return (
    <Button
      look={isQuiet ? "quiet" : "filled"}
      size="lg"
      data-ask-lenders
      data-main-action={isQuiet ? undefined : true}
      onPointerEnter={AskLendersDialog.fetch}
      onFocus={AskLendersDialog.fetch}
      onClick={askLenders}
    >
      {verb}
    </Button>
  );
}
