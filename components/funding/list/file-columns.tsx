"use client";

import type { ReactNode } from "react";
import type { Workflow } from "@/server/domain/funding/model/workflow.ts";
import type { Outputs } from "../../trpc/client.ts";
import { cn } from "../../ui/cn.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { dayIn, dayLabel } from "../../ui/time-text.ts";
import { decisionWords } from "../file/decision-words.ts";
import { standingWord } from "../file/file-standing.ts";
import { StandingGlyph } from "../file/standing-glyph.tsx";
import type { FileSort } from "./files-url.ts";
import { overlayWord } from "./list-words.ts";

export type ListedFile = Outputs["funding"]["files"]["files"][number];

interface Shown {
  actorName: (address: string) => string;
  timeZone: string;
  today: string;
}

interface FileColumn {
  /** By which it sorts; null: it does not. */
  field: FileSort | null;
  label: string;
  right?: true;
  className: string;
  /** Of the first column the row itself draws the cell. */
  cell?: (file: ListedFile, shown: Shown) => ReactNode;
}

export const FILE_COLUMNS: FileColumn[] = [
  { field: "name", label: "Client", className: "pl-4 lg:pl-6" },
  {
    field: null,
    label: "Score",
    right: true,
    className: "w-16",
    cell: ({ newestRun }) => <span className="figures">{newestRun?.representativeScore ?? <None />}</span>,
  },
  {
    field: null,
    label: "Decisions",
    className: "w-40 pl-5",
    cell: ({ newestRun }) => <Decisions run={newestRun} />,
  },
  { field: null, label: "Way", className: "", cell: ({ newestRun }) => <Way run={newestRun} /> },
  {
    field: "operator",
    label: "Operator",
    className: "hidden w-36 @min-[900px]:table-cell",
    cell: ({ operator }, { actorName }) => (
      <span className="text-ink-2" title={operator}>
        {actorName(operator)}
      </span>
    ),
  },
  {
    field: "updatedAt",
    label: "Last change",
    right: true,
    className: "hidden w-28 @min-[1000px]:table-cell",
    cell: ({ updatedAt }, { timeZone }) => (
      <span className="figures text-ink-2">
        <RelativeTime moment={updatedAt} timeZone={timeZone} plain />
      </span>
    ),
  },
  {
    field: null,
    label: "Call back",
    right: true,
    className: "w-32 pr-4 lg:pr-6",
    cell: ({ newestRun }, shown) => <CallBack at={newestRun?.parkedCallbackDate ?? null} {...shown} />,
  },
];

function None() {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">None</span>
    </span>
  );
}

function Decisions({ run }: { run: ListedFile["newestRun"] }) {
  if (!run) return <None />;
  return (
    <span className="flex gap-3 text-xs text-ink-2">
      <Decision product="Cards" decision={run.reportStatus} />
      <Decision product="Loan" decision={run.tlDecision} />
    </span>
  );
}

function Decision({ product, decision }: { product: string; decision: string }) {
  const { says, because, standing } = decisionWords(decision);
  return (
    <span className="flex items-center gap-1" title={because === null ? says : `${says}: ${because}`}>
      <StandingGlyph standing={standing} />
      {product}
      <span className="sr-only">: {says}</span>
    </span>
  );
}

function Way({ run }: { run: ListedFile["newestRun"] }) {
  const word = standingWord(
    run && {
      primaryPaths: run.primaryPaths,
      reportStatus: run.reportStatus,
      declineReason: (run.declineReason ?? undefined) as Workflow["declineReason"],
      parkedReason: (run.parkedReason ?? undefined) as Workflow["parkedReason"],
    },
  );
  const first = run?.overlays.map(overlayWord).join(", ") ?? "";
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span data-tone={word.tone} className="shrink-0 font-medium text-(--tone)">
        {word.says}
      </span>
      <span className="truncate text-ink-2">{first === "" ? word.more : `first ${first.toLowerCase()}`}</span>
    </span>
  );
}

/** The day is kept in UTC, as the client was told it (F2.9). */
function CallBack({ at, today }: { at: number | null } & Pick<Shown, "today">) {
  if (at === null) return <None />;
  const day = dayIn("UTC", new Date(at));
  const isDue = day <= today;
  return (
    <span className={cn("figures", isDue && "font-medium text-overdue")}>
      {dayLabel(day)}
      {isDue && <span className="sr-only">, due</span>}
    </span>
  );
}
