"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { DOCUMENT_TYPES, type DocumentType } from "@/server/domain/mortgages/model/documents.ts";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { useSendFile } from "../../trpc/use-send-file.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { faultOfFile, typeByName } from "./document-file.ts";

export type MortgageDocument = Outputs["mortgages"]["documents"]["list"][number];

/** A file on its way to become a document. */
export interface Upload {
  id: number;
  file: File;
  /** Null until a person has said what it is. */
  type: DocumentType | null;
  state: "chosen" | "waiting" | "sending";
  /** How much of it has left, from 0 to 1. */
  sent: number;
  /** Why it was not taken, as a sentence. */
  problem: string | null;
  /** It cannot be sent as it is. */
  isUnfit: boolean;
  /** The document that it turned out to be, to the byte: while that is there, it is not added again. */
  sameAs: number | null;
}

interface Added {
  isNew: boolean;
  document: MortgageDocument;
}

let made = 0;

function uploadOf(file: File): Upload {
  const problem = faultOfFile(file);
  made += 1;
  return {
    id: made,
    file,
    type: typeByName(file.name),
    state: "chosen",
    sent: 0,
    problem,
    isUnfit: problem !== null,
    sameAs: null,
  };
}

/** What can be sent now. */
export const isReady = ({ state, type, isUnfit }: Upload) => state === "chosen" && type !== null && !isUnfit;

/** What was refused as a duplicate may be added once the document that it was like is gone. */
function judgedAnew(upload: Upload, kept: MortgageDocument[] | undefined): Upload {
  const { sameAs } = upload;
  if (sameAs === null || !kept || kept.some(({ documentId }) => documentId === sameAs)) return upload;
  return { ...upload, problem: null, isUnfit: false, sameAs: null };
}

/** Files that were dropped: looked at, then sent one after another, so that the list grows in their order (M3). */
export function useUploads(mortgageId: number) {
  const trpc = useTRPC();
  const kept = useQuery(trpc.mortgages.documents.list.queryOptions({ mortgageId })).data;
  const [taken, setUploads] = useState<Upload[]>([]);
  const uploads = taken.map((upload) => judgedAnew(upload, kept));
  const underWay = useRef(new Map<number, AbortController>());
  const sendOne = useSendDocument(mortgageId);
  const isSending = uploads.some(({ state }) => state !== "chosen");
  useWarnBeforeLeaving(isSending);
  const change = (id: number, changed: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  const forget = (id: number) => setUploads((all) => all.filter((one) => one.id !== id));

  const send = async () => {
    const ready = uploads.filter(isReady);
    for (const { id } of ready) {
      underWay.current.set(id, new AbortController());
      change(id, { state: "waiting", problem: null, isUnfit: false, sameAs: null, sent: 0 });
    }
    let added = 0;
    for (const upload of ready) {
      const { id, type } = upload;
      const signal = underWay.current.get(id)?.signal;
      if (type === null || !signal || signal.aborted) continue;
      change(id, { state: "sending" });
      try {
        const { isNew, document } = await sendOne(upload.file, type, signal, (sent) => change(id, { sent }));
        added += isNew ? 1 : 0;
        if (isNew) forget(id);
        else {
          const sameAs = document.documentId;
          change(id, { state: "chosen", problem: alreadyHere(type), isUnfit: true, sameAs });
        }
      } catch (error) {
        // Whoever gave it up has seen it go.
        if (!signal.aborted) change(id, { state: "chosen", problem: refusalOf(error).message });
      }
      underWay.current.delete(id);
    }
    if (added > 0) toast.success(added === 1 ? "1 document added" : `${added} documents added`);
  };

  return {
    uploads,
    isSending,
    take: (files: File[]) => setUploads((all) => [...all, ...files.map(uploadOf)]),
    setType: (id: number, type: DocumentType | null) => change(id, { type }),
    send,
    /** Takes a file off the list; what is being sent of it is given up. */
    cancel: (id: number) => {
      underWay.current.get(id)?.abort();
      underWay.current.delete(id);
      forget(id);
    },
  };
}

function alreadyHere(type: DocumentType): string {
  return `This very file is here already as “${DOCUMENT_TYPES[type]}”. Nothing was added.`;
}

function useSendDocument(mortgageId: number) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sendFile = useSendFile();
  return async (file: File, type: DocumentType, signal: AbortSignal, onProgress: (part: number) => void) => {
    const address = `/api/mortgages/${mortgageId}/documents?${new URLSearchParams({ name: file.name, type })}`;
    const added = await sendFile<Added>(address, file, "application/octet-stream", { signal, onProgress });
    await queryClient.invalidateQueries(trpc.mortgages.documents.list.queryFilter({ mortgageId }));
    return added;
  };
}
