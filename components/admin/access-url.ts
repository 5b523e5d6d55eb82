import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { asDay, asPage, asText } from "../shell/address.ts";
import type { Inputs } from "../trpc/client.ts";

export const accessUrl = {
  who: asText.withDefault(""),
  kind: parseAsStringLiteral(["sign-ins", "changes"] as const),
  from: asDay,
  to: asDay,
  page: asPage.withDefault(1),
};
export type AccessState = inferParserType<typeof accessUrl>;

export const loadAccessState = createLoader(accessUrl);

export function accessRequest(state: AccessState): Inputs["admin"]["accessLog"] {
  const search = state.who.trim();
  return {
    page: state.page,
    pageSize: 25,
    ...(search ? { search } : {}),
    ...(state.kind ? { kind: state.kind } : {}),
    ...(state.from ? { from: state.from } : {}),
    ...(state.to ? { to: state.to } : {}),
  };
}
