import { postBulkStatus } from "@/server/api/pipeline.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(postBulkStatus);
