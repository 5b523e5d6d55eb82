import { refuse } from "../domain/errors.ts";
import type { Endpoint, Method } from "./rest.ts";

const METHODS: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** An address that does not exist answers in the API's own form, whatever the method. */
export const unknownAddress: Endpoint[] = METHODS.map((method) => ({
  method,
  path: "/api/{unknown}",
  summary: "No such address",
  access: "open",
  status: 404,
  refusals: ["NOT_FOUND"],
  handle: async () =>
    refuse("NOT_FOUND", "There is nothing at this address; see /api/openapi.json for those there are."),
}));
