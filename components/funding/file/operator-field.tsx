"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../trpc/client.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/input.tsx";
import { FACT_LABELS } from "./applicant-values.ts";

interface Props {
  field: { name: string; value: string; onChange: (event: { target: { value: string } }) => void };
  error: string | undefined;
}

/** Whose file it is: one of those who may operate. Who has it and may not any more stays, until somebody else is chosen. */
export function OperatorField({ field, error }: Props) {
  const trpc = useTRPC();
  const { data: people = [] } = useQuery(
    trpc.session.people.queryOptions(undefined, { staleTime: 5 * 60_000 }),
  );
  const [had] = useState(field.value);
  const choices = people
    .filter(({ mayOperate }) => mayOperate)
    .sort((a, b) => a.name.localeCompare(b.name, "en-US"));
  const others = [...new Set([had, field.value])].filter(
    (email) => email !== "" && choices.every((person) => person.email !== email),
  );
  const isKnown = people.length > 0;
  const nameOf = (email: string) => people.find((person) => person.email === email)?.name ?? email;
  return (
    <Field label={FACT_LABELS.operator} error={error} help="Who looks after the file.">
      {(control) => (
        <Select {...control} {...field} className="h-9 w-full text-base">
          {others.map((email) => (
            <option key={email} value={email}>
              {isKnown ? `${nameOf(email)} (may not operate any more)` : email}
            </option>
          ))}
          {choices.map(({ email, name }) => (
            <option key={email} value={email}>
              {name === email ? email : `${name} · ${email}`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
