"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { ActionDialog, ActionForm } from "../../admin/action-dialog.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { useRefreshFunding } from "../use-refresh-funding.ts";
import type { Lender } from "./lenders.tsx";

type What = "retire" | "bringBack" | "delete";

/** What is asked about which lender. */
export interface Question {
  what: What;
  lender: Lender;
}

const WORDS: Record<What, { verb: string; says: string; done: string }> = {
  retire: {
    verb: "Retire",
    says: "No file is submitted to it any more. It stays on the timelines of those that were, and can be brought back.",
    done: "is retired",
  },
  bringBack: {
    verb: "Bring back",
    says: "Files may be submitted to it again, by what it asks for.",
    done: "is back",
  },
  delete: {
    verb: "Delete",
    says: "For one that was entered by mistake. A lender that a file was submitted to is retired instead.",
    done: "is deleted",
  },
};

export function RetireDialog({ question, onClose }: { question: Question | null; onClose: () => void }) {
  return (
    <ActionDialog
      open={question !== null}
      onClose={onClose}
      title={question ? `${WORDS[question.what].verb} ${question.lender.name}` : ""}
      description={question && WORDS[question.what].says}
    >
      {question && <RetireForm question={question} onClose={onClose} />}
    </ActionDialog>
  );
}

function RetireForm({ question: { what, lender }, onClose }: { question: Question; onClose: () => void }) {
  const { lenderId, version, name } = lender;
  const { verb, done } = WORDS[what];
  const trpc = useTRPC();
  const refresh = useRefreshFunding();
  const settled = {
    onSuccess: () => {
      toast.success(`${name} ${done}`);
      onClose();
    },
    onSettled: () => refresh(),
  };
  const retire = useMutation(trpc.funding.lenders.retire.mutationOptions(settled));
  const remove = useMutation(trpc.funding.lenders.delete.mutationOptions(settled));
  const error = retire.error ?? remove.error;
  return (
    <ActionForm
      verb={verb}
      isPending={retire.isPending || remove.isPending}
      notice={error && refusalOf(error)}
      {...(what === "delete" ? { confirm: { word: name, label: `To delete it, type “${name}”` } } : {})}
      onSubmit={() =>
        what === "delete"
          ? remove.mutateAsync({ lenderId, version })
          : retire.mutateAsync({ lenderId, version, isRetired: what === "retire" })
      }
    />
  );
}
