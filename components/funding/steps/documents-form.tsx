"use client";

import { Plus } from "lucide-react";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { DocumentRow } from "./document-row.tsx";
import { documentsAsked } from "./documents-asked.ts";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useListDraft } from "./use-list-draft.ts";
import { actionName, useStepForm } from "./use-step-form.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

/** A document as it is ticked; one without a day has not come. */
export interface TypedDocument extends Record<"document" | "receivedOn" | "isOther", string> {}

/** Which of the documents have come, and when; the list follows what was approved (F6.2). */
export function DocumentsForm({ place, verb }: { place: Place; verb: string }) {
  const { file, progress } = useWorkflow();
  const today = todayIn(useSession().timeZone);
  const asked = documentsAsked(progress.establishedSubVariant);
  const list = useListDraft<keyof TypedDocument>(
    `funding/${file.fileId}/${actionName(place)}`,
    asked.map(({ document }) => ({ document, receivedOn: "", isOther: "" })),
  );
  const { rows, draft } = list;
  const documents = rows
    .filter(({ receivedOn }) => receivedOn !== "")
    .map(({ document, receivedOn }) => ({ document, receivedOn }));
  const shown = documents.flatMap((_, at) => [`documents.${at}.document`, `documents.${at}.receivedOn`]);
  const of = useStepForm(place, "documents", ["documents", ...shown, "notes"]);
  const wrong = Object.entries(of.errors).find(([field]) => field.startsWith("documents"))?.[1];
  const missing = asked.filter(
    ({ document, isOptional }) => !isOptional && !documents.some((one) => one.document === document),
  );
  const count = documents.length;
  return (
    <StepForm
      of={of}
      draft={draft}
      verb={count > 0 ? `Record ${count} ${count === 1 ? "document" : "documents"}` : verb}
      onSubmit={() => of.submit({ documents, ...notesIn(draft.values.notes) }, draft.discard)}
    >
      <ul aria-label="Documents" className="divide-y border-y">
        {rows.map((row, at) => (
          <DocumentRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a document is where it stands
            key={at}
            row={row}
            isOptional={asked.some(({ document, isOptional }) => document === row.document && isOptional)}
            today={today}
            onChange={(changed) => list.change(at, changed)}
            onRemove={() => list.remove(at)}
          />
        ))}
      </ul>
      {wrong && (
        <p role="alert" className="text-sm text-danger">
          {count === 0 ? "Tick what has been received." : `A document ${wrong}.`}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Button size="sm" onClick={() => list.add({ document: "", receivedOn: today, isOther: "yes" })}>
          <Plus aria-hidden />
          Another document
        </Button>
        {missing.length > 0 && (
          <p className="text-sm text-ink-2">
            Still missing: {missing.map(({ document }) => document).join(", ")}
          </p>
        )}
      </div>
      <NotesField {...draft.field("notes")} error={of.errors.notes} />
    </StepForm>
  );
}
