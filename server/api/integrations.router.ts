import { SaveIntegrationInput } from "../domain/integrations/input.ts";
import { listIntegrations, listModes } from "../domain/integrations/list-integrations.ts";
import { saveIntegration } from "../domain/integrations/save-integration.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** The systems outside, for the browser. */
export const integrationsRouter = router({
  list: procedure.query(({ ctx }) => listIntegrations(ctx.domain)),
  modes: procedure.query(({ ctx }) => listModes(ctx.domain)),
  save: procedure
    .input(typed(SaveIntegrationInput))
    .mutation(({ ctx, input }) => saveIntegration(ctx.domain, input)),
});
