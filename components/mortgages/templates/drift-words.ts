import type { TemplateDrift } from "@/server/domain/mortgages/model/templates.ts";
import { listText } from "../deletion/count-words.ts";

/** How a template has parted from what Documenso has, a sentence each; nothing where it has not. */
export function driftWords(drift: TemplateDrift): string[] {
  switch (drift.state) {
    case "none":
      return [];
    case "gone":
      return ["Documenso has this template no more. Remove it here, or put it back there."];
    case "unknown":
      return [`Documenso did not say what it has now. ${drift.why}`];
    case "changed": {
      const { renamedTo, missingRoles, furtherRoles } = drift;
      return [
        renamedTo !== null && `Documenso calls it “${renamedTo}” now.`,
        missingRoles.length > 0 && `Documenso has no role ${listText(missingRoles)} in it.`,
        furtherRoles.length > 0 && `It is signed by ${listText(furtherRoles)} as well.`,
      ].filter((words) => words !== false);
    }
  }
}

/** The roles of the mortgage as the template has them now. */
export function rolesNow(roles: readonly string[], drift: TemplateDrift): string[] {
  if (drift.state !== "changed") return [...roles];
  return [...roles.filter((role) => !drift.missingRoles.includes(role)), ...drift.furtherRoles];
}
