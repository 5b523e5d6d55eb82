"use client";

import { SUB_VARIANTS } from "@/server/domain/funding/model/paths.ts";
import { guardSubVariant } from "@/server/domain/funding/model/step-guards.ts";
import { DialogClose } from "../../ui/dialog.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { decisionWords } from "../file/decision-words.ts";
import { ActionRefusal } from "./action-refusal.tsx";
import { Meanwhile, useDoneMeanwhile } from "./meanwhile.tsx";
import { NotesField, notesIn } from "./notes-field.tsx";
import { StepForm } from "./step-form.tsx";
import { overlayTitle, pathTitle, subVariantTitle } from "./step-names.ts";
import { useStepForm } from "./use-step-form.ts";
import { actionName, type Place, type Run, useWorkflow } from "./workflow-context.ts";

interface Props {
  place: Place;
  verb: string;
  draftKey: string;
  onClose: () => void;
}

/** Approves what underwriting decided; where established funding is part of it, for which of its products (F3.6). */
export function ApprovalForm({ place, verb, draftKey, onClose }: Props) {
  const { run } = useWorkflow();
  const of = useStepForm(place, "approval", ["establishedSubVariant", "notes"]);
  // Without a choice it is what underwriting allows; a choice of before counts while it is allowed still.
  const draft = useDraft(draftKey, { variant: "", notes: "" });
  const doneMeanwhile = useDoneMeanwhile(place);
  const over = of.isUnderWay ? null : doneMeanwhile;
  const { notes } = draft.values;
  /** What underwriting allows of established funding; undefined where it is none of the paths. */
  const derived = run?.workflow?.establishedSubVariant;
  const allowed = allowedOf(run);
  const variant = allowed.find((one) => one === draft.values.variant) ?? derived ?? "";
  const chosen = derived === undefined ? {} : { establishedSubVariant: variant };
  const onDone = () => {
    draft.discard();
    onClose();
  };
  return (
    <>
      <Decided />
      <StepForm
        of={of}
        draft={draft}
        verb={verb}
        isOver={over !== null}
        onSubmit={() => of.submit({ ...chosen, ...notesIn(notes) }, onDone)}
        aside={<DialogClose>{over === null ? "Cancel" : "Close"}</DialogClose>}
      >
        {derived !== undefined && (
          <SubVariants
            allowed={allowed}
            chosen={variant}
            onChoose={(next) => draft.change({ variant: next })}
            error={of.errors.establishedSubVariant}
          />
        )}
        <NotesField {...draft.field("notes")} error={of.errors.notes} />
        <Meanwhile>{over}</Meanwhile>
        {over === null && <ActionRefusal name={actionName(place)} />}
      </StepForm>
    </>
  );
}

/** No more than underwriting allows can be chosen: an operator may narrow it, never widen it. */
function allowedOf(run: Run | null) {
  const workflow = (run?.workflow ?? null) as Parameters<typeof guardSubVariant>[0];
  return SUB_VARIANTS.filter((variant) => guardSubVariant(workflow, variant) === null);
}

interface SubVariantsProps {
  allowed: ReturnType<typeof allowedOf>;
  chosen: string;
  onChoose: (variant: string) => void;
  error: string | undefined;
}

function SubVariants({ allowed, chosen, onChoose, error }: SubVariantsProps) {
  if (allowed.length === 1)
    return <p className="text-sm text-ink-2">Established funding: {subVariantTitle(allowed[0])}.</p>;
  return (
    <fieldset>
      <legend className="text-sm font-medium">Established funding</legend>
      <p className="text-xs text-ink-3">The client qualifies for both. Narrow it if only one is wanted.</p>
      <div className="mt-2 flex flex-col gap-1">
        {allowed.toReversed().map((variant) => (
          <label key={variant} className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm">
            <input
              type="radio"
              name="establishedSubVariant"
              value={variant}
              checked={chosen === variant}
              onChange={() => onChoose(variant)}
              className="size-4 accent-accent"
            />
            {subVariantTitle(variant)}
          </label>
        ))}
      </div>
      {error && <p className="text-sm text-danger">The product {error}.</p>}
    </fieldset>
  );
}

/** What is approved, as the newest run holds it. */
function Decided() {
  const { run, progress } = useWorkflow();
  const workflow = run?.workflow;
  if (!run || !workflow) return null;
  const over = progress.paths.filter(({ state }) => state !== "active").map(({ path }) => path);
  const opens = workflow.primaryPaths.filter((path) => !over.includes(path));
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 border-y py-3 text-sm">
      <dt className="text-ink-3">Score</dt>
      <dd className="figures">{run.representativeScore ?? "None"}</dd>
      <dt className="text-ink-3">Cards</dt>
      <dd>{saidOf(run.decisions.reportStatus, run.decisions.cardDeclineReason)}</dd>
      <dt className="text-ink-3">Term loan</dt>
      <dd>{saidOf(run.decisions.tlDecision, null)}</dd>
      <dt className="text-ink-3">Opens</dt>
      <dd className="font-medium">{opens.map(pathTitle).join(", then ")}</dd>
      {workflow.overlays.length > 0 && (
        <>
          <dt className="text-ink-3">Asks for</dt>
          <dd>{workflow.overlays.map(({ id }) => overlayTitle(id)).join(", ")}</dd>
        </>
      )}
    </dl>
  );
}

function saidOf(decision: string, reason: string | null): string {
  const { says, because } = decisionWords(decision);
  const why = reason ?? because;
  return why === null ? says : `${says} · ${why.toLowerCase()}`;
}
