"use client";

import { CircleAlert, Plus, X } from "lucide-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { Button } from "../../ui/button.tsx";
import { Input } from "../../ui/input.tsx";

interface Props {
  roles: string[];
  onChange: (roles: string[]) => void;
  /** By the path of the schema: of all, and of each. */
  errors: Record<string, string>;
}

/** Who signs: a line a role. Enter goes on to the next one. */
export function RolesField({ roles, onChange, errors }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const focus = (index: number) => list.current?.querySelectorAll("input")[index]?.focus();
  // Drawn at once: the very next key belongs into the new line.
  const add = () => {
    flushSync(() => onChange([...roles, ""]));
    focus(roles.length);
  };
  const set = (index: number, role: string) => onChange(roles.map((one, at) => (at === index ? role : one)));
  const remove = (index: number) => {
    flushSync(() => onChange(roles.filter((_, at) => at !== index)));
    focus(Math.max(0, index - 1));
  };
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">Who signs</legend>
      <ul ref={list} className="flex flex-col gap-1.5">
        {roles.map((role, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place, and holds nothing but its text
          <li key={index}>
            <div className="flex items-center gap-1.5">
              <Input
                name={`signatoryRoles.${index}`}
                aria-label={`Role ${index + 1}`}
                placeholder="Broker"
                value={role}
                maxLength={100}
                autoComplete="off"
                {...(errors[`signatoryRoles.${index}`] ? { "aria-invalid": true } : {})}
                onChange={({ target }) => set(index, target.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
                  event.preventDefault();
                  if (index + 1 < roles.length) focus(index + 1);
                  else if (role.trim() !== "") add();
                }}
              />
              <Button
                look="quiet"
                size="icon"
                aria-label={`Remove role ${index + 1}`}
                disabled={roles.length === 1}
                onClick={() => remove(index)}
              >
                <X aria-hidden />
              </Button>
            </div>
            <Fault says={errors[`signatoryRoles.${index}`] && `Role ${errors[`signatoryRoles.${index}`]}.`} />
          </li>
        ))}
      </ul>
      <Fault says={errors.signatoryRoles && `Roles ${errors.signatoryRoles}.`} />
      <Button size="sm" look="quiet" className="mt-1.5" onClick={add}>
        <Plus aria-hidden />
        Add a role
      </Button>
    </fieldset>
  );
}

function Fault({ says }: { says: string | undefined }) {
  if (!says) return null;
  return (
    <p className="mt-1 flex items-start gap-1.5 text-danger text-sm">
      <CircleAlert aria-hidden className="mt-[3px] size-3.5 shrink-0" />
      {says}
    </p>
  );
}
