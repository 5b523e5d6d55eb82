import { DomainError } from "../errors.ts";
import type { SigningTemplate, SigningTemplates } from "../ports.ts";

/** Somebody waits for it with a form that is not saved yet. */
const PATIENCE_MS = 15_000;

const FIELD = "documensoTemplateId";
const MISSING = "Template not found. Please select a valid template.";

/**
 * A template as Documenso has it at this moment: what it does not have is not saved (M12). Outside of any transaction, so that a
 * slow service holds nothing.
 * @throws DomainError PAYLOAD_VALIDATION at its field when there is no such template; SIGNING_UNREACHABLE when nobody can say
 */
export async function lookUpTemplate(
  templates: SigningTemplates,
  templateId: string,
): Promise<SigningTemplate> {
  const reading = await templates.readTemplate(templateId, AbortSignal.timeout(PATIENCE_MS));
  if (reading.how === "read") return reading.value;
  if (reading.isGone)
    throw new DomainError({
      code: "PAYLOAD_VALIDATION",
      message: MISSING,
      details: [{ field: FIELD, message: MISSING }],
    });
  throw unreachable(reading.why, FIELD);
}

/** Nobody knows what Documenso has. @param field what was to be saved, if anything */
export function unreachable(why: string, field?: string): DomainError {
  const nothing = field ? ", so nothing was saved" : "";
  const message = `Documenso cannot be asked for its templates at the moment${nothing}. ${why} Try again; if it goes on, look at its settings under Integrations.`;
  const details = field ? [{ field, message: "could not be looked up in Documenso. Nothing was saved" }] : [];
  return new DomainError({ code: "SIGNING_UNREACHABLE", message, details });
}
