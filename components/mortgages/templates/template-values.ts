import type { MortgageTemplate } from "@/server/domain/mortgages/model/templates.ts";
import type { Outputs } from "../../trpc/client.ts";
import type { ConflictRow } from "../../ui/both-versions.tsx";

export type Template = NonNullable<Outputs["mortgages"]["templates"]["list"]>[number];

/** What stands in the form of a template; its roles a line each. */
export type TemplateValues = Record<"documensoTemplateId" | "name" | "roles", string>;

const MOST_ROLES = 20;

/** What the form shows faults of, by the paths of the schema. */
export const TEMPLATE_FIELDS = [
  "documensoTemplateId",
  "name",
  "signatoryRoles",
  ...Array.from({ length: MOST_ROLES }, (_, index) => `signatoryRoles.${index}`),
];

export const rolesOf = ({ roles }: TemplateValues): string[] => roles.split("\n");
export const asRoles = (roles: readonly string[]): string => roles.join("\n");

/** As the verbs take it. A last line that nobody filled is none. */
export function inputOf(values: TemplateValues) {
  const roles = rolesOf(values).map((role) => role.trim());
  while (roles.length > 1 && roles.at(-1) === "") roles.pop();
  return { name: values.name.trim(), signatoryRoles: roles };
}

/** What of a template is changed here. */
type TemplateFacts = Pick<MortgageTemplate, "name" | "signatoryRoles">;
export type TemplateChanges = Partial<TemplateFacts>;

/** Only what differs: what is left out stays as a colleague may have made it (M7, M12). */
export function changesOf(seen: TemplateFacts, { name, signatoryRoles }: TemplateFacts): TemplateChanges {
  return {
    ...(name === seen.name ? {} : { name }),
    ...(asRoles(signatoryRoles) === asRoles(seen.signatoryRoles) ? {} : { signatoryRoles }),
  };
}

/** What one side touched or both did, of two who changed the same version. */
export function conflictRows({
  seen,
  mine,
  theirs,
}: {
  seen: TemplateFacts;
  mine: TemplateChanges;
  theirs: TemplateFacts;
}): ConflictRow[] {
  const touched = { ...changesOf(seen, theirs), ...mine };
  const rows = [
    { fact: "name", label: "Name", mine: mine.name, theirs: theirs.name },
    {
      fact: "signatoryRoles",
      label: "Who signs",
      mine: mine.signatoryRoles?.join(", "),
      theirs: theirs.signatoryRoles.join(", "),
    },
  ];
  return rows.filter(({ fact }) => fact in touched).map(({ fact: _, ...row }) => row);
}
