"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Loaded } from "../../admin/loaded.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { DocumentRow } from "./document-row.tsx";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { useListDraft } from "./use-list-draft.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, useWorkflow } from "./workflow-context.ts";

/** A document as it stands in the form. That it has come is its tick, so that its day can be typed anew. */
export interface TypedDocument extends Record<"document" | "receivedOn" | "isOther" | "isTicked", string> {}

/** Which of the documents have come, and when; what was added to the file is ticked by itself (F6.2). */
export function DocumentsForm(props: { place: Place; verb: string }) {
  const trpc = useTRPC();
  const { file } = useWorkflow();
  const query = useQuery(trpc.funding.documents.queryOptions({ fileId: file.fileId }));
  return (
    <Loaded query={query} what="The list of documents">
      {({ checklist, gathered }) => (
        <>
          <p className="mt-2 text-sm text-ink-2">
            <Link
              href={`/funding/${file.fileId}/documents` as Route}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              Add or open documents
            </Link>
            : what is added there is ticked here.
          </p>
          <TickedDocuments
            key={JSON.stringify(gathered)}
            checklist={checklist}
            gathered={gathered}
            {...props}
          />
        </>
      )}
    </Loaded>
  );
}

type Asked = Outputs["funding"]["documents"];

interface Props extends Pick<Asked, "checklist" | "gathered"> {
  place: Place;
  verb: string;
}

function TickedDocuments({ checklist, gathered, place, verb }: Props) {
  const { file, today } = useWorkflow();
  const asked = checklist.map(({ title, isOptional }) => ({ document: title, isOptional }));
  const list = useListDraft<keyof TypedDocument>(
    `funding/${file.fileId}/${actionName(place)}`,
    asked.map(({ document }) => {
      const receivedOn = gathered.find((one) => one.document === document)?.receivedOn ?? "";
      return { document, receivedOn, isOther: "", isTicked: receivedOn === "" ? "" : "yes" };
    }),
  );
  const { rows, draft } = list;
  const ticked = rows.filter(({ isTicked }) => isTicked !== "");
  const documents = ticked.map(({ document, receivedOn }) => ({ document, receivedOn }));
  const shown = documents.flatMap((_, at) => [`documents.${at}.document`, `documents.${at}.receivedOn`]);
  const of = useStepForm(place, "documents", ["documents", ...shown, "notes"]);
  const errorsOf = (row: TypedDocument) => {
    const at = ticked.indexOf(row);
    return { name: of.errors[`documents.${at}.document`], day: of.errors[`documents.${at}.receivedOn`] };
  };
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
            errors={errorsOf(row)}
            isOptional={asked.some(({ document, isOptional }) => document === row.document && isOptional)}
            today={today}
            onChange={(changed) => list.change(at, changed)}
            onRemove={() => list.remove(at)}
          />
        ))}
      </ul>
      {of.errors.documents && (
        <p role="alert" className="text-sm text-danger">
          {count === 0 ? "Tick what has been received." : `The list ${of.errors.documents}.`}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Button
          size="sm"
          onClick={() => list.add({ document: "", receivedOn: today, isOther: "yes", isTicked: "yes" })}
        >
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
