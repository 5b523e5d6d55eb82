"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { ReviseInput } from "@/server/domain/funding/file-input.ts";
import { ActionDialog, ActionForm } from "../../admin/action-dialog.tsx";
import { type Inputs, useTRPC } from "../../trpc/client.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { useSendFile } from "../../trpc/use-send-file.ts";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { typedAmount } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import type { CallSheetData } from "./queue-words.ts";
import { recognisedReport, sendReport } from "./send-report.ts";

interface Props {
  sheet: CallSheetData | null;
  onClose: () => void;
  /** The call-back was moved on, so there is nothing more to do with the client today. */
  onStillParked: () => void;
}

type Revision = Inputs["funding"]["revise"];

const draftOf = (fileId: number) => `underwrite again ${fileId}`;

/** Underwriting looks again, by today's date: with what the client says now, or with a new credit report. */
export function UnderwriteAgain({ sheet, ...asked }: Props) {
  return (
    <ActionDialog
      open={sheet !== null}
      onClose={asked.onClose}
      {...(sheet ? { draftKey: draftOf(sheet.file.fileId) } : {})}
      title={sheet ? `Underwrite again: ${sheet.file.name}` : ""}
      description="Correct what has changed, add the new credit report if there is one, and underwriting decides by today’s date."
    >
      {sheet && <AgainForm sheet={sheet} {...asked} />}
    </ActionDialog>
  );
}

const SHOWN = ["applicant.statedIncome", "applicant.monthlyRevenue", "applicant.businessStartedOn", "report"];

function AgainForm({ sheet, onClose, onStillParked }: Props & { sheet: CallSheetData }) {
  const { today } = sheet;
  // As it was when the form was opened: what a colleague changes meanwhile is refused and not written over.
  const [file] = useState(sheet.file);
  const { problems, check, refuse } = useProblems(SHOWN);
  const draft = useDraft(draftOf(file.fileId), {
    statedIncome: file.statedIncome,
    monthlyRevenue: file.monthlyRevenue ?? "",
    businessStartedOn: file.businessStartedOn ?? "",
  });
  const [report, setReport] = useState<File | null>(null);
  const again = useUnderwriting(file, (workflow) => {
    draft.discard();
    onClose();
    if (workflow?.parkedCallbackDate === undefined) return;
    toast.success(`Still parked: next call ${dayLabel(new Date(workflow.parkedCallbackDate).toISOString())}`);
    onStillParked();
  });
  const submit = () => {
    const { statedIncome, monthlyRevenue, businessStartedOn } = draft.values;
    const applicant = {
      ...(statedIncome === file.statedIncome ? {} : { statedIncome: typedAmount(statedIncome) }),
      ...(monthlyRevenue === (file.monthlyRevenue ?? "")
        ? {}
        : { monthlyRevenue: monthlyRevenue.trim() === "" ? null : typedAmount(monthlyRevenue) }),
      ...(businessStartedOn === (file.businessStartedOn ?? "")
        ? {}
        : { businessStartedOn: businessStartedOn === "" ? null : businessStartedOn }),
    };
    const reason = `Call of the Funding Queue on ${dayLabel(today)}`;
    const input = check(ReviseInput, { fileId: file.fileId, version: file.version, reason, applicant });
    return input && again.mutateAsync({ input, report }).catch(refuse);
  };
  return (
    <ActionForm
      verb="Underwrite again"
      isPending={again.isPending}
      notice={problems.notice}
      onSubmit={submit}
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <div className="grid grid-cols-2 gap-4">
        <Field label="Stated income a year" error={problems.fields["applicant.statedIncome"]}>
          {(control) => (
            <Input
              {...control}
              {...draft.field("statedIncome")}
              autoFocus
              inputMode="decimal"
              className="figures"
            />
          )}
        </Field>
        <Field label="Revenue a month" optional error={problems.fields["applicant.monthlyRevenue"]}>
          {(control) => (
            <Input {...control} {...draft.field("monthlyRevenue")} inputMode="decimal" className="figures" />
          )}
        </Field>
      </div>
      <Field label="Business started on" optional error={problems.fields["applicant.businessStartedOn"]}>
        {(control) => (
          <Input {...control} {...draft.field("businessStartedOn")} type="date" className="figures" />
        )}
      </Field>
      <ReportField error={problems.fields.report} onChoose={setReport} />
    </ActionForm>
  );
}

interface ReportFieldProps {
  error: string | undefined;
  onChoose: (report: File | null) => void;
}

function ReportField({ error, onChoose }: ReportFieldProps) {
  return (
    <Field
      label="New credit report"
      optional
      error={error}
      help="As MISMO XML or JSON. Without one the last report is judged again."
    >
      {(control) => (
        <Input
          {...control}
          type="file"
          accept="application/json,.json,application/xml,text/xml,.xml"
          onChange={({ target }) => onChoose(target.files?.[0] ?? null)}
          className="py-1.5 text-sm"
        />
      )}
    </Field>
  );
}

type Found = CallSheetData["workflow"];

/** With a report, what has changed is written first, so that the report is judged by it. */
function useUnderwriting({ fileId, version }: CallSheetData["file"], onDone: (found: Found) => void) {
  const trpc = useTRPC();
  const sendFile = useSendFile();
  const refresh = useRefreshFunding();
  const edit = useMutation(trpc.funding.editFile.mutationOptions());
  const revise = useMutation(trpc.funding.revise.mutationOptions());
  return useMutation({
    mutationFn: async ({ input, report }: { input: Revision; report: File | null }): Promise<Found> => {
      if (report === null) return (await revise.mutateAsync(input)).runs[0]?.workflow ?? null;
      const recognised = await recognisedReport(report);
      if (Object.keys(input.applicant ?? {}).length > 0)
        await edit.mutateAsync({ fileId, version, ...input.applicant });
      return sendReport(sendFile, fileId, recognised);
    },
    onSuccess: onDone,
    onSettled: () => refresh(),
  });
}
