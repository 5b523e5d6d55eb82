import { cn } from "./cn.ts";
import { moneyText } from "./money-text.ts";

interface Props {
  amount: string | null;
  /** Shown, and read aloud, where the amount is not known. */
  unknown?: string;
  sign?: "always";
  currency?: boolean;
  className?: string;
}

/** An amount to the cent; the cents stand back so that the dollars can be compared down a column. */
export function Money({ amount, unknown = "Not known", sign, currency, className }: Props) {
  if (amount === null) {
    return (
      <span className={cn("text-ink-3", className)}>
        <span aria-hidden>–</span>
        <span className="sr-only">{unknown}</span>
      </span>
    );
  }
  const [whole = "", cents = ""] = moneyText(amount).split(".");
  const negative = amount.startsWith("-");
  const digits = negative ? whole.slice(1) : whole;
  const mark = negative ? "\u2212" : sign === "always" && /[1-9]/.test(amount) ? "+" : "";
  return (
    <span className={cn("figures whitespace-nowrap", className)}>
      {mark}
      {currency && "$"}
      {digits}
      <span className="text-ink-3">.{cents}</span>
    </span>
  );
}
