"use client";

import type { ReactNode } from "react";
import type { Refusal } from "@/server/domain/errors.ts";
import { Button } from "../../ui/button.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { useWorkflow } from "./workflow-context.ts";
import type { AskedOver } from "./workflow-dialog.tsx";

interface Props extends AskedOver {
  /** What is pressed; and by its whole name where that says too little by itself. */
  says: ReactNode;
  name?: string;
  /** Why it cannot be done now, by the rule that the server applies; null when it can. */
  refusal: Refusal | null;
  /** Fetches the form before it is asked for. */
  onApproach: () => void;
  className?: string;
}

/**
 * A change that takes something back or gives something up: quiet, never by accident, and only with a reason. What cannot be
 * done says why; who has the dialog open keeps it with what they typed, whatever becomes possible meanwhile.
 */
export function ReasonAction(props: Props) {
  const { says, name, refusal, onApproach, className, ...asked } = props;
  const { openOver } = useWorkflow();
  const button = (
    <Button
      look="quiet"
      size="sm"
      className={className}
      aria-label={name}
      aria-disabled={refusal !== null}
      onPointerEnter={onApproach}
      onFocus={onApproach}
      onClick={() => refusal === null && openOver(asked)}
    >
      {says}
    </Button>
  );
  return refusal ? <Tooltip says={withoutNothing(refusal.message)}>{button}</Tooltip> : button;
}

/** Nobody has pressed yet, so nothing could have been changed. */
function withoutNothing(message: string): string {
  return message.replace(/ Nothing was changed\.$/, "");
}
