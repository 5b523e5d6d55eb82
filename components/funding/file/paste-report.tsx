"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ActionForm } from "../../admin/action-dialog.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf, type ShownRefusal } from "../../trpc/refusal.ts";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { keptOfReport, pasteDraft } from "../report-entry/entry-draft.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { reportFromText } from "./report-text.ts";
import { sayReceived } from "./say-received.ts";

/** Takes a report as JSON in the normalised form. What is wrong is said below it, and it stays as it was pasted (F1.1). */
export function PasteReport({ fileId, onClose }: { fileId: number; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const draft = useDraft(pasteDraft(fileId), { report: "" }, undefined, keptOfReport);
  const [problems, setProblems] = useState<string[]>([]);
  const [notice, setNotice] = useState<ShownRefusal | null>(null);
  const receive = useMutation(
    trpc.funding.receiveCreditReport.mutationOptions({
      onSuccess: (received) => {
        sayReceived(received);
        draft.discard();
        onClose();
        return refresh();
      },
      onError: (error) => {
        const refusal = refusalOf(error);
        setProblems(
          refusal.details.map(({ field, message }) => `${field.replace(/^report\.?/, "")} ${message}.`),
        );
        setNotice(refusal.details.length > 0 ? null : refusal);
      },
    }),
  );
  const submit = () => {
    const read = reportFromText(draft.values.report);
    setNotice(null);
    setProblems("problems" in read ? read.problems : []);
    return "report" in read ? receive.mutateAsync({ fileId, report: read.report }) : null;
  };
  return (
    <ActionForm verb="Add and underwrite" isPending={receive.isPending} notice={notice} onSubmit={submit}>
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <Field
        label="Report as JSON"
        help="In the normalised form, as the API takes it. Without a social security number."
      >
        {(control) => (
          <Textarea
            {...control}
            {...draft.field("report")}
            spellCheck={false}
            rows={9}
            className="id text-xs"
            {...(problems.length > 0 ? { "aria-invalid": true } : {})}
          />
        )}
      </Field>
      {problems.length > 0 && (
        <Notice title="The report was not taken. Nothing was changed.">
          <ul className="list-disc pl-4">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
    </ActionForm>
  );
}
