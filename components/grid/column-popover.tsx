"use client";

import type { RefObject } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { LOAN_LABELS } from "../pipeline/field-labels.ts";
import { Popover, PopoverAnchor, PopoverContent } from "../ui/popover.tsx";
import { isFigure } from "./cell-text.ts";
import { ColumnMenu } from "./column-menu.tsx";

interface Props {
  open: boolean;
  field: LoanField;
  /** The button that it belongs to, which also closes it. */
  button: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  returnTo: HTMLElement;
}

/** Filter and place of a column, below the sign in its head. */
export function ColumnPopover({ open, field, button, onClose, returnTo }: Props) {
  return (
    <Popover open={open} onOpenChange={(next) => !next && onClose()}>
      <PopoverAnchor virtualRef={button as RefObject<HTMLButtonElement>} />
      <PopoverContent
        align={isFigure(field) ? "end" : "start"}
        aria-label={LOAN_LABELS[field]}
        className="w-72 p-3"
        onInteractOutside={({ target, preventDefault }) => {
          if (target instanceof Node && button.current?.contains(target)) preventDefault();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnTo.focus();
        }}
      >
        <ColumnMenu field={field} onDone={onClose} />
      </PopoverContent>
    </Popover>
  );
}
