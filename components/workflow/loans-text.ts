import { countText } from "../ui/money-text.ts";

/** «1 loan», «1,204 loans», «No loans» */
export function loansText(count: number): string {
  if (count === 0) return "No loans";
  return count === 1 ? "1 loan" : `${countText(count)} loans`;
}
