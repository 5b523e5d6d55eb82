import { postDocumentChange } from "@/server/api/funding-documents.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(postDocumentChange);
