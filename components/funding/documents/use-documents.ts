"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { type Inputs, type Outputs, useTRPC } from "../../trpc/client.ts";
import { messageOf } from "../../trpc/refusal.ts";
import { useSendFile } from "../../trpc/use-send-file.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";

export type FileDocuments = Outputs["funding"]["documents"];
export type FileDocument = FileDocuments["documents"][number];
export type DocumentKind = FileDocument["kind"];

/** The documents of a file beside what is wanted; `gathered` is what the step that gathers them takes. */
export function useDocuments(fileId: number) {
  const trpc = useTRPC();
  return useQuery(trpc.funding.documents.queryOptions({ fileId }));
}

interface Sending {
  file: File;
  kind: DocumentKind;
  covers: number;
}

export function useAddDocument(fileId: number) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sendFile = useSendFile();
  const add = useMutation({
    mutationFn: ({ file, kind, covers }: Sending) => {
      const facts = new URLSearchParams({ name: file.name, kind, covers: String(covers) });
      const address = `/api/funding/files/${fileId}/documents?${facts}`;
      return sendFile<{ isNew: boolean; document: FileDocument }>(address, file, "application/octet-stream");
    },
    onSuccess: ({ isNew, document: { name } }) => {
      toast.success(isNew ? `${name} added` : `${name} is in this file already`);
      return queryClient.invalidateQueries(trpc.funding.documents.pathFilter());
    },
  });
  useWarnBeforeLeaving(add.isPending);
  return add;
}

/** Removes a document at once; it can be brought back while that is said, and from the list of the removed ones later. */
export function useChangeDocument(fileId: number) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.funding.changeDocument.mutationOptions({
      onSuccess: (documents) =>
        queryClient.setQueryData(trpc.funding.documents.queryKey({ fileId }), documents),
      onError: (error) => toast.error(messageOf(error)),
    }),
  );
  type How = Inputs["funding"]["changeDocument"]["change"];
  return {
    isPending: change.isPending,
    change: async ({ documentId, name }: FileDocument, how: How) => {
      await change.mutateAsync({ fileId, documentId, change: how });
      if (how === "restore") return toast.success(`${name} is back`);
      return toast(`${name} removed`, {
        duration: 10_000,
        action: {
          label: "Undo",
          onClick: () => change.mutate({ fileId, documentId, change: "restore" }),
        },
      });
    },
  };
}
