"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { datesIn } from "@/server/domain/funding/dates-input.ts";
import { ReportInput } from "@/server/domain/funding/file-input.ts";
import { futureDates } from "@/server/domain/funding/model/credit-report.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { type Inputs, useTRPCClient } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { problemsIn, useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { todayIn, withDays } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import type { Received } from "../file/say-received.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { BureauAnswers } from "./bureau-answers.tsx";
import { LIST_NAMES, LISTS, type ListName } from "./columns.ts";
import { entryDraft, keptOfReport, keptOfRows } from "./entry-draft.ts";
import { EntryTable } from "./entry-table.tsx";
import { EntryTotals } from "./entry-totals.tsx";
import { typedFigures } from "./typed-figures.ts";
import {
  type EntryName,
  type EntryValues,
  foundBy,
  NOTHING_TYPED,
  rowsOf,
  type TypedReport,
  typedReport,
} from "./typed-report.ts";

interface Props {
  fileId: number;
  /** What has to be written before the report, so that the report is judged by it. */
  before?: () => Promise<unknown>;
  onReceived: (received: Received) => void;
}

/** Types in a credit report from paper or from the phone; it is sent in the normalised form, as the API takes it (F1.1). */
export function EntryForm({ fileId, before, onReceived }: Props) {
  // Of a report days are counted in UTC (F2.9).
  const [today] = useState(() => todayIn("UTC"));
  const draft = useDraft<EntryName>(entryDraft(fileId), NOTHING_TYPED, undefined, keptOfEntry);
  const { values } = draft;
  const typed = typedReport(values);
  const entry = useAddReport(fileId, before, (received) => {
    draft.discard();
    onReceived(received);
  });
  const { errors } = entry;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entry.submit(typed, today);
  };
  return (
    <form
      {...entry.form}
      noValidate
      onSubmit={submit}
      onKeyDown={submitOnCommandEnter}
      className="flex flex-col gap-5"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <div className="grid max-w-120 grid-cols-2 gap-4">
        <Field label="Issued on" error={withDays(errors.issuedOn)}>
          {(control) => (
            <Input
              {...control}
              {...draft.field("issuedOn")}
              type="date"
              max={today}
              autoFocus
              className="figures"
            />
          )}
        </Field>
        <Field label="Vendor" optional error={errors.vendor}>
          {(control) => <Input {...control} {...draft.field("vendor")} maxLength={100} autoComplete="off" />}
        </Field>
      </div>
      <BureauAnswers values={values} errors={errors} onChange={draft.change} />
      <EntryLists values={values} errors={errors} onChange={draft.change} onMoved={entry.forgetList} />
      {entry.notice && <RefusalNotice refusal={entry.notice} verb="Add and underwrite" />}
      <div className="sticky -bottom-5 -mx-5 -mb-5 border-t bg-sheet px-5 py-3">
        <EntryTotals figures={typedFigures(typed, today)} />
        <DialogActions>
          <SubmitKeys />
          <DialogClose>Cancel</DialogClose>
          <Button type="submit" look="filled" aria-disabled={entry.isPending} aria-busy={entry.isPending}>
            Add and underwrite
          </Button>
        </DialogActions>
      </div>
    </form>
  );
}

const keptOfEntry = (text: string, name: EntryName): string =>
  name in LISTS ? keptOfRows(text) : keptOfReport(text);

interface ListsProps {
  values: EntryValues;
  errors: Record<string, string>;
  onChange: (changed: Partial<EntryValues>) => void;
  onMoved: (list: ListName) => void;
}

/** Accounts, inquiries, collections and bankruptcies, a table each. */
function EntryLists({ values, errors, onChange, onMoved }: ListsProps) {
  return LIST_NAMES.map((list) => (
    <section key={list} aria-label={LISTS[list].title}>
      <h3 className="mb-1.5 text-sm font-medium">{LISTS[list].title}</h3>
      <EntryTable
        list={list}
        rows={rowsOf(values, list)}
        found={foundBy(values)}
        errors={errors}
        onChange={(rows) => onChange({ [list]: JSON.stringify(rows) })}
        onMoved={() => onMoved(list)}
      />
      {errors[list] && (
        <p className="mt-1 text-sm text-danger">
          {LISTS[list].title} {errors[list]}.
        </p>
      )}
    </section>
  ));
}

function useAddReport(fileId: number, before: Props["before"], onReceived: Props["onReceived"]) {
  const client = useTRPCClient();
  const refresh = useRefreshFunding();
  const { problems, form, tell, clear, forget, refuse } = useProblems([]);
  const receive = useMutation({
    mutationFn: async (input: Inputs["funding"]["receiveCreditReport"]) => {
      await before?.();
      return client.funding.receiveCreditReport.mutate(input);
    },
    onSuccess: onReceived,
    onError: refuse,
    onSettled: () => refresh(),
  });
  const send = useSendOnce(receive.mutateAsync);
  useWarnBeforeLeaving(receive.isPending);
  return {
    errors: problems.fields,
    notice: problems.notice,
    form,
    forgetList: (list: ListName) => forget((name) => name === list || name.startsWith(`${list}.`)),
    isPending: receive.isPending,
    submit: ({ report, controlOf }: TypedReport, today: string) => {
      const wrong = problemsIn(ReportInput, { report }, futureDates(datesIn(report), today));
      // Of one account at three bureaus the first fault counts.
      const inForm = Object.entries(wrong).reverse();
      if (inForm.length > 0) {
        tell(
          Object.fromEntries(
            inForm.map(([path, message]) => [controlOf(path.replace(/^report\./, "")), message]),
          ),
        );
        return;
      }
      clear();
      send({ fileId, report });
    },
  };
}
