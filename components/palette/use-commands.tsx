"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import {
  Copy,
  Eraser,
  Grid3x3,
  History,
  Keyboard,
  Link2,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Rows3,
  Sun,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import type { ReactNode } from "react";
import { NO_SUCH_ID, openLoanIn } from "../pipeline/list-url.ts";
import { useAskMove } from "../pipeline/move-desk.tsx";
import { mayMove, verbOf } from "../pipeline/moves.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { useStatuses } from "../pipeline/use-statuses.ts";
import { useSession } from "../shell/session.tsx";
import { signOutOfDesk } from "../shell/sign-out.ts";
import { LOANS_PATH, useLoansPath, useMode } from "../shell/use-mode.ts";
import { useTRPC } from "../trpc/client.ts";
import { copyText } from "../ui/copy-text.ts";
import { countText } from "../ui/money-text.ts";
import { discardDrafts, useDraftCount } from "../ui/use-draft.ts";
import type { Command } from "./entries.ts";
import { PLACES } from "./places.ts";
import { recentLoans } from "./recent-loans.ts";

export interface CommandGroup {
  heading: string;
  commands: Command[];
}

/** What can be done from where one is: with the open loan first, then where to go, then the desk itself. */
export function useCommands(onShowKeys: () => void): CommandGroup[] {
  return [
    { heading: "This loan", commands: useLoanCommands() },
    { heading: "Go to", commands: usePlaceCommands() },
    { heading: "Desk", commands: useDeskCommands(onShowKeys) },
  ];
}

function useLoanCommands(): Command[] {
  const trpc = useTRPC();
  const { role } = useSession();
  const ask = useAskMove();
  const statuses = useStatuses();
  const loanId = openLoanIn(usePathname());
  const { data: loan } = useQuery(
    trpc.pipeline.loan.queryOptions(loanId === null || loanId === NO_SUCH_ID ? skipToken : { loanId }),
  );
  if (!loan) return [];
  const moves = statuses.movesFrom(loan.currentStatus).filter((move) => mayMove(role, move));
  return [
    ...moves.map((target) => ({
      ...command(verbOf(target), <StatusGlyph look={target.look} />, loan.borrowerName),
      run: () => ask({ loan, target }),
    })),
    {
      ...command("Copy loan ID", <Glyph of={Copy} />, loan.loanId),
      run: () => copyText(loan.loanId, "Loan ID"),
    },
  ];
}

function usePlaceCommands(): Command[] {
  const { role } = useSession();
  const statuses = useStatuses().all;
  const loansPath = useLoansPath();
  return [
    ...PLACES.filter(({ adminsOnly }) => !adminsOnly || role === "admin").map(({ name, href, glyph }) => ({
      ...command(name, <Glyph of={glyph} />),
      words: `go to ${name}`,
      href,
    })),
    ...statuses.map(({ statusCode, displayName, look }) => ({
      ...command(`Loans: ${displayName}`, <StatusGlyph look={look} />),
      words: `go to loans ${displayName}`,
      href: `${loansPath}?status=${encodeURIComponent(statusCode)}`,
    })),
  ];
}

function useDeskCommands(onShowKeys: () => void): Command[] {
  const { theme = "system", setTheme } = useTheme();
  const drafts = useDraftCount();
  const themes = [
    { value: "light", name: "Light theme", glyph: Sun },
    { value: "dark", name: "Dark theme", glyph: Moon },
    { value: "system", name: "Theme as the system", glyph: Monitor },
  ];
  return [
    ...themes
      .filter(({ value }) => value !== theme)
      .map(({ value, name, glyph }) => ({
        ...command(name, <Glyph of={glyph} />),
        words: `switch to ${name}`,
        run: () => setTheme(value),
      })),
    useModeCommand(),
    {
      ...command("Copy link to this page", <Glyph of={Link2} />),
      run: () => copyText(window.location.href, "Link"),
    },
    ...(drafts === 0
      ? []
      : [
          {
            ...command("Discard kept drafts", <Glyph of={Eraser} />, countText(drafts)),
            run: discardDrafts,
          },
        ]),
    { ...command("Show keyboard keys", <Glyph of={Keyboard} />), run: onShowKeys },
    { ...command("Sign out", <Glyph of={LogOut} />), run: signOutOfDesk },
  ];
}

function useModeCommand(): Command {
  const [mode, switchTo] = useMode();
  const router = useRouter();
  const other = mode === "power" ? "modern" : "power";
  return {
    ...command(`Switch to ${other} mode`, <Glyph of={other === "power" ? Grid3x3 : Rows3} />),
    run: () => {
      switchTo(other);
      router.push(LOANS_PATH[other]);
    },
  };
}

/** The loans that were open last, while nothing is typed; not the one that is open now. */
export function useRecentLoans(): Command[] {
  const session = useSession();
  const openId = openLoanIn(usePathname());
  const loansPath = useLoansPath();
  return recentLoans(session)
    .filter((loan) => loan.pipelineLoanId !== openId)
    .map(({ pipelineLoanId, borrowerName, loanId }) => ({
      ...command(borrowerName, <Glyph of={History} />, loanId),
      id: `recent ${pipelineLoanId}`,
      href: `${loansPath}/${pipelineLoanId}`,
    }));
}

function command(name: string, glyph: ReactNode, aside?: string): Command {
  return {
    id: name,
    words: name,
    content: (
      <>
        <span className="flex w-4 shrink-0 justify-center">{glyph}</span>
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {aside && <span className="max-w-64 truncate text-xs text-ink-3">{aside}</span>}
      </>
    ),
  };
}

function Glyph({ of: Drawing }: { of: LucideIcon }) {
  return <Drawing aria-hidden className="size-4 text-ink-3" />;
}
