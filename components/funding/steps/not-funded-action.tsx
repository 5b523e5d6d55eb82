"use client";

import { type NotFundedReason, PATHS } from "@/server/domain/funding/model/paths.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/input.tsx";
import { whyNoEnd } from "./possible-changes.ts";
import { ReasonAction } from "./reason-action.tsx";
import { fetchReasonForm, ReasonForm } from "./reason-form-lazy.tsx";
import { notFundedTitle } from "./step-names.ts";
import { type Path, useWorkflow } from "./workflow-context.ts";

/** A way out where there is no money: quiet, and never by accident (F3.11). */
export function NotFundedAction({ path }: { path: Path }) {
  const { file, progress } = useWorkflow();
  const reasons: readonly NotFundedReason[] = PATHS[path.path].notFundedReasons;
  if (reasons.length === 0) return null;
  const draftKey = `funding/${file.fileId}/end/${path.path}`;
  const title = path.title.toLowerCase();
  return (
    <div className="mt-4 border-t pt-2">
      <ReasonAction
        says={`End ${title} as not funded …`}
        refusal={whyNoEnd(progress, path)}
        draftKey={draftKey}
        title={`End ${title} as not funded`}
        description="What comes after it goes on; what it has not sent yet stays unsent."
        onApproach={fetchReasonForm}
        className="-ml-2.5"
      >
        {(close) => (
          <ReasonForm
            verb="endPath"
            name={`end/${path.path}`}
            draftKey={draftKey}
            action={`End ${title}`}
            initial={{ reason: "", notes: "" }}
            text={{ name: "notes", label: "What happened" }}
            bodyOf={({ reason, notes = "" }) => ({
              path: path.path,
              reason: reason as NotFundedReason,
              notes,
            })}
            onClose={close}
          >
            {(draft, errors) => (
              <Field label="Why" error={errors.reason}>
                {(control) => (
                  <Select {...control} {...draft.field("reason")} className="h-9 w-full text-base">
                    <option value="">Choose a reason</option>
                    {reasons.map((reason) => (
                      <option key={reason} value={reason}>
                        {notFundedTitle(reason)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
          </ReasonForm>
        )}
      </ReasonAction>
    </div>
  );
}
