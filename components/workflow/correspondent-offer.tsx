"use client";

import { DELIVERED, SETTLED, type StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { CORRESPONDENT_EDITS } from "@/server/domain/pipeline/model/workflow-edit.ts";
import { Button } from "../ui/button.tsx";
import { useDesigner } from "./designer-context.ts";

const NAMES = CORRESPONDENT_EDITS.flatMap((edit) => ("name" in edit ? edit.name : []));

/** Only where it fits as a whole: none of its statuses is there yet, and what it stands between still is. */
function fits(statuses: StatusConfig[]): boolean {
  const delivered = statuses.find((status) => status.statusCode === DELIVERED);
  return (
    delivered?.allowedTransitions.includes(SETTLED) === true &&
    !statuses.some((status) => NAMES.includes(status.displayName))
  );
}

/** What correspondent desks add, in one step that can be undone. */
export function CorrespondentOffer() {
  const { statuses, edit } = useDesigner();
  if (!fits(statuses)) return null;
  return (
    <Button
      look="quiet"
      title="Files wait in suspense after delivery until their conditions are met, and are then cleared to purchase."
      onClick={() => edit(...CORRESPONDENT_EDITS)}
    >
      Add {NAMES.join(" and ")}
    </Button>
  );
}
