import type { ReactNode } from "react";
import { needsDeclineReason } from "@/server/domain/funding/model/decisions.ts";
import { Field } from "../../ui/field.tsx";
import { Input, Textarea } from "../../ui/input.tsx";
import type { useDraft } from "../../ui/use-draft.ts";
import { ChoiceField } from "./choice-field.tsx";
import {
  CARD_REASON_CHOICES,
  CLOSE_CHOICES,
  cardChoices,
  type ReviseValues,
  termLoanChoices,
} from "./revise-values.ts";

interface Props {
  draft: ReturnType<typeof useDraft<keyof ReviseValues>>;
  /** How it stands, before anything was typed. */
  start: ReviseValues;
  errors: Record<string, string>;
}

const ELIGIBLE = [
  { value: "yes", says: "Eligible" },
  { value: "no", says: "Not eligible" },
];

/** The parts of a revision: why, corrected figures, decisions of a person, and the end of the file. */
export function ReviseFields({ draft, start, errors }: Props) {
  const { values, field } = draft;
  return (
    <>
      <Field
        label="Reason"
        error={errors.reason}
        help="Kept with the underwriting, for whoever reads it later."
      >
        {(control) => <Textarea {...control} {...field("reason")} autoFocus rows={2} maxLength={2_000} />}
      </Field>
      <Part title="Correct the figures" open>
        <Field label="Stated income, a year" error={errors["applicant.statedIncome"]}>
          {(control) => (
            <Input
              {...control}
              {...field("statedIncome")}
              inputMode="decimal"
              className="figures text-right"
            />
          )}
        </Field>
        <Field label="Monthly revenue" optional error={errors["applicant.monthlyRevenue"]}>
          {(control) => (
            <Input
              {...control}
              {...field("monthlyRevenue")}
              inputMode="decimal"
              className="figures text-right"
            />
          )}
        </Field>
        <Field label="Business since" optional error={errors["applicant.businessStartedOn"]}>
          {(control) => (
            <Input {...control} {...field("businessStartedOn")} type="date" className="figures" />
          )}
        </Field>
      </Part>
      <Decided draft={draft} start={start} errors={errors} />
      <Part title="Close the file" open={values.duplicateFile !== "" || values.declineReason !== ""}>
        <ChoiceField
          label="Duplicate"
          none="Not a duplicate"
          choices={[{ value: "yes", says: "It is a duplicate of another file" }]}
          field={field("duplicateFile")}
        />
        <ChoiceField
          label="Close because"
          none="Goes on"
          choices={CLOSE_CHOICES}
          field={field("declineReason")}
          error={errors["overrides.operatorClosure.declineReason"]}
        />
        {values.declineReason !== "" && (
          <Field
            label="What happened"
            optional={values.declineReason !== "other"}
            error={errors["overrides.operatorClosure.declineReasonNotes"]}
            className="sm:col-span-2"
          >
            {(control) => (
              <Textarea {...control} {...field("declineReasonNotes")} rows={2} maxLength={2_000} />
            )}
          </Field>
        )}
      </Part>
    </>
  );
}

function Decided({ draft, start, errors }: Props) {
  const { values, field } = draft;
  const some = [values.reportStatus, values.tlDecision, values.mcaEligible, values.sbaEligible];
  return (
    <Part title="Decide instead of the evaluators" open={some.some((value) => value !== "")}>
      <ChoiceField
        label="Cards"
        none="As evaluated"
        choices={cardChoices(start.reportStatus)}
        field={field("reportStatus")}
        error={errors["overrides.reportStatus"]}
      />
      {needsDeclineReason(values.reportStatus) && (
        <ChoiceField
          label="Why cards are declined"
          none="Choose the reason"
          choices={CARD_REASON_CHOICES}
          field={field("cardDeclineReason")}
          error={errors["overrides.cardDeclineReason"]}
        />
      )}
      <ChoiceField
        label="Term loan"
        none="As evaluated"
        choices={termLoanChoices(start.tlDecision)}
        field={field("tlDecision")}
        error={errors["overrides.tlDecision"]}
      />
      <ChoiceField
        label="Merchant cash advance"
        none="As evaluated"
        choices={ELIGIBLE}
        field={field("mcaEligible")}
      />
      <ChoiceField label="SBA loan" none="As evaluated" choices={ELIGIBLE} field={field("sbaEligible")} />
    </Part>
  );
}

function Part({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open} className="rounded-md border px-3 py-2">
      <summary className="rounded-sm text-sm font-medium">{title}</summary>
      <div className="grid gap-x-4 gap-y-3 pt-3 pb-1 sm:grid-cols-2">{children}</div>
    </details>
  );
}
