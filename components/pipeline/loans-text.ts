import { countText } from "../ui/money-text.ts";

/** "1 loan", "1,204 loans" */
export function loansText(count: number): string {
  return `${countText(count)} ${count === 1 ? "loan" : "loans"}`;
}
