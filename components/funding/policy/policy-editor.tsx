"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { PolicyInput } from "@/server/domain/funding/input.ts";
import type { Policy } from "@/server/domain/funding/model/policy.ts";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { RefusalNotice } from "../../trpc/refusal-notice.tsx";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { POLICY_FIELDS, POLICY_GROUPS, policyOf } from "./policy-fields.ts";
import { PolicyGroupFields } from "./policy-group.tsx";
import { PolicyPreview } from "./policy-preview.tsx";
import { usePolicyDraft } from "./use-policy-draft.ts";

const NAMES = POLICY_FIELDS.map(({ name }) => name);

/** The dry run of exactly what was typed then. */
interface Seen {
  typed: string;
  preview: Outputs["funding"]["previewPolicy"];
}

/**
 * The policy as a form. What is typed is looked at first, over the files that there are, and is then put in force; a figure
 * that is changed after that is looked at again.
 */
export function PolicyEditor({ inForce }: { inForce: Policy }) {
  const draft = usePolicyDraft(inForce);
  const problems = useProblems(NAMES);
  const [seen, setSeen] = useState<Seen | null>(null);
  const { preview, save } = useSending();
  const wanted = () => problems.check(PolicyInput, policyOf(inForce, draft.typed)) as Policy | null;
  const typed = JSON.stringify([inForce.version, draft.typed]);
  const isSeen = seen?.typed === typed;
  const look = useSendOnce(() => {
    const policy = draft.isChanged ? wanted() : null;
    return (
      policy &&
      preview.mutateAsync(policy).then((found) => setSeen({ typed, preview: found }), problems.refuse)
    );
  });
  const put = useSendOnce(() => {
    const policy = wanted();
    return policy && save.mutateAsync(policy).then(leave, problems.refuse);
  });
  const leave = () => {
    setSeen(null);
    problems.clear();
    draft.discard();
  };
  const { notice, fields } = problems.problems;
  return (
    <form
      {...problems.form}
      noValidate
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSeen) put();
        else look();
      }}
    >
      <DraftState
        isOfferedAgain={draft.isOfferedAgain}
        begunOver={draft.begunOver}
        version={inForce.version}
      />
      {POLICY_GROUPS.map((group) => (
        <PolicyGroupFields key={group.title} group={group} draft={draft} errors={fields} />
      ))}
      <div className="sticky bottom-0 z-10 border-t bg-sheet px-4 py-3 lg:px-6">
        {notice && (
          <RefusalNotice refusal={notice} verb={isSeen ? "Put in force" : "See what would change"} />
        )}
        {isSeen && seen && (
          <section aria-label="What would change" className="mb-3 max-h-[45vh] overflow-y-auto">
            <PolicyPreview preview={seen.preview} />
          </section>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            look="filled"
            disabled={!draft.isChanged}
            aria-busy={preview.isPending || save.isPending}
          >
            {isSeen ? "Put in force" : "See what would change"}
          </Button>
          {draft.isChanged && <Button onClick={leave}>Leave as it is</Button>}
          <ChangedCount count={Object.keys(draft.typed).length} />
        </div>
      </div>
    </form>
  );
}

function ChangedCount({ count }: { count: number }) {
  const text = ["Nothing is changed.", "One figure is changed."][count] ?? `${count} figures are changed.`;
  return (
    <span role="status" className="text-sm text-ink-2">
      {text}
    </span>
  );
}

function useSending() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.funding.pathFilter());
  const preview = useMutation(trpc.funding.previewPolicy.mutationOptions({ onError: refresh }));
  const save = useMutation(
    trpc.funding.savePolicy.mutationOptions({
      onSuccess: ({ policy }) => {
        toast.success(`Version ${policy.version} of the policy is in force`);
        return refresh();
      },
      // Somebody else may have been quicker: then theirs is shown, with the draft over it.
      onError: refresh,
    }),
  );
  useWarnBeforeLeaving(save.isPending);
  return { preview, save };
}

interface StateProps {
  isOfferedAgain: boolean;
  begunOver: number | null;
  version: number;
}

function DraftState({ isOfferedAgain, begunOver, version }: StateProps) {
  if (begunOver !== null)
    return (
      <div className="px-4 pt-4 lg:px-6">
        <Notice title={`Version ${version} came into force after you began from version ${begunOver}.`}>
          Your changes stand over it now; the other figures are those of version {version}. Look at them again
          before you put them in force.
        </Notice>
      </div>
    );
  if (!isOfferedAgain) return null;
  return (
    <p role="status" className="px-4 pt-4 text-sm text-ink-2 lg:px-6">
      What you typed before is here again; it is not in force yet.
    </p>
  );
}
