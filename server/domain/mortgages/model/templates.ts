import type { Refusal } from "../../errors.ts";
import type { FieldChange } from "./mortgage-changes.ts";

/** What is to be signed for a mortgage, beside what the signing service has of it now (M12). */

export interface MortgageTemplate {
  mortgageId: number;
  /** `envelope_…`. */
  documensoTemplateId: string;
  /** What people here call it. */
  name: string;
  /** What Documenso called it when it was last saved. */
  title: string | null;
  signatoryRoles: string[];
  version: number;
  savedAt: string;
  savedBy: string;
}

/** What the signing service says of a template now. */
export type TemplateNow =
  | { how: "read"; title: string; roles: readonly string[] }
  | { how: "gone" }
  | { how: "unknown"; why: string };

/** How a template has parted from what was saved. */
export type TemplateDrift =
  | { state: "none" }
  | { state: "gone" }
  | {
      state: "changed";
      /** What Documenso calls it now; null when it calls it what it did. */
      renamedTo: string | null;
      /** Roles of the mortgage for which the template has nobody any more. */
      missingRoles: string[];
      /** Those whom the template has sign beside. */
      furtherRoles: string[];
    }
  | { state: "unknown"; why: string };

/** Roles are the same whatever their letters' case. */
export function driftOf(
  saved: Pick<MortgageTemplate, "title" | "signatoryRoles">,
  now: TemplateNow,
): TemplateDrift {
  if (now.how === "gone") return { state: "gone" };
  if (now.how === "unknown") return { state: "unknown", why: now.why };
  const renamedTo = saved.title === null || saved.title === now.title ? null : now.title;
  const missingRoles = without(saved.signatoryRoles, now.roles);
  const furtherRoles = without(now.roles, saved.signatoryRoles);
  const isSame = renamedTo === null && missingRoles.length + furtherRoles.length === 0;
  return isSame ? { state: "none" } : { state: "changed", renamedTo, missingRoles, furtherRoles };
}

function without(roles: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((role) => role.toLowerCase()));
  return roles.filter((role) => !known.has(role.toLowerCase()));
}

type Facts = Pick<MortgageTemplate, "documensoTemplateId" | "name" | "title" | "signatoryRoles">;

/** What a change of a template changes, as text; empty when it changes nothing (M11). Null: it was not there, or is not any more. */
export function templateChanges(before: Facts | null, after: Facts | null): FieldChange[] {
  const text = (facts: Facts | null, field: keyof Facts) =>
    facts === null ? null : field === "signatoryRoles" ? facts.signatoryRoles.join(", ") : facts[field];
  return (["documensoTemplateId", "name", "title", "signatoryRoles"] as const)
    .map((field) => ({ field, from: text(before, field), to: text(after, field) }))
    .filter(({ from, to }) => from !== to);
}

export const TEMPLATE_NOT_FOUND: Refusal = {
  code: "TEMPLATE_NOT_FOUND",
  message: "This mortgage has no such template. It may have been removed.",
};

/** Refuses what was decided by a version that is no longer the present one; the refusal carries both. */
export function guardTemplateVersion(asRead: number, present: MortgageTemplate): Refusal | null {
  if (asRead === present.version) return null;
  return {
    code: "TEMPLATE_CHANGED",
    message:
      "Somebody changed this template after you opened it. Nothing was changed: compare, then decide again.",
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${present.version} now` }],
    facts: { yourVersion: asRead, currentVersion: present.version, current: present },
  };
}
