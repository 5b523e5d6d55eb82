import type { ReactNode } from "react";
import type { Outputs } from "../trpc/client.ts";
import { countText } from "../ui/money-text.ts";

/** A line of the palette: it leads somewhere, or it does something. */
export interface Entry {
  id: string;
  content: ReactNode;
  /** Where it leads; can be opened in a new tab. */
  href?: string;
  run?: () => void;
  /** Does not close the palette. */
  stays?: true;
}

export interface Group {
  heading: string;
  /** Found by the server; may still be what was found for the letters before. */
  isFound?: true;
  entries: Entry[];
}

/** A line that is also found by typing the beginnings of its words. */
export interface Command extends Entry {
  words: string;
}

/** «More than 8 loans and 1 trade» */
export function countOfHits({ loans, trades, hasMore }: Outputs["pipeline"]["search"]): string {
  if (loans.length + trades.length === 0) return "No loan or trade";
  const some = (count: number, noun: string, more: boolean) =>
    count === 0
      ? []
      : [`${more ? "more than " : ""}${countText(count)} ${count === 1 && !more ? noun : `${noun}s`}`];
  const text = [
    ...some(loans.length, "loan", hasMore.loans),
    ...some(trades.length, "trade", hasMore.trades),
  ];
  return text.join(" and ").replace(/^m/, "M");
}
