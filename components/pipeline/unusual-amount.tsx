import { TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { unusualAmount } from "@/server/domain/pipeline/model/settlement.ts";
import { countText, dollars } from "../ui/money-text.ts";
import { deviationText, type Unusual } from "./deviation-text.ts";

/** The name under which a form is told that an unusual amount was not confirmed. */
export const CONFIRMATION = "confirmation";
export const UNCONFIRMED = { field: CONFIRMATION, message: "is needed for an amount so far off" };

interface SettledLoan {
  pipelineLoanId: number;
  borrowerName: string;
  loanId: string;
  purchasePrice: string;
  salePrice: string | null;
}

interface UnusualLine {
  loan: SettledLoan;
  amount: string;
  unusual: Unusual;
}

export interface MeantAmounts {
  /** What looks like a slip. */
  lines: UnusualLine[];
  /** Whether all of it was said to be meant. Other amounts, or others to expect, have to be said anew. */
  areMeant: boolean;
  confirm: (isMeant: boolean) => void;
}

/** The amounts of a settlement that are far from what was expected, and whether somebody said that they mean them. */
export function useMeantAmounts(settled: { loan: SettledLoan; amount: string }[]): MeantAmounts {
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const lines = settled.flatMap(({ loan, amount }) => {
    const unusual = unusualAmount(amount, loan);
    return unusual ? [{ loan, amount, unusual }] : [];
  });
  const question = lines
    .map(({ loan, amount, unusual }) => [loan.pipelineLoanId, amount, unusual.expected])
    .join();
  return {
    lines,
    areMeant: lines.length === 0 || confirmed === question,
    confirm: (isMeant) => setConfirmed(isMeant ? question : null),
  };
}

interface Props {
  amounts: MeantAmounts;
  /** Among how many loans; the one of its own form needs no name. */
  among: number;
  error: string | undefined;
}

/** A settlement cannot be taken back, so amounts that look like a slip are said in words and asked for once more. */
export function UnusualAmounts({ amounts: { lines, areMeant, confirm }, among, error }: Props) {
  const id = useId();
  const [first] = lines;
  if (!first) return null;
  return (
    <div className="rounded-md bg-overdue-wash px-3 py-2.5 text-sm">
      <div className="flex gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-overdue" />
        <div className="figures min-w-0 flex-1">
          <p role="status">
            {among === 1 ? (
              <Deviation {...first} />
            ) : (
              <span className="font-medium">
                {countText(lines.length)} of {countText(among)} amounts {lines.length === 1 ? "is" : "are"}{" "}
                far from what was expected:
              </span>
            )}
          </p>
          {among > 1 && <NamedLines lines={lines} />}
        </div>
      </div>
      <label htmlFor={id} className="mt-1.5 flex items-center gap-2.5 font-medium">
        <input
          id={id}
          type="checkbox"
          name={CONFIRMATION}
          checked={areMeant}
          onChange={(event) => confirm(event.target.checked)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="size-4 accent-accent"
        />
        {lines.length === 1
          ? "I mean this amount. A settled loan is final."
          : `I mean these ${countText(lines.length)} amounts. A settled loan is final.`}
      </label>
      {error && (
        <p id={`${id}-error`} className="mt-1 pl-6.5 text-danger">
          {lines.length === 1
            ? "Confirm the amount, or correct it."
            : "Confirm the amounts, or correct them."}
        </p>
      )}
    </div>
  );
}

function NamedLines({ lines }: Pick<MeantAmounts, "lines">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <ul aria-label="Unusual amounts" tabIndex={0} className="my-1 max-h-30 overflow-y-auto">
      {lines.map((line) => (
        <li key={line.loan.pipelineLoanId} className="py-0.5">
          {line.loan.borrowerName} <span className="id text-xs text-ink-2">{line.loan.loanId}</span>
          {": "}
          <Deviation {...line} />
        </li>
      ))}
    </ul>
  );
}

function Deviation({ amount, unusual }: UnusualLine) {
  return (
    <>
      <span className="font-medium">
        {dollars(amount)} is {deviationText(unusual)}
      </span>{" "}
      of {dollars(unusual.expected)}.
    </>
  );
}
