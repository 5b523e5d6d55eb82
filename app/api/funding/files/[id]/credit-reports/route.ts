import { postCreditReport } from "@/server/api/funding-intake.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(postCreditReport);
