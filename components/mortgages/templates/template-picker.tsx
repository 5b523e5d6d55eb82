"use client";

import type { Outputs } from "../../trpc/client.ts";
import { Field } from "../../ui/field.tsx";
import { Input, Select } from "../../ui/input.tsx";

export type ToPick = Outputs["mortgages"]["templates"]["pick"];
type Pickable = ToPick["templates"][number];

interface Props {
  pick: ToPick;
  templateId: string;
  /** @param template null for one that is named by its id */
  onPick: (templateId: string, template: Pickable | null) => void;
  error: string | undefined;
}

const BY_ID = "by its id";

/** A template of Documenso's, from those that it tells of, or by its id. */
export function TemplatePicker({ pick: { templates, mode, isWhole }, templateId, onPick, error }: Props) {
  const isListed = templates.some((one) => one.documensoTemplateId === templateId);
  const isById = templateId !== "" && !isListed;
  // A sentence of the server's own says what to do; anything else goes on where the label ends.
  const says = error?.includes(". ") && /^[A-Z]/.test(error) ? error.replace(/\.$/, "") : undefined;
  return (
    <>
      <Field
        label="Template in Documenso"
        error={isById ? undefined : error}
        says={says}
        help={helpOf(mode, isWhole)}
      >
        {(control) => (
          <Select
            {...control}
            name="documensoTemplateId"
            value={isById ? BY_ID : templateId}
            onChange={({ target: { value } }) => {
              if (value === BY_ID) return onPick("envelope_", null);
              onPick(value, templates.find((one) => one.documensoTemplateId === value) ?? null);
            }}
            className="h-9 w-full text-base"
          >
            <option value="">Choose a template</option>
            {templates.map(({ documensoTemplateId, title, isAdded }) => (
              <option key={documensoTemplateId} value={documensoTemplateId} disabled={isAdded}>
                {title}
                {isAdded ? " (on this mortgage already)" : ""}
              </option>
            ))}
            <option value={BY_ID}>Another one, by its id</option>
          </Select>
        )}
      </Field>
      {isById && (
        <Field label="Its id" error={error} says={says} help="As Documenso shows it: envelope_ and letters.">
          {(control) => (
            <Input
              {...control}
              name="documensoTemplateId"
              value={templateId}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              // Emptied, it is still the id that is asked for.
              onChange={({ target }) => onPick(target.value.trim() || "envelope_", null)}
              className="id"
            />
          )}
        </Field>
      )}
    </>
  );
}

function helpOf(mode: ToPick["mode"], isWhole: boolean): string {
  const whose = mode === "sandbox" ? "These are of the sandbox: nothing leaves this system." : "";
  const more = isWhole ? "" : "Documenso has more than are listed here: name those by their id.";
  return [whose, more].filter(Boolean).join(" ") || "It is looked up there again when you save.";
}
