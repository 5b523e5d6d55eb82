import { DomainError } from "../domain/errors.ts";
import { addTemplate } from "../domain/mortgages/add-template.ts";
import { AddTemplateInput, UpdateTemplateInput } from "../domain/mortgages/input.ts";
import { listTemplates } from "../domain/mortgages/list-templates.ts";
import { MORTGAGE_NOT_FOUND } from "../domain/mortgages/model/mortgage.ts";
import { pickTemplates } from "../domain/mortgages/pick-templates.ts";
import { removeTemplate } from "../domain/mortgages/remove-template.ts";
import { updateTemplate } from "../domain/mortgages/update-template.ts";
import { templatesOf } from "../integrations/adapters.ts";
import { bodyForMortgage, mayChange, mortgageAt, namedIn } from "./mortgage-address.ts";
import {
  RemovedTemplateResponse,
  TemplateChoicesResponse,
  TemplatesResponse,
} from "./mortgage-templates.wire.ts";
import type { Call, Endpoint } from "./rest.ts";
import { TemplateWire } from "./wire.ts";

/** The REST API of what is to be signed for a mortgage (M12), one entry an operation. */

const templateAt = (call: Call) => ({ ...mortgageAt(call), documensoTemplateId: call.params.templateId });

export const getTemplates: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}/templates",
  summary: "The templates of a mortgage, each with how it has parted from Documenso's",
  access: "user",
  status: 200,
  response: TemplatesResponse,
  refusals: ["MORTGAGE_NOT_FOUND"],
  handle: async (call) => {
    const ctx = await call.context();
    const documentTemplates = await listTemplates(ctx, mortgageAt(call), await templatesOf(ctx));
    if (!documentTemplates) throw new DomainError(MORTGAGE_NOT_FOUND);
    return { documentTemplates };
  },
};

export const postTemplate: Endpoint = {
  method: "POST",
  path: "/api/mortgages/{id}/templates",
  summary: "Add a template to a mortgage",
  description: "It is looked up in Documenso first; each is on a mortgage once.",
  access: "admin",
  body: AddTemplateInput.omit({ mortgageId: true }),
  status: 201,
  response: TemplateWire,
  refusals: ["MORTGAGE_NOT_FOUND", "SIGNING_UNREACHABLE", "MORTGAGE_FULL"],
  handle: async (call) => {
    const ctx = await mayChange(call, "addTemplate", namedIn(call));
    return addTemplate(ctx, await bodyForMortgage(call), await templatesOf(ctx));
  },
};

export const getTemplateChoices: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}/template-choices",
  summary: "The templates that Documenso has",
  access: "admin",
  status: 200,
  response: TemplateChoicesResponse,
  refusals: ["MORTGAGE_NOT_FOUND", "SIGNING_UNREACHABLE"],
  handle: async (call) => {
    const ctx = await call.context();
    return pickTemplates(ctx, mortgageAt(call), await templatesOf(ctx));
  },
};

export const patchTemplate: Endpoint = {
  method: "PATCH",
  path: "/api/mortgages/{id}/templates/{templateId}",
  summary: "Change what a template is called here, and who signs it",
  access: "admin",
  body: UpdateTemplateInput.omit({ mortgageId: true, documensoTemplateId: true }),
  status: 200,
  response: TemplateWire,
  refusals: ["MORTGAGE_NOT_FOUND", "TEMPLATE_NOT_FOUND", "TEMPLATE_CHANGED", "SIGNING_UNREACHABLE"],
  handle: async (call) => {
    const ctx = await mayChange(call, "updateTemplate", templateAt(call));
    const given = { ...(await call.body()), ...templateAt(call) };
    return updateTemplate(ctx, given, await templatesOf(ctx));
  },
};

export const deleteTemplate: Endpoint = {
  method: "DELETE",
  path: "/api/mortgages/{id}/templates/{templateId}",
  summary: "Take a template off a mortgage",
  access: "admin",
  status: 200,
  response: RemovedTemplateResponse,
  refusals: ["MORTGAGE_NOT_FOUND", "TEMPLATE_NOT_FOUND"],
  handle: async (call) => removeTemplate(await call.context(), templateAt(call)),
};

export const MORTGAGE_TEMPLATE_ENDPOINTS: Endpoint[] = [
  getTemplates,
  postTemplate,
  getTemplateChoices,
  patchTemplate,
  deleteTemplate,
];
