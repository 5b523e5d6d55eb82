"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { ReviseInput } from "@/server/domain/funding/file-input.ts";
import { futureDay } from "@/server/domain/written-day.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useSession } from "../../shell/session.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { factsOf, type PresentFile, presentFile } from "./applicant-values.ts";
import { ReviseFields } from "./revise-fields.tsx";
import { type ReviseValues, reviseDraft, revisionOf, startValues } from "./revise-values.ts";
import { StaleFile } from "./stale-file.tsx";

type File = Outputs["funding"]["file"];

const SHOWN = [
  "reason",
  "applicant.statedIncome",
  "applicant.monthlyRevenue",
  "applicant.businessStartedOn",
  "overrides.reportStatus",
  "overrides.cardDeclineReason",
  "overrides.tlDecision",
  "overrides.operatorClosure.declineReason",
  "overrides.operatorClosure.declineReasonNotes",
];

interface Props {
  file: File;
  open: boolean;
  onClose: () => void;
  preset?: "duplicate" | "close" | undefined;
}

/** Corrects figures or decides in the evaluators' place, with a reason; the file is underwritten again (F1.5). */
export function ReviseDialog({ file, open, onClose, preset }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Run underwriting again for ${file.name}`}
      description="With the newest report and the policy in force. What was underwritten before stays, side by side."
      draftKey={reviseDraft(file.fileId)}
      className="top-[6vh] max-h-[88vh] max-w-160"
    >
      {open && <ReviseForm file={file} onClose={onClose} preset={preset} />}
    </Dialog>
  );
}

function ReviseForm({ file, onClose, preset }: Omit<Props, "open">) {
  const { timeZone } = useSession();
  const [start] = useState(() => startValues(file, file.runs[0]?.overrides ?? {}));
  const [seen, setSeen] = useState({ version: file.version, base: factsOf(file) });
  const draft = useDraft<keyof ReviseValues>(reviseDraft(file.fileId), { ...start });
  // What it was opened for is typed already, unless a draft says otherwise.
  const [isPreset, setIsPreset] = useState(false);
  if (preset === "duplicate" && !isPreset) {
    setIsPreset(true);
    if (draft.values.duplicateFile === "") draft.change({ duplicateFile: "yes" });
  }
  const { problems, form, check, isPending, send } = useRevise(() => {
    draft.discard();
    onClose();
  });
  const present: PresentFile | null = presentFile(problems.notice?.facts);
  const submit = (version: number) => {
    const revision = revisionOf(start, draft.values);
    const began = revision.applicant?.businessStartedOn;
    const future = futureDay("applicant.businessStartedOn", began, todayIn(timeZone));
    const input = check(ReviseInput, { fileId: file.fileId, version, ...revision }, future);
    if (input) send(input);
  };
  return (
    <form
      {...form}
      noValidate
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(seen.version);
      }}
      className="flex flex-col gap-3"
    >
      {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
      <ReviseFields draft={draft} start={start} errors={problems.fields} />
      {present ? (
        <StaleFile
          base={seen.base}
          present={present}
          onGoOn={() => {
            setSeen({ version: present.version, base: present.facts });
            submit(present.version);
          }}
        />
      ) : (
        problems.notice && <RefusalNotice refusal={problems.notice} verb="Run underwriting again" />
      )}
      <DialogActions>
        <SubmitKeys />
        <DialogClose>Cancel</DialogClose>
        {!present && (
          <Button type="submit" look="filled" aria-disabled={isPending} aria-busy={isPending}>
            Run underwriting again
          </Button>
        )}
      </DialogActions>
    </form>
  );
}

function useRevise(done: () => void) {
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const { problems, form, check, refuse } = useProblems(SHOWN);
  const revise = useMutation(
    trpc.funding.revise.mutationOptions({
      onSuccess: ({ runs }) => {
        toast.success(`Underwriting ${runs[0]?.runNo} done`);
        done();
        return refresh();
      },
      onError: (error) => {
        refuse(error);
        void refresh();
      },
    }),
  );
  const send = useSendOnce(revise.mutateAsync);
  useWarnBeforeLeaving(revise.isPending);
  return { problems, form, check, isPending: revise.isPending, send };
}
