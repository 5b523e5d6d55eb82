import { getReconciliationCsv } from "@/server/api/funding-partners.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(getReconciliationCsv);
