import { getMortgagesOfBorrower } from "@/server/api/mortgage-papers.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(getMortgagesOfBorrower);
