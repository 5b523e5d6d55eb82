import {
  createLoader,
  type inferParserType,
  parseAsInteger,
  parseAsIsoDate,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { Inputs } from "../trpc/client.ts";
import { dayOf } from "./deliveries-url.ts";

export const accessUrl = {
  who: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(["sign-ins", "changes"] as const),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  page: parseAsInteger.withDefault(1),
};
export type AccessState = inferParserType<typeof accessUrl>;

export const loadAccessState = createLoader(accessUrl);

export function accessRequest(state: AccessState): Inputs["admin"]["accessLog"] {
  const search = state.who.trim();
  return {
    page: Math.min(Math.max(1, state.page), 1_000_000),
    pageSize: 25,
    ...(search ? { search } : {}),
    ...(state.kind ? { kind: state.kind } : {}),
    ...(state.from ? { from: dayOf(state.from) } : {}),
    ...(state.to ? { to: dayOf(state.to) } : {}),
  };
}
