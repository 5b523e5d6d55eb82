import { z } from "zod";
import { TemplateWire } from "./wire.ts";

/** What is to be signed for a mortgage, as it stands on the wire. */

const Drift = z.discriminatedUnion("state", [
  z.object({ state: z.literal("none") }),
  z.object({ state: z.literal("gone") }),
  z.object({
    state: z.literal("changed"),
    renamedTo: z.string().nullable(),
    missingRoles: z.array(z.string()).meta({ description: "For which the template has nobody any more" }),
    furtherRoles: z.array(z.string()).meta({ description: "Whom the template has sign beside" }),
  }),
  z.object({ state: z.literal("unknown"), why: z.string() }),
]);

export const TemplatesResponse = z.object({
  documentTemplates: z.array(TemplateWire.extend({ drift: Drift })),
});

export const TemplateChoicesResponse = z.object({
  mode: z.enum(["live", "sandbox"]),
  isWhole: z.boolean().meta({ description: "False where Documenso has more" }),
  templates: z.array(
    z.object({
      documensoTemplateId: z.string(),
      title: z.string(),
      suggestedRoles: z.array(z.string()),
      isAdded: z.boolean(),
    }),
  ),
});

export const RemovedTemplateResponse = z.object({ documensoTemplateId: z.string() });
