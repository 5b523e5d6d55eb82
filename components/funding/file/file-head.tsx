"use client";

import { ArrowLeft, Calculator, RotateCw } from "lucide-react";
import Link from "next/link";
import { useActorName } from "../../pipeline/actor-name.ts";
import type { Outputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { dayIn, dayLabel } from "../../ui/time-text.ts";
import type { FileDialogs } from "./file-dialogs.ts";
import { routeOfRun, standingWord } from "./file-standing.ts";
import { StandingChip } from "./standing-chip.tsx";

type File = Outputs["funding"]["file"];

interface Props {
  file: File;
  open: FileDialogs["open"];
}

/** Who, which file, where it stands in a word, and what can be done with the whole of it. */
export function FileHead({ file, open }: Props) {
  const actorName = useActorName();
  const route = routeOfRun(file.runs[0]);
  const callback = route?.parkedCallbackDate;
  return (
    <header className="sticky top-0 z-20 flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 border-b bg-canvas px-4 py-2 lg:px-6">
      <Button asChild look="quiet" size="icon-sm" className="-ml-2">
        <Link href="/funding" aria-label="All files">
          <ArrowLeft aria-hidden />
        </Link>
      </Button>
      <div className="min-w-0">
        <h1 className="truncate text-lg font-semibold leading-6 tracking-tight">{file.name}</h1>
        <p className="flex items-center gap-1.5 text-xs leading-4 text-ink-3">
          File <CopyButton value={String(file.fileId)} label="file number" />
          <span title={file.operator}>{actorName(file.operator)}</span>
        </p>
      </div>
      <div className="flex min-w-0 flex-1 items-center gap-2.5 text-sm">
        <StandingChip word={standingWord(route)} />
        {callback !== undefined && (
          <span className="figures truncate text-ink-2">
            call back {dayLabel(dayIn("UTC", new Date(callback)))}
          </span>
        )}
      </div>
      {file.runs.length > 0 && (
        <div className="flex gap-2">
          <Button onClick={() => open({ kind: "what-if" })}>
            <Calculator aria-hidden />
            What if
          </Button>
          <Button onClick={() => open({ kind: "revise" })}>
            <RotateCw aria-hidden />
            Run underwriting again
          </Button>
        </div>
      )}
    </header>
  );
}
