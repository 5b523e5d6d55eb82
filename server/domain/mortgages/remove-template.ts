import { mortgageTemplate } from "../../../db/tenant/schema/mortgage-records.ts";
import { type Context, inTransaction } from "../context.ts";
import { parseInput } from "../parse.ts";
import { attempt, tell } from "./audit-rows.ts";
import { TemplateInput } from "./input.ts";
import { templateChanges } from "./model/templates.ts";
import { lockMortgage } from "./mortgage-rows.ts";
import { findTemplate, isTemplate } from "./template-rows.ts";

/**
 * Takes a template off a mortgage; the others stay as they are, and so does Documenso's (M12). Administrators only.
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; TEMPLATE_NOT_FOUND; PAYLOAD_VALIDATION
 */
export async function removeTemplate(ctx: Context, raw: unknown): Promise<{ documensoTemplateId: string }> {
  return attempt(ctx, "removeTemplate", raw, async () => {
    const { mortgageId, documensoTemplateId } = parseInput(TemplateInput, raw);
    return inTransaction(ctx, async (tx) => {
      await lockMortgage(tx, mortgageId);
      const found = await findTemplate(tx, mortgageId, documensoTemplateId);
      await tx.delete(mortgageTemplate).where(isTemplate(mortgageId, documensoTemplateId));
      await tell(tx, ctx, {
        action: "template_removed",
        mortgageId,
        changes: templateChanges(found, null),
        details: { documensoTemplateId },
      });
      return { documensoTemplateId };
    });
  });
}
