"use client";

import { ListFilter, X } from "lucide-react";
import { useState } from "react";
import { useLoansPath } from "../shell/use-mode.ts";
import type { Entry, Group } from "./entries.ts";
import { FileLine, LoanLine, MortgageLine, TradeLine } from "./hit-lines.tsx";
import { commandMatches } from "./match-parts.ts";
import { useCommands, useRecentLoans } from "./use-commands.tsx";
import { type Found, useFound } from "./use-found.ts";

export interface PaletteState extends Found {
  typed: string;
  type: (text: string) => void;
  groups: Group[];
  /** What Enter takes. */
  selected: Entry | undefined;
  select: (id: string) => void;
  /** Somebody has gone, since they typed, to a line that no answer of the server takes away. */
  isOwnChoice: boolean;
  touch: () => void;
  onKey: (key: string) => void;
}

const STEPS = new Set(["ArrowDown", "ArrowUp", "Home", "End"]);

export function usePalette(onShowKeys: () => void): PaletteState {
  const [typed, setTyped] = useState("");
  const [selectedId, select] = useState("");
  // Somebody has gone through the lines since they typed; until then the first one is taken.
  const [isTouched, setTouched] = useState(false);
  const found = useFound(typed);
  const loansPath = useLoansPath();
  const recent = useRecentLoans();
  const commands = useCommands(onShowKeys).map(({ heading, commands }) => ({
    heading,
    entries: commands.filter(({ words }) => commandMatches(words, typed)),
  }));
  const type = (text: string) => {
    setTyped(text);
    setTouched(false);
  };
  const [thisLoan, ...others] = commands;
  const groups: Group[] = [
    ...(typed.trim() === "" ? [{ heading: "Opened last", entries: recent }] : []),
    ...(thisLoan ? [thisLoan] : []),
    ...hitGroups(found, typed.trim(), loansPath),
    ...others,
    ...(typed.trim() === "" ? [] : [elsewhere(found, typed.trim(), loansPath, () => type(""))]),
  ].filter(({ entries }) => entries.length > 0);
  const all = groups.flatMap(({ entries }) => entries);
  const chosen = isTouched ? all.find(({ id }) => id === selectedId) : undefined;
  return {
    ...found,
    typed,
    type,
    groups,
    selected: chosen ?? all[0],
    select,
    isOwnChoice:
      chosen !== undefined &&
      !chosen.stays &&
      !groups.some(({ isFound, entries }) => isFound && entries.includes(chosen)),
    touch: () => setTouched(true),
    onKey: (key) => STEPS.has(key) && setTouched(true),
  };
}

/** Who types the whole id of a trade wants the trade; its loans have the id in theirs. */
function hitGroups({ hits }: Found, typed: string, loansPath: string): Group[] {
  const isTrade = hits.trades[0]?.exchangeTradeId.toLowerCase() === typed.toLowerCase();
  const [loans, trades] = [loanGroup(hits, typed, loansPath), tradeGroup(hits, typed)];
  return [
    ...(isTrade ? [trades, loans] : [loans, trades]),
    fileGroup(hits, typed),
    mortgageGroup(hits, typed),
  ];
}

function loanGroup({ loans }: Found["hits"], typed: string, loansPath: string): Group {
  return {
    heading: "Loans",
    isFound: true,
    entries: loans.map((loan) => ({
      id: `loan ${loan.pipelineLoanId}`,
      href: `${loansPath}/${loan.pipelineLoanId}`,
      content: <LoanLine loan={loan} typed={typed} />,
    })),
  };
}

function tradeGroup({ trades }: Found["hits"], typed: string): Group {
  return {
    heading: "Trades",
    isFound: true,
    entries: trades.map((trade) => ({
      id: `trade ${trade.pipelineTradeId}`,
      href: `/pipeline/trades/${trade.pipelineTradeId}`,
      content: <TradeLine trade={trade} typed={typed} />,
    })),
  };
}

function fileGroup({ files }: Found["hits"], typed: string): Group {
  return {
    heading: "Funding files",
    isFound: true,
    entries: files.map((file) => ({
      id: `file ${file.fileId}`,
      href: `/funding/${file.fileId}`,
      content: <FileLine file={file} typed={typed} />,
    })),
  };
}

function mortgageGroup({ mortgages }: Found["hits"], typed: string): Group {
  return {
    heading: "Mortgages",
    isFound: true,
    entries: mortgages.map((mortgage) => ({
      id: `mortgage ${mortgage.mortgageId}`,
      href: `/mortgages/${mortgage.mortgageId}`,
      content: <MortgageLine mortgage={mortgage} typed={typed} />,
    })),
  };
}

/** Where to go on: the best hits are only the best. */
function elsewhere({ hits }: Found, typed: string, loansPath: string, clear: () => void): Group {
  const list: Entry = {
    id: "all in the list",
    href: `${loansPath}?q=${encodeURIComponent(typed)}`,
    content: (
      <>
        <ListFilter aria-hidden className="size-4 shrink-0 text-ink-3" />
        <span className="truncate">All loans that match “{typed}”</span>
      </>
    ),
  };
  const again: Entry = {
    id: "clear the search",
    run: clear,
    stays: true,
    content: (
      <>
        <X aria-hidden className="size-4 shrink-0 text-ink-3" />
        Clear what is typed
      </>
    ),
  };
  if (hits.loans.length > 0) return { heading: "More", entries: [list] };
  const others = hits.trades.length + hits.files.length + hits.mortgages.length;
  return { heading: "More", entries: others > 0 ? [] : [again] };
}
