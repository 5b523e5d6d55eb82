"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { toast } from "sonner";
import { EditFileInput } from "@/server/domain/funding/file-input.ts";
import { futureDay } from "@/server/domain/written-day.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useSession } from "../../shell/session.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { sayDraftKept, seenByDraft, useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { ApplicantFields } from "./applicant-fields.tsx";
import {
  type ApplicantFacts,
  applicantDraft,
  changedFacts,
  FACT_NAMES,
  factsOf,
  merged,
  presentFile,
  shownFacts,
  typedFacts,
} from "./applicant-values.ts";
import { FileConflict } from "./file-conflict.tsx";

interface Seen {
  version: number;
  base: ApplicantFacts;
}

interface Props {
  file: Outputs["funding"]["file"];
  onDone: () => void;
}

/** Edits the version that was on screen when the editing began; a newer one is shown beside what was typed. */
export function ApplicantForm({ file, onDone }: Props) {
  const draftKey = applicantDraft(file.fileId);
  const [seen] = useState(
    () => seenByDraft<Seen>(draftKey) ?? { version: file.version, base: factsOf(file) },
  );
  const { version, base } = seen;
  const draft = useDraft(draftKey, shownFacts(base), seen);
  const mine = typedFacts(draft.values);
  const { problems, form, clear, isPending, save } = useSaveFacts(file.fileId, () => finish());
  const present = presentFile(problems.notice?.facts);
  const finish = () => {
    draft.discard();
    onDone();
  };
  const leave = () => {
    if (draft.isTyped) sayDraftKept();
    onDone();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save(version, base, mine);
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>) => {
    submitOnCommandEnter(event);
    if (event.key === "Escape") leave();
  };
  return (
    <form
      {...form}
      onSubmit={submit}
      onKeyDown={keys}
      noValidate
      className="flex flex-col gap-3 border-t pt-3"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <ApplicantFields field={draft.field} errors={problems.fields} />
      {present ? (
        <FileConflict
          base={base}
          mine={mine}
          present={present}
          onKeepMine={() =>
            save(present.version, present.facts, merged({ base, mine, theirs: present.facts }))
          }
          onTakeTheirs={() => {
            clear();
            finish();
          }}
        />
      ) : (
        problems.notice && <RefusalNotice refusal={problems.notice} verb="Save client" />
      )}
      <div className="flex justify-end gap-2">
        <SubmitKeys />
        <Button size="sm" onClick={leave}>
          Cancel
        </Button>
        {!present && (
          <Button size="sm" type="submit" look="filled" aria-disabled={isPending} aria-busy={isPending}>
            Save client
          </Button>
        )}
      </div>
    </form>
  );
}

function useSaveFacts(fileId: number, finish: () => void) {
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const { timeZone } = useSession();
  const { problems, form, check, refuse, clear } = useProblems(FACT_NAMES);
  const edit = useMutation(
    trpc.funding.editFile.mutationOptions({
      onSuccess: ({ name }) => {
        toast.success(`${name} saved`);
        finish();
        return refresh();
      },
      onError: (error) => {
        refuse(error);
        void refresh();
      },
    }),
  );
  const send = useSendOnce(edit.mutateAsync);
  useWarnBeforeLeaving(edit.isPending);
  const save = (asRead: number, before: ApplicantFacts, after: ApplicantFacts) => {
    const changed = changedFacts(before, after);
    if (Object.keys(changed).length === 0) {
      finish();
      return;
    }
    const future = futureDay("businessStartedOn", changed.businessStartedOn, todayIn(timeZone));
    const input = check(EditFileInput, { fileId, version: asRead, ...changed }, future);
    if (input) send(input);
  };
  return { problems, form, clear, isPending: edit.isPending, save };
}
