import { deleteTemplate, patchTemplate } from "@/server/api/mortgage-templates.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(deleteTemplate, patchTemplate);
