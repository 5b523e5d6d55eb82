import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import type { SigningTemplates } from "../ports.ts";
import { MortgageInput } from "./input.ts";
import { driftOf, type MortgageTemplate, type TemplateDrift, type TemplateNow } from "./model/templates.ts";
import { findMortgage } from "./mortgage-rows.ts";
import { readTemplates } from "./template-rows.ts";

export interface ListedTemplate extends MortgageTemplate {
  drift: TemplateDrift;
}

/** For all of them together: nobody waits longer for what they came to see because another system is slow. */
const PATIENCE_MS = 5_000;

/**
 * Each is asked for by its id, a few at a time. Documenso's listing would be a call less for a small team, but up to twenty calls
 * one after another for a large one, and what is not on its pages may still be there.
 */
const AT_ONCE = 4;

/**
 * The templates of a mortgage, each with how it has parted from what Documenso has now. Where Documenso does not answer the list
 * comes all the same, and says so (M12).
 * @param templates the signing service's, which the app hands in
 * @returns null when there is no such mortgage, as of the mortgage itself
 * @throws DomainError PAYLOAD_VALIDATION
 */
export async function listTemplates(
  ctx: Context,
  raw: unknown,
  templates: SigningTemplates,
): Promise<ListedTemplate[] | null> {
  authorise(ctx, "mortgages:read");
  const { mortgageId } = parseInput(MortgageInput, raw);
  if (!(await findMortgage(ctx.db, mortgageId))) return null;
  const saved = await readTemplates(ctx.db, mortgageId);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const listed: ListedTemplate[] = [];
  const waiting = saved.entries();
  const lane = async () => {
    for (const [at, one] of waiting)
      listed[at] = { ...one, drift: driftOf(one, await nowOf(templates, one.documensoTemplateId, signal)) };
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return listed;
}

async function nowOf(
  templates: SigningTemplates,
  templateId: string,
  signal: AbortSignal,
): Promise<TemplateNow> {
  const reading = await templates.readTemplate(templateId, signal);
  if (reading.how === "read") return { how: "read", title: reading.value.title, roles: reading.value.roles };
  return reading.isGone ? { how: "gone" } : { how: "unknown", why: reading.why };
}
