import { postSigningWebhook } from "@/server/api/funding-signing.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(postSigningWebhook);
