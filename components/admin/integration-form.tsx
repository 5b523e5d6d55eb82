"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { type Mode, SYSTEM_NAMES } from "@/server/domain/integrations/input.ts";
import { submitOnCommandEnter } from "../pipeline/submit-key.ts";
import { useSession } from "../shell/session.tsx";
import { type Inputs, useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { Field } from "../ui/field.tsx";
import { Input, Select, Textarea } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { dayIn, dayLabel } from "../ui/time-text.ts";
import { discardDraft, useDraft } from "../ui/use-draft.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import {
  type AskedField,
  configOf,
  FIELDS,
  type FieldGroup,
  fieldsOf,
  OPTIONAL_SECRETS,
  SECRET_LABELS,
  textsOf,
} from "./integration-fields.ts";
import type { Integration } from "./integrations.tsx";

type Errors = (name: string) => string | undefined;

interface Props {
  integration: Integration;
  /** As typed; kept by whoever shows the form, and nowhere else. */
  secrets: Record<string, string>;
  onSecrets: (secrets: Record<string, string>) => void;
  refusal: ReturnType<typeof refusalOf> | null;
  onRefusal: (refusal: ReturnType<typeof refusalOf> | null) => void;
}

/** How a system is set up. What is typed is kept until it is saved; secrets are kept nowhere but in their fields. */
export function IntegrationForm({ integration, secrets, onSecrets, refusal, onRefusal }: Props) {
  const { system, version, mode } = integration;
  const draftKey = `integration/${system}`;
  const draft = useDraft<string>(draftKey, { ...textsOf(system, integration.config), mode }, version);
  const save = useSaveIntegration(draftKey, onRefusal);
  const send = useSendOnce(async (input: Inputs["integrations"]["save"]) => {
    onRefusal(null);
    await save.mutateAsync(input);
    onSecrets({});
  });
  const isChanged = draft.isTyped || Object.values(secrets).some((secret) => secret !== "");
  const errorOf: Errors = (name) => refusal?.details.find(({ field }) => field === name)?.message;
  const placed = [
    ...fieldsOf(system).map(({ name }) => name),
    ...integration.secrets.map(({ name }) => `secrets.${name}`),
  ];
  const isPlaced = refusal?.details.length && refusal.details.every(({ field }) => placed.includes(field));
  const discard = () => {
    draft.discard();
    onSecrets({});
    onRefusal(null);
  };
  return (
    <form
      aria-label={`Settings of ${SYSTEM_NAMES[system]}`}
      className="flex max-w-220 flex-col gap-6"
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event) => {
        event.preventDefault();
        const config = configOf(system, draft.values);
        send({
          system,
          version,
          mode: draft.values.mode as Mode,
          config,
          secrets,
        } as Inputs["integrations"]["save"]);
      }}
    >
      {draft.isOfferedAgain && !refusal && <DraftNote onDiscard={discard} />}
      <ModeChoice mode={draft.values.mode as Mode} onChange={(wanted) => draft.change({ mode: wanted })} />
      {FIELDS[system].map((group) => (
        <Group key={group.title} group={group} draft={draft} errorOf={errorOf} />
      ))}
      <Secrets
        integration={integration}
        typed={secrets}
        errorOf={errorOf}
        onType={(name, secret) => onSecrets({ ...secrets, [name]: secret })}
      />
      {refusal && (
        <Notice
          title={isPlaced ? "Nothing was saved: see the fields that are marked." : refusal.message}
          requestId={refusal.requestId}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" look="filled" disabled={!isChanged} aria-busy={save.isPending}>
          Save settings
        </Button>
        {isChanged && <Button onClick={discard}>Leave as it is</Button>}
      </div>
    </form>
  );
}

function useSaveIntegration(draftKey: string, onRefusal: Props["onRefusal"]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.integrations.pathFilter());
  return useMutation(
    trpc.integrations.save.mutationOptions({
      // What was sent holds secrets.
      gcTime: 0,
      onSuccess: async () => {
        toast.success("The settings are saved");
        discardDraft(draftKey);
        await refresh();
      },
      onError: (error) => {
        const refusal = refusalOf(error);
        onRefusal(refusal);
        return refusal.code === "CONFLICT" ? refresh() : undefined;
      },
    }),
  );
}

const CHOICES = [
  ["sandbox", "Sandbox", "Runs inside the app. Nothing reaches anybody."],
  ["live", "Live", "The real service. Clients get what is sent."],
] as const;

function ModeChoice({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">Which one is used</legend>
      <div className="mt-1.5 grid gap-2 @min-[560px]:grid-cols-2">
        {CHOICES.map(([value, label, about]) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-2.5 rounded-md border bg-raised px-3 py-2.5 has-checked:border-accent"
          >
            <input
              type="radio"
              name="mode"
              value={value}
              checked={mode === value}
              onChange={() => onChange(value)}
              className="mt-1 accent-accent"
            />
            <span>
              <span className="block text-sm font-medium">{label}</span>
              <span className="block text-xs text-ink-2">{about}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface GroupProps {
  group: FieldGroup;
  draft: ReturnType<typeof useDraft<string>>;
  errorOf: Errors;
}

function Group({ group: { title, about, fields }, draft, errorOf }: GroupProps) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">{title}</legend>
      {about && <p className="text-xs text-ink-2">{about}</p>}
      <div className="mt-3 grid gap-4 @min-[560px]:grid-cols-2">
        {fields.map((field) => (
          <div key={field.name} className={cn(field.isLong && "@min-[560px]:col-span-2")}>
            <AskedFor field={field} draft={draft} error={errorOf(field.name)} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

interface AskedForProps {
  field: AskedField;
  draft: GroupProps["draft"];
  error: string | undefined;
}

function AskedFor({ field, draft, error }: AskedForProps) {
  const { name, label, help, optional, options, isLong } = field;
  return (
    <Field label={label} help={help} optional={optional === "always"} error={error}>
      {(control) => {
        const given = { ...control, ...fieldOf(draft, name) };
        if (isLong) return <Textarea {...given} rows={4} />;
        if (!options) return <Input {...given} autoComplete="off" spellCheck={false} />;
        return (
          <Select {...given} className="h-9 w-full">
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        );
      }}
    </Field>
  );
}

function fieldOf(draft: GroupProps["draft"], name: string) {
  const { value = "", ...field } = draft.field(name);
  return { ...field, value };
}

interface SecretsProps {
  integration: Integration;
  typed: Record<string, string>;
  errorOf: Errors;
  onType: (name: string, secret: string) => void;
}

/** A secret is entered and never shown again: one that is left empty stays as it is. */
function Secrets({ integration: { secrets }, typed, errorOf, onType }: SecretsProps) {
  const { timeZone } = useSession();
  return (
    <fieldset>
      <legend className="text-sm font-semibold">Keys</legend>
      <div className="mt-3 grid gap-4 @min-[560px]:grid-cols-2">
        {secrets.map(({ name, setAt, setBy }) => (
          <Field
            key={name}
            label={SECRET_LABELS[name] ?? name}
            optional={OPTIONAL_SECRETS.has(name)}
            error={errorOf(`secrets.${name}`)}
            help={
              setAt
                ? `Entered by ${setBy} on ${dayLabel(dayIn(timeZone, new Date(setAt)))}. Left empty, it stays.`
                : "Not entered yet."
            }
          >
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                placeholder={setAt ? "••••••••••••" : ""}
                value={typed[name] ?? ""}
                onChange={(event) => onType(name, event.target.value)}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
