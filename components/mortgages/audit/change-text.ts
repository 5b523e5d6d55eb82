import { FIELD_LABELS, factText, type MortgageField } from "../fact-text.ts";

/** What of a template is kept beside. */
const TEMPLATE_LABELS: Record<string, string> = {
  documensoTemplateId: "Documenso’s id",
  name: "Name",
  title: "Documenso’s title",
  signatoryRoles: "Who signs",
};

/** What the log calls a field, by the path that it keeps; one that there is no more keeps its path. */
export const fieldLabel = (field: string) =>
  FIELD_LABELS[field as MortgageField] ?? TEMPLATE_LABELS[field] ?? field;

/**
 * A fact as it is read; null for one that is not known.
 * @param borrowerNames what the entry calls borrowers, by id
 */
export function valueText(
  field: string,
  value: string | null,
  borrowerNames: Record<string, string> = {},
): string | null {
  return value === null ? null : factText(field as MortgageField, value, borrowerNames[value]);
}
