"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileCheck2, X } from "lucide-react";
import { useState } from "react";
import { sizeText } from "../../admin/size-text.ts";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf, type ShownRefusal } from "../../trpc/refusal.ts";
import { useSendFile } from "../../trpc/use-send-file.ts";
import { Button } from "../../ui/button.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { placeInWords } from "./document-places.ts";
import { type RecognisedReport, recognise } from "./recognised-report.ts";
import { type Received, sayReceived } from "./say-received.ts";

interface Chosen {
  file: File;
  report: RecognisedReport;
}

interface Props {
  fileId: number;
  /** When a report was taken, or was here already. */
  onDone?: (received: Received) => void;
}

/**
 * Takes a credit report as the vendor sent it: a file is dropped or chosen, what it is said to be is shown, and it is sent as
 * it is (F1.1). What is refused names its places in words; the file stays chosen.
 */
export function UploadReport({ fileId, onDone }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const send = useSendReport(fileId, (received) => {
    setChosen(null);
    onDone?.(received);
  });
  const choose = async ([file]: File[]) => {
    if (!file) return;
    send.reset();
    const report = await recognise(file);
    setUnread(typeof report === "string" ? `${file.name} ${report}.` : null);
    setChosen(typeof report === "string" ? null : { file, report });
  };
  const submit = useSendOnce(() => chosen && send.mutateAsync(chosen));
  return (
    <div className="flex flex-col gap-3">
      {chosen === null ? (
        <FileDrop
          what="a credit report"
          help="MISMO 2 (XML), or JSON as Array sends it or as the API takes it; at most 8 MB"
          accept=".xml,.json,application/xml,text/xml,application/json"
          isInvalid={unread !== null}
          onFiles={(files) => void choose(files)}
        />
      ) : (
        <ChosenReport
          chosen={chosen}
          isPending={send.isPending}
          onSend={submit}
          onLeave={() => setChosen(null)}
        />
      )}
      {unread && <Notice title={unread}>Nothing was sent. Choose another file.</Notice>}
      {send.error && chosen && <Refused refusal={refusalOf(send.error)} />}
    </div>
  );
}

function useSendReport(fileId: number, onDone: (received: Received) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sendFile = useSendFile();
  const send = useMutation({
    mutationFn: ({ file, report }: Chosen) =>
      sendFile<Received>(`/api/funding/files/${fileId}/credit-reports`, file, report.contentType),
    onSuccess: (received) => {
      sayReceived(received);
      onDone(received);
      return queryClient.invalidateQueries(trpc.funding.pathFilter());
    },
  });
  useWarnBeforeLeaving(send.isPending);
  return send;
}

interface ChosenProps {
  chosen: Chosen;
  isPending: boolean;
  onSend: () => void;
  onLeave: () => void;
}

function ChosenReport({ chosen: { file, report }, isPending, onSend, onLeave }: ChosenProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border bg-raised px-4 py-3 text-sm">
      <FileCheck2 aria-hidden className="size-5 shrink-0 text-accent" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">{file.name}</p>
        <p role="status" className="text-xs text-ink-2">
          {report.format} · {sizeText(file.size)}
        </p>
      </div>
      {/* Who chose by keyboard goes on with Enter. */}
      <Button autoFocus look="filled" onClick={onSend} aria-busy={isPending}>
        Add and underwrite
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label="Choose another file"
        disabled={isPending}
        onClick={onLeave}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}

/** More than these nobody corrects one by one. */
const MOST_SHOWN = 12;

function Refused({ refusal: { message, details, requestId } }: { refusal: ShownRefusal }) {
  if (details.length === 0) return <Notice title={message} requestId={requestId} />;
  return (
    <Notice title="The report was not taken. Nothing was changed.">
      <ul className="mt-1 flex flex-col gap-1">
        {details.slice(0, MOST_SHOWN).map(({ field, message: why }) => (
          <li key={`${field} ${why}`}>
            <span className="font-medium text-ink">{placeInWords(field)}</span> {why}.
            {field !== "" && <span className="id block truncate text-xs text-ink-2">{field}</span>}
          </li>
        ))}
      </ul>
      {details.length > MOST_SHOWN && <p className="mt-1">And {details.length - MOST_SHOWN} more.</p>}
    </Notice>
  );
}
