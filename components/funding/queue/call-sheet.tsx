"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { Loaded } from "../../admin/loaded.tsx";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CallHistory } from "./call-history.tsx";
import { LeftQueue } from "./left-queue.tsx";
import { OpenCall } from "./open-call.tsx";
import { type CallSheetData, dueText } from "./queue-words.ts";
import { Part, WhyParked } from "./why-parked.tsx";

interface Props {
  fileId: number;
  onOpen: (fileId: number) => void;
  onNext: () => void;
}

/** All that somebody needs who calls a client, with the number first. */
export function CallSheet({ fileId, onOpen, onNext }: Props) {
  const trpc = useTRPC();
  const sheet = useQuery(trpc.funding.queue.sheet.queryOptions({ fileId }));
  return (
    <Loaded query={sheet} what="The client">
      {(data) => (
        <article aria-label={data.file.name} className="@container max-w-200 px-4 py-4 lg:px-6">
          <SheetHead sheet={data} />
          {data.callback ? (
            <OpenCall sheet={data} callback={data.callback} onOpen={onOpen} onNext={onNext} />
          ) : (
            <LeftQueue sheet={data} onNext={onNext} />
          )}
          <div className="grid gap-x-8 @min-[600px]:grid-cols-2">
            <div>
              <WhyParked sheet={data} />
            </div>
            <Part title="Calls so far">
              <CallHistory calls={data.calls} />
            </Part>
          </div>
        </article>
      )}
    </Loaded>
  );
}

function SheetHead({ sheet: { file, callback, today } }: { sheet: CallSheetData }) {
  const nameOf = useActorName();
  return (
    <header className="pb-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="truncate text-lg font-semibold tracking-tight">{file.name}</h2>
        <Button asChild size="sm" look="quiet">
          <Link href={`/funding/${file.fileId}`}>
            Open the file
            <ArrowUpRight aria-hidden />
          </Link>
        </Button>
      </div>
      <p className="text-sm text-ink-2">
        {callback && `${dueText(callback.dueOn, today)} · `}
        {nameOf(file.operator)}’s file
      </p>
      {file.phone ? (
        <div className="mt-3 flex items-center gap-3">
          <a
            href={`tel:${file.phone.replace(/[^+\d]/g, "")}`}
            className="figures rounded-sm text-xl font-semibold tracking-tight hover:text-accent"
          >
            {file.phone}
          </a>
          <CopyButton value={file.phone} label="phone number" glyphOnly />
        </div>
      ) : (
        <p className="mt-3 text-md font-medium text-overdue">No phone number: add it in the file</p>
      )}
      <p className="mt-0.5 text-sm text-ink-2">{file.email}</p>
    </header>
  );
}
