"use client";

import { Keyboard } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { ReviseInput } from "@/server/domain/funding/file-input.ts";
import { futureDay } from "@/server/domain/written-day.ts";
import { ActionDialog, ActionForm } from "../../admin/action-dialog.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { typedAmount } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { useDraft, useHasDraft } from "../../ui/use-draft.ts";
import { entryDraft } from "../report-entry/entry-draft.ts";
import { ENTRY_DIALOG, EntryForm } from "../report-entry/entry-form-lazy.tsx";
import type { CallSheetData } from "./queue-words.ts";
import { type Corrected, type Found, useUnderwriting } from "./use-underwriting.ts";

interface Props {
  sheet: CallSheetData | null;
  onClose: () => void;
  /** The call-back was moved on, so there is nothing more to do with the client today. */
  onStillParked: () => void;
}

const figuresDraft = (fileId: number) => `underwrite again ${fileId}`;

/**
 * Underwriting looks again, by today's date: with what the client says now, or with a new credit report, which comes as a file
 * or is typed in.
 */
export function UnderwriteAgain({ sheet, onClose, onStillParked }: Props) {
  const [isTyping, setTyping] = useState(false);
  const close = () => {
    setTyping(false);
    onClose();
  };
  const draftOf = isTyping ? entryDraft : figuresDraft;
  return (
    <ActionDialog
      open={sheet !== null}
      onClose={close}
      {...(sheet ? { draftKey: draftOf(sheet.file.fileId) } : {})}
      title={sheet ? `Underwrite again: ${sheet.file.name}` : ""}
      description={
        isTyping
          ? "Underwriting decides by this report and by today’s date. Figures that you corrected are saved with it."
          : "Correct what has changed, add the new credit report if there is one, and underwriting decides by today’s date."
      }
      className={isTyping ? ENTRY_DIALOG : undefined}
    >
      {sheet && (
        <AgainForm
          sheet={sheet}
          isTyping={isTyping}
          onType={() => setTyping(true)}
          onClose={close}
          onStillParked={onStillParked}
        />
      )}
    </ActionDialog>
  );
}

const SHOWN = ["applicant.statedIncome", "applicant.monthlyRevenue", "applicant.businessStartedOn", "report"];

interface FormProps extends Props {
  sheet: CallSheetData;
  isTyping: boolean;
  onType: () => void;
}

function AgainForm({ sheet, isTyping, onType, onClose, onStillParked }: FormProps) {
  const { problems, check, refuse } = useProblems(SHOWN);
  const [report, setReport] = useState<File | null>(null);
  const draft = useDraft(figuresDraft(sheet.file.fileId), figuresOf(sheet.file));
  const done = (workflow: Found) => {
    draft.discard();
    onClose();
    if (workflow?.parkedCallbackDate === undefined) return;
    toast.success(`Still parked: next call ${dayLabel(new Date(workflow.parkedCallbackDate).toISOString())}`);
    onStillParked();
  };
  const { file, correct, again } = useUnderwriting(sheet.file, done);
  const corrected = correctedFigures(file, draft.values);
  const checked = () => {
    const reason = `Call of the Funding Queue on ${dayLabel(sheet.today)}`;
    const future = futureDay("applicant.businessStartedOn", corrected.businessStartedOn, sheet.today);
    const body = { fileId: file.fileId, version: file.version, reason, applicant: corrected };
    return check(ReviseInput, body, future);
  };
  if (isTyping)
    return (
      <EntryForm
        fileId={file.fileId}
        before={() => correct(corrected)}
        onReceived={({ run }) => done(run.workflow)}
      />
    );
  const submit = () => {
    const input = checked();
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
      <Figures field={draft.field} errors={problems.fields} />
      <ReportField
        fileId={file.fileId}
        error={problems.fields.report}
        onChoose={setReport}
        onType={() => checked() && onType()}
      />
    </ActionForm>
  );
}

type Figure = "statedIncome" | "monthlyRevenue" | "businessStartedOn";

const figuresOf = (file: CallSheetData["file"]): Record<Figure, string> => ({
  statedIncome: file.statedIncome,
  monthlyRevenue: file.monthlyRevenue ?? "",
  businessStartedOn: file.businessStartedOn ?? "",
});

/** What is said otherwise now than it stands in the file. */
function correctedFigures(file: CallSheetData["file"], typed: Record<Figure, string>): Corrected {
  const before = figuresOf(file);
  const { statedIncome, monthlyRevenue, businessStartedOn } = typed;
  return {
    ...(statedIncome === before.statedIncome ? {} : { statedIncome: typedAmount(statedIncome) }),
    ...(monthlyRevenue === before.monthlyRevenue
      ? {}
      : { monthlyRevenue: monthlyRevenue.trim() === "" ? null : typedAmount(monthlyRevenue) }),
    ...(businessStartedOn === before.businessStartedOn
      ? {}
      : { businessStartedOn: businessStartedOn === "" ? null : businessStartedOn }),
  };
}

interface FiguresProps {
  field: ReturnType<typeof useDraft<Figure>>["field"];
  errors: Record<string, string>;
}

function Figures({ field, errors }: FiguresProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <Field label="Stated income a year" error={errors["applicant.statedIncome"]}>
          {(control) => (
            <Input
              {...control}
              {...field("statedIncome")}
              autoFocus
              inputMode="decimal"
              className="figures"
            />
          )}
        </Field>
        <Field label="Revenue a month" optional error={errors["applicant.monthlyRevenue"]}>
          {(control) => (
            <Input {...control} {...field("monthlyRevenue")} inputMode="decimal" className="figures" />
          )}
        </Field>
      </div>
      <Field label="Business started on" optional error={errors["applicant.businessStartedOn"]}>
        {(control) => <Input {...control} {...field("businessStartedOn")} type="date" className="figures" />}
      </Field>
    </>
  );
}

interface ReportFieldProps {
  fileId: number;
  error: string | undefined;
  onChoose: (report: File | null) => void;
  onType: () => void;
}

function ReportField({ fileId, error, onChoose, onType }: ReportFieldProps) {
  const hasBegun = useHasDraft(entryDraft(fileId));
  return (
    <Field
      label="New credit report"
      optional
      error={error}
      help="As MISMO XML or JSON, or typed in from paper. Without one the last report is judged again: if it is too old by the policy, an operator has to review the file and it leaves the queue."
    >
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            type="file"
            accept="application/json,.json,application/xml,text/xml,.xml"
            onChange={({ target }) => onChoose(target.files?.[0] ?? null)}
            className="py-1.5 text-sm"
          />
          <Button
            className="h-auto"
            onClick={onType}
            onPointerEnter={EntryForm.fetch}
            onFocus={EntryForm.fetch}
          >
            <Keyboard aria-hidden />
            {hasBegun ? "Go on entering it" : "Enter it"}
          </Button>
        </div>
      )}
    </Field>
  );
}
