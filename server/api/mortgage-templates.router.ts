import { addTemplate } from "../domain/mortgages/add-template.ts";
import {
  AddTemplateInput,
  MortgageInput,
  TemplateInput,
  UpdateTemplateInput,
} from "../domain/mortgages/input.ts";
import { listTemplates } from "../domain/mortgages/list-templates.ts";
import { pickTemplates } from "../domain/mortgages/pick-templates.ts";
import { removeTemplate } from "../domain/mortgages/remove-template.ts";
import { updateTemplate } from "../domain/mortgages/update-template.ts";
import { templatesOf } from "../integrations/adapters.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** What is to be signed for a mortgage, for the browser (M12): a line per verb. */
export const mortgageTemplatesRouter = router({
  list: procedure
    .input(typed(MortgageInput))
    .query(async ({ ctx, input }) => listTemplates(ctx.domain, input, await templatesOf(ctx.domain))),
  pick: procedure
    .input(typed(MortgageInput))
    .query(async ({ ctx, input }) => pickTemplates(ctx.domain, input, await templatesOf(ctx.domain))),
  add: procedure
    .input(typed(AddTemplateInput))
    .mutation(async ({ ctx, input }) => addTemplate(ctx.domain, input, await templatesOf(ctx.domain))),
  update: procedure
    .input(typed(UpdateTemplateInput))
    .mutation(async ({ ctx, input }) => updateTemplate(ctx.domain, input, await templatesOf(ctx.domain))),
  remove: procedure
    .input(typed(TemplateInput))
    .mutation(({ ctx, input }) => removeTemplate(ctx.domain, input)),
});
