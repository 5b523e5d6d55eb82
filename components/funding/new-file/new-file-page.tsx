"use client";

import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { futureDay } from "@/server/domain/written-day.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { DraftNote } from "../../ui/draft-note.tsx";
import { SubmitKeys } from "../../ui/submit-keys.tsx";
import { todayIn } from "../../ui/time-text.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { useWhenIdle } from "../../ui/use-when-idle.ts";
import { ApplicantFields } from "../file/applicant-fields.tsx";
import { FACT_NAMES, factsOf, shownFacts, typedFacts } from "../file/applicant-values.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import { SimilarFiles } from "./similar-files.tsx";

const DRAFT = "funding new file";

/** The server's own schema, with which the form is checked; here by the time that somebody has typed. */
const fetchSchema = () => import("@/server/domain/funding/file-input.ts");

/** Opens a file for a client; what comes next, its credit report, is asked for on the file's own page (F1.1). */
export function NewFilePage() {
  const { email, timeZone } = useSession();
  const [start] = useState(() => shownFacts(factsOf({ operator: email })));
  const draft = useDraft(DRAFT, start);
  const { problems, form, check, refuse, isPending, send } = useOpenFile(draft.discard);
  useWhenIdle(() => void fetchSchema().catch(() => null), DRAFT);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const schema = await fetchSchema().catch(refuse);
    if (!schema) return;
    const { name, statedIncome, email: address, operator, ...facts } = typedFacts(draft.values);
    const known = { name: name ?? "", email: address ?? "", statedIncome: statedIncome ?? "" };
    const future = futureDay("businessStartedOn", facts.businessStartedOn, todayIn(timeZone));
    const input = check(schema.OpenFileInput, { ...facts, ...known, operator: operator ?? "" }, future);
    if (input) send(input);
  };
  return (
    <>
      <PageHeader title="New file" />
      <form
        {...form}
        noValidate
        onSubmit={submit}
        onKeyDown={submitOnCommandEnter}
        className="flex max-w-180 flex-col gap-4 px-4 py-5 lg:px-6"
      >
        {draft.isOfferedAgain && <DraftNote onDiscard={draft.discard} />}
        <ApplicantFields field={draft.field} errors={problems.fields} />
        <SimilarFiles email={draft.values.email} phone={draft.values.phone} />
        {problems.notice && <RefusalNotice refusal={problems.notice} verb="Open the file" />}
        <div className="flex items-center justify-end gap-2">
          <SubmitKeys />
          <Button asChild>
            <Link href={"/funding" as Route}>Cancel</Link>
          </Button>
          <Button type="submit" look="filled" aria-disabled={isPending} aria-busy={isPending}>
            Open the file
          </Button>
        </div>
      </form>
    </>
  );
}

function useOpenFile(discard: () => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshFunding();
  const { problems, form, check, refuse } = useProblems(FACT_NAMES);
  const open = useMutation(
    trpc.funding.openFile.mutationOptions({
      onSuccess: ({ fileId, name }) => {
        toast.success(`File of ${name} opened`);
        discard();
        router.push(`/funding/${fileId}` as Route);
        return refresh();
      },
      onError: refuse,
    }),
  );
  const send = useSendOnce(open.mutateAsync);
  useWarnBeforeLeaving(open.isPending);
  return { problems, form, check, refuse, isPending: open.isPending, send };
}
