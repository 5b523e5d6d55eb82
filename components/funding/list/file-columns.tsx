"use client";

import type { ReactNode } from "react";
import type { Workflow } from "@/server/domain/funding/model/workflow.ts";
import type { Outputs } from "../../trpc/client.ts";
import { cn } from "../../ui/cn.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { dayIn, dayLabel } from "../../ui/time-text.ts";
import { type DecisionWords, decisionWords, establishedWords } from "../file/decision-words.ts";
import { standingWord } from "../file/file-standing.ts";
import { StandingGlyph } from "../file/standing-glyph.tsx";
import type { FileSort } from "./files-url.ts";
import { nextStepWord, overlayWord } from "./list-words.ts";

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
  first?: "asc";
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
    className: "hidden w-56 pl-5 @min-[1000px]:table-cell",
    cell: ({ newestRun }) => <Decisions run={newestRun} />,
  },
  { field: null, label: "Way", className: "", cell: ({ newestRun }) => <Way run={newestRun} /> },
  {
    field: null,
    label: "Next step",
    className: "",
    cell: (file, shown) => <NextStep file={file} {...shown} />,
  },
  {
    field: "stepSince",
    // The longest wait is what somebody looks for.
    first: "asc",
    label: "Waiting since",
    right: true,
    className: "w-32 pr-4 @min-[900px]:pr-2 lg:pr-6",
    cell: ({ stepSince }, shown) => <Since moment={stepSince} {...shown} />,
  },
  {
    field: "operator",
    label: "Operator",
    className: "hidden w-36 pl-5 @min-[900px]:table-cell",
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
    className: "hidden w-32 pr-4 lg:pr-6 @min-[1150px]:table-cell",
    cell: ({ updatedAt }, shown) => <Since moment={updatedAt} {...shown} />,
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
      <Decision product="Cards" words={decisionWords(run.reportStatus)} />
      <Decision product="Loan" words={decisionWords(run.tlDecision)} />
      <Decision product="MCA/SBA" words={establishedWords(run.mcaEligible, run.sbaEligible)} />
    </span>
  );
}

function Decision({ product, words }: { product: string; words: DecisionWords }) {
  const { says, because, standing } = words;
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
      tlDecision: run.tlDecision,
      declineReason: (run.declineReason ?? undefined) as Workflow["declineReason"],
      parkedReason: (run.parkedReason ?? undefined) as Workflow["parkedReason"],
    },
  );
  const first = run?.overlays.map(overlayWord).join(", ") ?? "";
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span data-tone={word.tone} className="min-w-0 max-w-full shrink-0 truncate font-medium text-(--tone)">
        {word.says}
      </span>
      <span className="truncate text-ink-2">{first === "" ? word.more : `first ${first.toLowerCase()}`}</span>
    </span>
  );
}

/** What can be done now; of a parked file, when its client is called back; else that nothing is left. */
function NextStep({ file, today }: { file: ListedFile } & Pick<Shown, "today">) {
  const steps = (file.nextSteps ?? []).map(nextStepWord).join(", ");
  const callBack = file.newestRun?.parkedCallbackDate ?? null;
  if (steps !== "") return <span title={steps}>{steps}</span>;
  if (callBack === null) return <span className="text-ink-3">Finished</span>;
  // The day is kept in UTC, as the client was told it (F2.9).
  const day = dayIn("UTC", new Date(callBack));
  const isDue = day <= today;
  return (
    <span className={cn("figures", isDue ? "font-medium text-overdue" : "text-ink-2")}>
      Call back {isDue ? "due" : "on"} {dayLabel(day)}
    </span>
  );
}

function Since({ moment, timeZone }: { moment: string | null } & Pick<Shown, "timeZone">) {
  if (moment === null) return <None />;
  return (
    <span className="figures text-ink-2">
      <RelativeTime moment={moment} timeZone={timeZone} plain />
    </span>
  );
}
