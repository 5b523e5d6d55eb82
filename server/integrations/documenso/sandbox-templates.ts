import type { TemplateFate } from "../../domain/integrations/input.ts";
import { findRecord, keepRecord, type SandboxPlace } from "../../domain/integrations/sandbox-rows.ts";
import type { Reading, SigningTemplate, SigningTemplates } from "../../domain/ports.ts";

/** What a lender's desk has signed. */
const TEMPLATES: SigningTemplate[] = [
  {
    templateId: "envelope_sandboxcommitmnt",
    title: "Mortgage commitment",
    roles: ["Borrower", "Broker", "Lender"],
  },
  {
    templateId: "envelope_sandboxpartaking",
    title: "Participation agreement",
    roles: ["Investor", "Lender"],
  },
  { templateId: "envelope_sandboxassignmnt", title: "Assignment of mortgage", roles: ["Lender", "Investor"] },
  { templateId: "envelope_sandboxrenewalag", title: "Renewal agreement", roles: ["Borrower", "Lender"] },
  {
    templateId: "envelope_sandboxdisclosur",
    title: "Investor disclosure statement",
    roles: ["Broker", "Investor"],
  },
  { templateId: "envelope_sandboxdischarge", title: "Discharge statement", roles: ["Lender"] },
];

const KIND = "template";

/** What a template of the sandbox becomes. */
const FATES: Record<TemplateFate, (template: SigningTemplate) => Reading<SigningTemplate>> = {
  intact: (template) => ({ how: "read", value: template }),
  renamed: (template) => ({ how: "read", value: { ...template, title: `${template.title} (new edition)` } }),
  roles_changed: (template) => ({
    how: "read",
    value: { ...template, roles: [...template.roles.slice(1), "Guarantor"] },
  }),
  deleted: () => ({ how: "failed", why: "It has been deleted in the sandbox.", isGone: true }),
  silent: () => ({ how: "failed", why: "The sandbox does not answer for this template.", isGone: false }),
};

/** Templates inside the app. An administrator lets them change, vanish or fall silent, which the tenant's database remembers. */
export function sandboxTemplates(place: SandboxPlace): SigningTemplates {
  return {
    mode: "sandbox",
    async readTemplate(templateId) {
      const template = TEMPLATES.find((one) => one.templateId === templateId);
      if (!template) return { how: "failed", why: "The sandbox has no such template.", isGone: true };
      return FATES[fateIn(await findRecord(place, KIND, templateId))](template);
    },
    async listTemplates() {
      const templates = (await withFates(place)).flatMap(({ template, fate }) => {
        const read = FATES[fate](template);
        if (read.how === "read") return [read.value];
        return read.isGone ? [] : [template];
      });
      return { how: "read", value: { templates, isWhole: true } };
    },
    async readFates() {
      const all = await withFates(place);
      return all.map(({ template: { templateId, title }, fate }) => ({ templateId, title, fate }));
    },
    async simulate(templateId, fate) {
      const template = TEMPLATES.find((one) => one.templateId === templateId);
      if (template) await keepRecord(place, KIND, templateId, { name: template.title, fate });
      return template !== undefined;
    },
  };
}

async function withFates(place: SandboxPlace) {
  return Promise.all(
    TEMPLATES.map(async (template) => ({
      template,
      fate: fateIn(await findRecord(place, KIND, template.templateId)),
    })),
  );
}

function fateIn(record: { data: Record<string, unknown> } | null): TemplateFate {
  const fate = String(record?.data.fate);
  return Object.hasOwn(FATES, fate) ? (fate as TemplateFate) : "intact";
}
