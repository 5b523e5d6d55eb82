import type { ReactNode } from "react";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { dollars } from "../../ui/money-text.ts";
import { defaultText, isMoney, type PolicyGroup, typedFigure } from "./policy-fields.ts";
import type { PolicyDraft } from "./use-policy-draft.ts";

interface Props {
  group: PolicyGroup;
  draft: PolicyDraft;
  errors: Record<string, string>;
}

/** Some thresholds that belong together, each with its unit beside it and what it is by default. */
export function PolicyGroupFields({ group, draft, errors }: Props) {
  return (
    <GroupSection group={group}>
      <div className="grid gap-x-6 gap-y-4 @min-[560px]:grid-cols-2 @min-[1000px]:grid-cols-3">
        {group.fields.map(({ name, label, unit, help }) => (
          <Field
            key={name}
            label={label}
            error={errors[name]}
            help={help}
            aside={name in draft.typed && <Changed name={name} draft={draft} />}
          >
            {(control) => (
              <div className="flex items-center gap-2">
                <Input
                  {...control}
                  name={name}
                  inputMode={isMoney(name) ? "decimal" : "numeric"}
                  autoComplete="off"
                  value={draft.value(name)}
                  onChange={({ target }) => draft.change(name, target.value)}
                  className="figures w-28 text-right"
                />
                <span className="text-sm text-ink-2">{unit}</span>
                <span className="ml-auto text-xs text-ink-3">by default {defaultText(name)}</span>
              </div>
            )}
          </Field>
        ))}
      </div>
    </GroupSection>
  );
}

/** What it is now, and back to that with a press. */
function Changed({ name, draft }: { name: string; draft: PolicyDraft }) {
  return (
    <button
      type="button"
      onClick={() => draft.change(name, draft.inForce(name))}
      className="rounded-sm text-xs text-accent hover:underline"
    >
      Back to {draft.inForce(name)}
    </button>
  );
}

/** The same for who may only read it. */
export function PolicyGroupText({
  group,
  figures,
}: {
  group: PolicyGroup;
  figures: Record<string, string | number>;
}) {
  return (
    <GroupSection group={group}>
      <dl className="grid gap-x-6 gap-y-2 text-sm @min-[560px]:grid-cols-2 @min-[1000px]:grid-cols-3">
        {group.fields.map(({ name, label, unit }) => (
          <div key={name} className="flex items-baseline justify-between gap-3 border-b py-1.5">
            <dt className="text-ink-2">{label}</dt>
            <dd className="figures whitespace-nowrap">
              {isMoney(name)
                ? dollars(String(figures[name])).replace(/\.00$/, "")
                : typedFigure(figures[name] ?? "")}{" "}
              <span className="text-ink-3">{unit}</span>
            </dd>
          </div>
        ))}
      </dl>
    </GroupSection>
  );
}

function GroupSection({ group: { title, about }, children }: { group: PolicyGroup; children: ReactNode }) {
  return (
    <fieldset className="@container min-w-0 border-t px-4 py-5 lg:px-6">
      <legend className="sr-only">{title}</legend>
      <h2 className="text-md font-semibold">{title}</h2>
      <p className="mb-4 text-sm text-ink-2">{about}</p>
      {children}
    </fieldset>
  );
}
