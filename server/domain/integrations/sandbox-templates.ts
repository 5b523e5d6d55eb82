import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import type { SandboxTemplate, SigningTemplates } from "../ports.ts";
import { SandboxTemplateInput } from "./input.ts";

/** What has happened to each template of the sandbox; none where Documenso is real (F7.4). Administrators only. */
export async function listSandboxTemplates(
  ctx: Context,
  templates: SigningTemplates,
): Promise<SandboxTemplate[]> {
  authorise(ctx, "tenant:administer");
  return (await templates.readFates?.()) ?? [];
}

/**
 * Lets something happen to a template of the sandbox, or takes it back, so that what becomes of mortgages that rest on it can be
 * seen (M12). Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION; SANDBOX_ONLY where Documenso is real
 */
export async function changeSandboxTemplate(
  ctx: Context,
  raw: unknown,
  templates: SigningTemplates,
): Promise<SandboxTemplate[]> {
  authorise(ctx, "tenant:administer");
  const { templateId, fate } = parseInput(SandboxTemplateInput, raw);
  if (!templates.simulate) return refuse("SANDBOX_ONLY", "Only in the sandbox can something be simulated.");
  if (!(await templates.simulate(templateId, fate)))
    throw invalidInput([{ field: "templateId", message: "is no template of the sandbox" }]);
  return listSandboxTemplates(ctx, templates);
}
