import { eq, sql } from "drizzle-orm";
import { mortgageTemplate } from "../../../db/tenant/schema/mortgage-records.ts";
import { type Context, inTransaction } from "../context.ts";
import { DomainError, refuse } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import type { SigningTemplates } from "../ports.ts";
import { attempt, tell } from "./audit-rows.ts";
import { AddTemplateInput } from "./input.ts";
import { lookUpTemplate } from "./look-up-template.ts";
import { MORTGAGE_NOT_FOUND } from "./model/mortgage.ts";
import { type MortgageTemplate, templateChanges } from "./model/templates.ts";
import { findMortgage, lockMortgage } from "./mortgage-rows.ts";
import { findTemplate, readTemplates } from "./template-rows.ts";

/** Each is looked up whenever somebody looks at the mortgage. */
const MOST_TEMPLATES = 20;

/**
 * Higher than any version that this template has had on this mortgage, each of which came with an entry of the log: whoever looks
 * at one that was taken off and came back sees that it is another.
 */
const neverBefore = (mortgageId: number, documensoTemplateId: string) =>
  sql<number>`(select count(*) + 1 from mortgage_audit where mortgage_id = ${mortgageId} and action like 'template%'
    and details ->> 'documensoTemplateId' = ${documensoTemplateId})`;

/**
 * Hangs a template of Documenso's on a mortgage, once, after having looked it up there; the others stay as they are (M12).
 * Administrators only.
 * @param templates the signing service's, which the app hands in
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; PAYLOAD_VALIDATION, also for a template that is not there or is there already;
 * SIGNING_UNREACHABLE; MORTGAGE_FULL
 */
export async function addTemplate(
  ctx: Context,
  raw: unknown,
  templates: SigningTemplates,
): Promise<MortgageTemplate> {
  return attempt(ctx, "addTemplate", raw, async () => {
    const { mortgageId, ...given } = parseInput(AddTemplateInput, raw);
    const { documensoTemplateId } = given;
    if (!(await findMortgage(ctx.db, mortgageId))) throw new DomainError(MORTGAGE_NOT_FOUND);
    const { title } = await lookUpTemplate(templates, documensoTemplateId);
    return inTransaction(ctx, async (tx) => {
      await lockMortgage(tx, mortgageId);
      const present = await readTemplates(tx, mortgageId);
      if (present.some((one) => one.documensoTemplateId === documensoTemplateId))
        throw invalidInput([{ field: "documensoTemplateId", message: "is on this mortgage already" }]);
      if (present.length >= MOST_TEMPLATES)
        refuse("MORTGAGE_FULL", `A mortgage holds at most ${MOST_TEMPLATES} templates. Nothing was saved.`);
      const { position, mortgageId: of } = mortgageTemplate;
      const next = sql<number>`(select coalesce(max(${position}), 0) + 1 from ${mortgageTemplate} where ${eq(of, mortgageId)})`;
      const saved = { savedAt: ctx.now().toISOString(), savedBy: ctx.actor.name };
      await tx.insert(mortgageTemplate).values({
        mortgageId,
        ...given,
        title,
        position: next,
        version: neverBefore(mortgageId, documensoTemplateId),
        ...saved,
      });
      const added = await findTemplate(tx, mortgageId, documensoTemplateId);
      await tell(tx, ctx, {
        action: "template_added",
        mortgageId,
        changes: templateChanges(null, added),
        details: { documensoTemplateId },
      });
      return added;
    });
  });
}
