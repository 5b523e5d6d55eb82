import { Button } from "../ui/button.tsx";
import { DialogActions, DialogClose } from "../ui/dialog.tsx";
import { dollars } from "../ui/money-text.ts";
import { loansText } from "./loans-text.ts";

interface Props {
  count: number;
  /** Exact; null while one of the amounts is none. */
  total: string | null;
  mustWait: boolean;
  isPending: boolean;
}

/** The end of a form that settles many loans: the button says how many, and for how much in all. */
export function SettleActions({ count, total, mustWait, isPending }: Props) {
  return (
    <DialogActions>
      <DialogClose>Cancel</DialogClose>
      <Button type="submit" look="filled" aria-disabled={mustWait} aria-busy={isPending}>
        {count === 0
          ? "Nothing to settle"
          : `Settle ${loansText(count)} for ${total === null ? "these amounts" : dollars(total)}`}
      </Button>
    </DialogActions>
  );
}
