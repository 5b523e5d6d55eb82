import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { DialogActions, DialogClose } from "../ui/dialog.tsx";
import { JustChanged } from "../ui/just-changed.tsx";
import { Pending } from "../ui/pending.tsx";
import { SubmitKeys } from "../ui/submit-keys.tsx";

interface Props {
  /** False when it cannot be done any longer: then nothing can be sent. */
  isPossible?: boolean;
  isPending: boolean;
  /** What is shown has not been there long enough to be read. */
  isTooSoon?: boolean;
  /** Null when nothing is typed; of use where it may become impossible. */
  onDiscard?: (() => void) | null;
  /** What the button says. */
  children: ReactNode;
}

/** The end of a dialog's form: its keys, the way out, and the button that sends it. */
export function FormActions({ isPossible = true, isPending, isTooSoon = false, onDiscard, children }: Props) {
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
