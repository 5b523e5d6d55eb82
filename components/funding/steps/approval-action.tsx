"use client";

import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { ActionRow } from "./action-row.tsx";
import { ApprovalDialog } from "./approval-dialog.tsx";
import { type Place, useWorkflow } from "./workflow-context.ts";

/** The operator reviews the underwriting, and approves or revises it. */
export function ApprovalAction({ place, verb }: { place: Place; verb: string }) {
  const { ask } = useWorkflow();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-4">
      <ActionRow verb={verb} isUnderWay={false} onPress={() => setOpen(true)}>
        {ask && (
          <Button look="quiet" size="lg" onClick={() => ask({ kind: "revise" })}>
            Revise instead
          </Button>
        )}
      </ActionRow>
      <ApprovalDialog place={place} open={isOpen} onClose={() => setOpen(false)} />
    </div>
  );
}
