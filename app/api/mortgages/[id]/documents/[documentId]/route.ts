import { deleteMortgageDocument, getMortgageDocumentById } from "@/server/api/mortgage-papers.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(deleteMortgageDocument, getMortgageDocumentById);
