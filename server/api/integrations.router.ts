import {
  SandboxInput,
  SandboxTemplateInput,
  SaveIntegrationInput,
  TestConnectionInput,
} from "../domain/integrations/input.ts";
import { listIntegrations, listModes } from "../domain/integrations/list-integrations.ts";
import { emptySandbox, lookIntoSandbox } from "../domain/integrations/look-into-sandbox.ts";
import { changeSandboxTemplate, listSandboxTemplates } from "../domain/integrations/sandbox-templates.ts";
import { saveIntegration } from "../domain/integrations/save-integration.ts";
import { testConnection } from "../domain/integrations/test-connection.ts";
import { probes, templatesOf } from "../integrations/adapters.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** The systems outside, for the browser. */
export const integrationsRouter = router({
  list: procedure.query(({ ctx }) => listIntegrations(ctx.domain)),
  modes: procedure.query(({ ctx }) => listModes(ctx.domain)),
  save: procedure
    .input(typed(SaveIntegrationInput))
    .mutation(({ ctx, input }) => saveIntegration(ctx.domain, input)),
  // It changes nothing, but it calls somebody.
  test: procedure
    .input(typed(TestConnectionInput))
    .mutation(({ ctx, input }) => testConnection(ctx.domain, probes, input)),
  sandbox: procedure.input(typed(SandboxInput)).query(({ ctx, input }) => lookIntoSandbox(ctx.domain, input)),
  emptySandbox: procedure
    .input(typed(SandboxInput))
    .mutation(({ ctx, input }) => emptySandbox(ctx.domain, input)),
  sandboxTemplates: procedure.query(async ({ ctx }) =>
    listSandboxTemplates(ctx.domain, await templatesOf(ctx.domain)),
  ),
  changeSandboxTemplate: procedure
    .input(typed(SandboxTemplateInput))
    .mutation(async ({ ctx, input }) =>
      changeSandboxTemplate(ctx.domain, input, await templatesOf(ctx.domain)),
    ),
});
