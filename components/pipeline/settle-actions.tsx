import { Button } from "../ui/button.tsx";
import { DialogActions, DialogClose } from "../ui/dialog.tsx";
import { JustChanged } from "../ui/just-changed.tsx";
import { dollars } from "../ui/money-text.ts";
import { loansText } from "./loans-text.ts";

interface Props {
  count: number;
  /** Exact; null while one of the amounts is none. */
  total: string | null;
  mustWait: boolean;
  /** What is shown has not been there long enough to be read. */
  isTooSoon: boolean;
  isPending: boolean;
  /** Null when nothing is typed. */
  onDiscard: (() => void) | null;
}

/** The end of a form that settles many loans: the button says how many, and for how much in all. */
export function SettleActions({ count, total, mustWait, isTooSoon, isPending, onDiscard }: Props) {
  return (
    <DialogActions>
      {isTooSoon && <JustChanged />}
      {count === 0 && onDiscard && <Button onClick={onDiscard}>Discard what I typed</Button>}
      <DialogClose>Cancel</DialogClose>
      <Button type="submit" look="filled" aria-disabled={mustWait} aria-busy={isPending}>
        {count === 0
          ? "Nothing to settle"
          : `Settle ${loansText(count)} for ${total === null ? "these amounts" : dollars(total)}`}
      </Button>
    </DialogActions>
  );
}
