"use client";

import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useWhenIdle } from "../../ui/use-when-idle.ts";
import { ActionRow } from "./action-row.tsx";
import { type Place, useWorkflow } from "./workflow-context.ts";

const ApprovalDialog = lazyPart(() =>
  import("./approval-dialog.tsx").then((module) => module.ApprovalDialog),
);

/** The operator reviews the underwriting, and approves or revises it. */
export function ApprovalAction({ place, verb }: { place: Place; verb: string }) {
  const { ask } = useWorkflow();
  const [isOpen, setOpen] = useState(false);
  const [hasOpened, setOpened] = useState(false);
  if (isOpen && !hasOpened) setOpened(true);
  useWhenIdle(ApprovalDialog.fetch, "approval");
  return (
    <div className="mt-4">
      <ActionRow verb={verb} isUnderWay={false} onPress={() => setOpen(true)}>
        {ask && (
          <Button look="quiet" size="lg" onClick={() => ask({ kind: "revise" })}>
            Revise instead
          </Button>
        )}
      </ActionRow>
      {hasOpened && <ApprovalDialog place={place} open={isOpen} onClose={() => setOpen(false)} />}
    </div>
  );
}
