"use client";

import type { Route } from "next";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { type DeletionChoice, openListings } from "@/server/domain/mortgages/model/deletion-plan.ts";
import { ActionForm } from "../../admin/action-dialog.tsx";
import { Loaded } from "../../admin/loaded.tsx";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { goneText } from "./count-words.ts";
import { DeletionPlan } from "./deletion-plan.tsx";
import { ListingChoices } from "./listing-choices.tsx";
import type { Plan } from "./plan-lines.ts";
import { type Deleted, useDeletion, useRefreshOthers } from "./use-deletion.ts";

interface Props {
  mortgageId: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The mortgage is gone: a page about it has to go as well. */
  onDeleted: () => void;
}

/** The question before a mortgage goes for good, with all that goes with it (M9, M10). */
export function DeletionDialog({ mortgageId, open, onOpenChange, onDeleted }: Props) {
  const { role } = useSession();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete mortgage ${mortgageId}`}
      description="What is deleted cannot be brought back."
      className="top-[5vh] max-h-[90vh] max-w-140"
    >
      {open &&
        (role === "admin" ? (
          <Deletion mortgageId={mortgageId} onClose={() => onOpenChange(false)} onDeleted={onDeleted} />
        ) : (
          <Closing says="Only administrators delete mortgages. An administrator of your tenant can do it, or change your role." />
        ))}
    </Dialog>
  );
}

interface DeletionProps extends Pick<Props, "mortgageId" | "onDeleted"> {
  onClose: () => void;
}

function Deletion({ mortgageId, onClose, onDeleted }: DeletionProps) {
  const refreshOthers = useRefreshOthers(mortgageId);
  const leave = () => {
    onClose();
    onDeleted();
    void refreshOthers();
  };
  const deletion = useDeletion(mortgageId, (deleted) => {
    sayDeleted(deleted);
    leave();
  });
  const { preview, plan, before, isGone, isPending, refusal, carryOut } = deletion;
  if (isGone)
    return (
      <Closing
        says={
          <>
            This mortgage is gone already.{" "}
            <Link
              href={`/mortgages/audit?mortgage=${mortgageId}` as Route}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              The audit log
            </Link>{" "}
            tells who deleted it, and what went with it.
          </>
        }
        onClose={leave}
      />
    );
  if (plan === null)
    return (
      <Loaded query={preview} what="What hangs on this mortgage">
        {() => null}
      </Loaded>
    );
  if (plan.renewedBy !== null) return <Renewed renewedBy={plan.renewedBy} />;
  return (
    <DeletionForm
      // Another plan is looked at, chosen for and confirmed anew.
      key={plan.planToken}
      plan={plan}
      before={before}
      isPending={isPending}
      refusal={refusal}
      onConfirm={(choice) => carryOut(plan, choice)}
    />
  );
}

interface FormProps {
  plan: Plan;
  before: Plan | null;
  isPending: boolean;
  refusal: ReturnType<typeof useDeletion>["refusal"];
  onConfirm: (choice: DeletionChoice) => Promise<unknown>;
}

function DeletionForm({ plan, before, isPending, refusal, onConfirm }: FormProps) {
  const [choice, setChoice] = useState<DeletionChoice>({ withListings: false, force: false });
  const { mortgageId } = plan.mortgage;
  const [isOpen, isLocked] = [openListings(plan).length > 0, plan.lockedListings.length > 0];
  return (
    <ActionForm
      verb={verbOf(mortgageId, { withListings: isOpen, force: isLocked })}
      isPending={isPending}
      notice={refusal}
      isChosen={(!isOpen || choice.withListings) && (!isLocked || choice.force)}
      confirm={{ word: String(mortgageId), label: `To confirm, type the mortgage’s id: ${mortgageId}` }}
      onSubmit={() => onConfirm(choice)}
    >
      {before && (
        <p role="alert" className="rounded-md bg-overdue-wash px-3 py-2.5 text-sm">
          <span className="font-medium">This has changed since you looked.</span>{" "}
          <span className="text-ink-2">Nothing was deleted: look once more, then confirm again.</span>
        </p>
      )}
      <DeletionPlan plan={plan} before={before} />
      <ListingChoices plan={plan} choice={choice} onChange={setChoice} />
    </ActionForm>
  );
}

/** The button says what it does. */
function verbOf(mortgageId: number, { withListings, force }: DeletionChoice): string {
  if (force) return "Clear the lock and delete all of it";
  return withListings ? "Delete mortgage and listing" : `Delete mortgage ${mortgageId}`;
}

function sayDeleted({ mortgageId, counts, reinstated }: Deleted): void {
  const gone = goneText(counts);
  const more = [
    gone && `With ${gone}.`,
    reinstated && `Mortgage ${reinstated.mortgageId} is ${reinstated.status} again.`,
  ];
  toast.success(`Mortgage ${mortgageId} deleted`, { description: more.filter(Boolean).join(" ") });
}

function Renewed({ renewedBy }: { renewedBy: number }) {
  return (
    <Closing
      says={
        <>
          <Link
            href={`/mortgages/${renewedBy}` as Route}
            className="rounded-sm font-medium text-accent underline underline-offset-2"
          >
            Mortgage {renewedBy}
          </Link>{" "}
          renews this one, so it stays. Delete the renewal first: this one then gets back the status that it
          had, and can be deleted.
        </>
      }
    />
  );
}

/** Why there is nothing to confirm. */
function Closing({ says, onClose }: { says: ReactNode; onClose?: () => void }) {
  return (
    <>
      <p className="text-sm">{says}</p>
      <DialogActions>
        {onClose ? <Button onClick={onClose}>Close</Button> : <DialogClose>Close</DialogClose>}
      </DialogActions>
    </>
  );
}
