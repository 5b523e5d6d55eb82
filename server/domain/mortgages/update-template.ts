import { mortgageTemplate } from "../../../db/tenant/schema/mortgage-records.ts";
import { type Context, inTransaction } from "../context.ts";
import { DomainError, refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import type { SigningTemplates } from "../ports.ts";
import { attempt, tell } from "./audit-rows.ts";
import { UpdateTemplateInput } from "./input.ts";
import { lookUpTemplate } from "./look-up-template.ts";
import { MORTGAGE_NOT_FOUND } from "./model/mortgage.ts";
import { guardTemplateVersion, type MortgageTemplate, templateChanges } from "./model/templates.ts";
import { findMortgage, lockMortgage } from "./mortgage-rows.ts";
import { findTemplate, isTemplate } from "./template-rows.ts";

/**
 * Changes what a template of a mortgage is called and who signs it, after having looked it up in Documenso once more; the others
 * stay as they are (M12). What is left out stays; a change that changes nothing writes nothing. Administrators only.
 * @param templates the signing service's, which the app hands in
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; TEMPLATE_NOT_FOUND when the mortgage has no such template; TEMPLATE_CHANGED for a
 * stale version, carrying both; PAYLOAD_VALIDATION, also when Documenso has no such template any more; SIGNING_UNREACHABLE
 */
export async function updateTemplate(
  ctx: Context,
  raw: unknown,
  templates: SigningTemplates,
): Promise<MortgageTemplate> {
  return attempt(ctx, "updateTemplate", raw, async () => {
    const { mortgageId, documensoTemplateId, version, ...given } = parseInput(UpdateTemplateInput, raw);
    // Documenso is asked only about what is here as it was seen.
    if (!(await findMortgage(ctx.db, mortgageId))) throw new DomainError(MORTGAGE_NOT_FOUND);
    refuseIf(guardTemplateVersion(version, await findTemplate(ctx.db, mortgageId, documensoTemplateId)));
    const { title } = await lookUpTemplate(templates, documensoTemplateId);
    return inTransaction(ctx, async (tx) => {
      await lockMortgage(tx, mortgageId);
      const before = await findTemplate(tx, mortgageId, documensoTemplateId);
      refuseIf(guardTemplateVersion(version, before));
      const { name = before.name, signatoryRoles = before.signatoryRoles } = given;
      const facts = { name, title, signatoryRoles };
      const changes = templateChanges(before, { documensoTemplateId, ...facts });
      if (changes.length === 0) return before;
      await tx
        .update(mortgageTemplate)
        .set({ ...facts, version: version + 1, savedAt: ctx.now().toISOString(), savedBy: ctx.actor.name })
        .where(isTemplate(mortgageId, documensoTemplateId));
      await tell(tx, ctx, {
        action: "template_updated",
        mortgageId,
        changes,
        details: { documensoTemplateId },
      });
      return findTemplate(tx, mortgageId, documensoTemplateId);
    });
  });
}
