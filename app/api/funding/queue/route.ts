import { getQueue } from "@/server/api/funding-queue.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(getQueue);
