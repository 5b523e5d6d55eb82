import { getCronOutbox } from "@/server/api/outbox.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

/** Seconds: how long what is under way may take on a platform that ends its functions. */
export const maxDuration = 60;

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(getCronOutbox);
