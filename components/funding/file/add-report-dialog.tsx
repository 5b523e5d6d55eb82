"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { ActionDialog, ActionForm } from "../../admin/action-dialog.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf, type ShownRefusal } from "../../trpc/refusal.ts";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { reportFromText } from "./report-text.ts";
import { UploadReport } from "./upload-report.tsx";

interface Props {
  fileId: number;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** Takes a credit report as the vendor sent it, or pasted as JSON; the file is underwritten with it at once (F1.1). */
export function AddReportDialog({ fileId, name, open, onClose }: Props) {
  return (
    <ActionDialog
      open={open}
      onClose={onClose}
      title={`Add a credit report for ${name}`}
      description="The file is underwritten with it at once. Underwritings before it stay as they are."
    >
      <UploadReport fileId={fileId} onDone={onClose} />
      <details className="mt-4 border-t pt-3">
        <summary className="w-fit rounded-sm text-sm text-accent hover:underline">Paste it instead</summary>
        <div className="pt-3">
          <ReportForm fileId={fileId} onClose={onClose} />
        </div>
      </details>
    </ActionDialog>
  );
}

/** What is pasted is somebody's credit: it is not kept as a draft when the dialog closes. */
function ReportForm({ fileId, onClose }: { fileId: number; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const [text, setText] = useState("");
  const [problems, setProblems] = useState<string[]>([]);
  const [notice, setNotice] = useState<ShownRefusal | null>(null);
  const receive = useMutation(
    trpc.funding.receiveCreditReport.mutationOptions({
      onSuccess: ({ isNew, run }) => {
        toast.success(
          isNew ? `Report added, underwriting ${run.runNo} done` : "This very report was here already",
        );
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
    const read = reportFromText(text);
    setNotice(null);
    setProblems("problems" in read ? read.problems : []);
    return "report" in read ? receive.mutateAsync({ fileId, report: read.report }) : null;
  };
  return (
    <ActionForm verb="Add and underwrite" isPending={receive.isPending} notice={notice} onSubmit={submit}>
      <Field
        label="Report as JSON"
        help="In the normalised form, as the API takes it. Without a social security number."
      >
        {(control) => (
          <Textarea
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
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
