import type { ReactNode } from "react";
import { countText } from "../ui/money-text.ts";
import type { Hits } from "./use-found.ts";

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

/** «More than 8 loans, 1 trade, 2 files and 1 mortgage» */
export function countOfHits({ loans, trades, files, mortgages, hasMore }: Hits): string {
  const some = (count: number, noun: string, more: boolean) =>
    count === 0
      ? []
      : [`${more ? "more than " : ""}${countText(count)} ${count === 1 && !more ? noun : `${noun}s`}`];
  const kinds = [
    ...some(loans.length, "loan", hasMore.loans),
    ...some(trades.length, "trade", hasMore.trades),
    ...some(files.length, "file", hasMore.files),
    ...some(mortgages.length, "mortgage", hasMore.mortgages),
  ];
  const text = [kinds.slice(0, -1).join(", "), kinds.at(-1) ?? ""]
    .filter((part) => part !== "")
    .join(" and ");
  return text === "" ? "No loan, trade, file or mortgage" : text.replace(/^m/, "M");
}
