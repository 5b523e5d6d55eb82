import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Mode } from "../integrations/input.ts";
import { parseInput } from "../parse.ts";
import type { SigningTemplates } from "../ports.ts";
import { MortgageInput } from "./input.ts";
import { unreachable } from "./look-up-template.ts";
import { MORTGAGE_NOT_FOUND } from "./model/mortgage.ts";
import { findMortgage } from "./mortgage-rows.ts";
import { readTemplates } from "./template-rows.ts";

export interface TemplatesToPick {
  /** Whose they are: the real service's or the sandbox's. */
  mode: Mode;
  /** False where Documenso has more than are shown. */
  isWhole: boolean;
  templates: {
    documensoTemplateId: string;
    title: string;
    /** Whom the template has sign: what the mortgage's roles may be. */
    suggestedRoles: string[];
    /** On this mortgage already. */
    isAdded: boolean;
  }[];
}

/** An administrator waits for it, and it may come in pages. */
const PATIENCE_MS = 15_000;

/**
 * What Documenso has to pick from for a mortgage (M12). Administrators only.
 * @param templates the signing service's, which the app hands in
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; PAYLOAD_VALIDATION; SIGNING_UNREACHABLE
 */
export async function pickTemplates(
  ctx: Context,
  raw: unknown,
  templates: SigningTemplates,
): Promise<TemplatesToPick> {
  authorise(ctx, "mortgages:administer");
  const { mortgageId } = parseInput(MortgageInput, raw);
  if (!(await findMortgage(ctx.db, mortgageId))) throw new DomainError(MORTGAGE_NOT_FOUND);
  const reading = await templates.listTemplates(AbortSignal.timeout(PATIENCE_MS));
  if (reading.how === "failed") throw unreachable(reading.why);
  const present = await readTemplates(ctx.db, mortgageId);
  const added = new Set(present.map(({ documensoTemplateId }) => documensoTemplateId));
  return {
    mode: templates.mode,
    isWhole: reading.value.isWhole,
    templates: reading.value.templates.map(({ templateId, title, roles }) => ({
      documensoTemplateId: templateId,
      title,
      suggestedRoles: roles,
      isAdded: added.has(templateId),
    })),
  };
}
