"use client";

import { useSession } from "../../shell/session.tsx";
import { reopeningText, whyNoReopening } from "./possible-changes.ts";
import { ReasonAction } from "./reason-action.tsx";
import { fetchReasonForm, ReasonForm } from "./reason-form-lazy.tsx";
import { type Path, type Step, useWorkflow } from "./workflow-context.ts";

interface Props {
  path: Path;
  /** Left out, it is the path's end as not funded that is taken back. */
  step?: Step;
}

/** For administrators: both stand in the timeline afterwards, nothing is deleted (F3.9). */
export function ReopenAction({ path, step }: Props) {
  const { role } = useSession();
  const { file, progress } = useWorkflow();
  if (role !== "admin") return null;
  const name = `reopen/${path.path}/${step?.id ?? ""}`;
  const draftKey = `funding/${file.fileId}/${name}`;
  const title = step ? `Reopen “${step.title}”` : `Take back the end of ${path.title.toLowerCase()}`;
  return (
    <ReasonAction
      says={step ? "Reopen …" : "Take back …"}
      name={title}
      refusal={step ? whyNoReopening(progress, path, step) : null}
      draftKey={draftKey}
      title={title}
      description={step ? reopeningText(progress, path, step) : "The path goes on where it stood."}
      onApproach={fetchReasonForm}
    >
      {(close) => (
        <ReasonForm
          verb="reopen"
          name={name}
          draftKey={draftKey}
          action={step ? "Reopen" : "Take back"}
          initial={{ reason: "" }}
          text={{ name: "reason", label: "Why" }}
          bodyOf={({ reason = "" }) => ({ path: path.path, ...(step ? { step: step.id } : {}), reason })}
          onClose={close}
        />
      )}
    </ReasonAction>
  );
}
