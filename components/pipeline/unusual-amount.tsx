import { TriangleAlert } from "lucide-react";
import { useId } from "react";
import { dollars } from "../ui/money-text.ts";
import { deviationText, type Unusual } from "./deviation-text.ts";

export const CONFIRMATION = "confirmation";
export const UNCONFIRMED = { field: CONFIRMATION, message: "is needed for an amount so far off" };

interface Props {
  unusual: Unusual;
  amount: string;
  error: string | undefined;
  confirmed: boolean;
  onConfirm: (isMeant: boolean) => void;
}

/** A settlement cannot be taken back, so an amount that looks like a slip is said in words and asked for once more. */
export function UnusualAmount({ unusual, amount, error, confirmed, onConfirm }: Props) {
  const id = useId();
  return (
    <div className="rounded-md bg-overdue-wash px-3 py-2.5 text-sm">
      <p role="status" className="flex gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-overdue" />
        <span className="figures">
          <span className="font-medium">
            {dollars(amount)} is {deviationText(unusual)}
          </span>{" "}
          of {dollars(unusual.expected)}.
        </span>
      </p>
      <label htmlFor={id} className="mt-1.5 flex items-center gap-2.5 font-medium">
        <input
          id={id}
          type="checkbox"
          name={CONFIRMATION}
          checked={confirmed}
          onChange={(event) => onConfirm(event.target.checked)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="size-4 accent-accent"
        />
        I mean this amount. A settled loan is final.
      </label>
      {error && (
        <p id={`${id}-error`} className="mt-1 pl-6.5 text-danger">
          Confirm the amount, or correct it.
        </p>
      )}
    </div>
  );
}
