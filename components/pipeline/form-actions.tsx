import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { DialogActions, DialogClose } from "../ui/dialog.tsx";
import { JustChanged } from "../ui/just-changed.tsx";
import { Pending } from "../ui/pending.tsx";
import { SubmitKeys } from "../ui/submit-keys.tsx";

interface Props {
  /** False when the loan cannot take this step any longer: then nothing can be sent. */
  isPossible: boolean;
  isPending: boolean;
  /** What is shown has not been there long enough to be read. */
  isTooSoon?: boolean;
  /** Null when nothing is typed. */
  onDiscard: (() => void) | null;
  /** What the button says. */
  children: ReactNode;
}

/** The end of a form about a loan's next step. */
export function FormActions({ isPossible, isPending, isTooSoon = false, onDiscard, children }: Props) {
  if (!isPossible) {
    return (
      <DialogActions>
        {onDiscard && <Button onClick={onDiscard}>Discard what I typed</Button>}
        <DialogClose>Close</DialogClose>
      </DialogActions>
    );
  }
  return (
    <DialogActions>
      {isPending ? <Pending>Waiting for the server …</Pending> : isTooSoon ? <JustChanged /> : <SubmitKeys />}
      <DialogClose>Cancel</DialogClose>
      <Button type="submit" look="filled" aria-disabled={isPending || isTooSoon} aria-busy={isPending}>
        {children}
      </Button>
    </DialogActions>
  );
}
