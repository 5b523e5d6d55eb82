import { doors } from "@/server/api/rest.ts";
import { unknownAddress } from "@/server/api/unknown-address.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(...unknownAddress);
