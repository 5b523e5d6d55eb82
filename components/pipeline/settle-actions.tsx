import { Button } from "../ui/button.tsx";
import { DialogActions } from "../ui/dialog.tsx";
import { dollars } from "../ui/money-text.ts";
import { loansText } from "./loans-text.ts";

interface Props {
  count: number;
  /** Exact; null while one of the amounts is none. */
  total: string | null;
  mustWait: boolean;
  isPending: boolean;
  onClose: () => void;
}

/** The end of a form that settles many loans: the button says how many, and for how much in all. */
export function SettleActions({ count, total, mustWait, isPending, onClose }: Props) {
  return (
    <DialogActions>
      <Button onClick={onClose} disabled={isPending}>
        Cancel
      </Button>
      <Button type="submit" look="filled" aria-disabled={mustWait} aria-busy={isPending}>
        Settle {loansText(count)} for {total === null ? "these amounts" : dollars(total)}
      </Button>
    </DialogActions>
  );
}
