"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Inputs, useTRPC } from "../../trpc/client.ts";
import { useSendFile } from "../../trpc/use-send-file.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import type { CallSheetData } from "./queue-words.ts";
import { recognisedReport, sendReport } from "./send-report.ts";

export type Found = CallSheetData["workflow"];
type Revision = Inputs["funding"]["revise"];
export type Corrected = NonNullable<Revision["applicant"]>;

/** With a report, what has changed is written first, so that the report is judged by it. */
export function useUnderwriting(shown: CallSheetData["file"], onDone: (found: Found) => void) {
  const trpc = useTRPC();
  const sendFile = useSendFile();
  const refresh = useRefreshFunding();
  // As it was when the form was opened: what a colleague changes meanwhile is refused and not written over.
  const [file, setFile] = useState(shown);
  const edit = useMutation(trpc.funding.editFile.mutationOptions());
  const revise = useMutation(trpc.funding.revise.mutationOptions());
  const { fileId, version } = file;
  const correct = async (corrected: Corrected) => {
    if (Object.keys(corrected).length === 0) return;
    // It stays written when the report is refused, and the next attempt begins with that.
    setFile(await edit.mutateAsync({ fileId, version, ...corrected }));
  };
  const again = useMutation({
    mutationFn: async ({ input, report }: { input: Revision; report: File | null }): Promise<Found> => {
      if (report === null) return (await revise.mutateAsync(input)).runs[0]?.workflow ?? null;
      const recognised = await recognisedReport(report);
      await correct(input.applicant ?? {});
      return sendReport(sendFile, fileId, recognised);
    },
    onSuccess: onDone,
    onSettled: () => refresh(),
  });
  return { file, correct, again };
}
