import { getLive } from "@/server/api/live.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = doors(getLive);
