import { getFileById, patchFile } from "@/server/api/funding.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(getFileById, patchFile);
