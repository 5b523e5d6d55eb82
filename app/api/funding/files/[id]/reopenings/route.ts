import { postReopening } from "@/server/api/funding-steps.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(postReopening);
