import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { AUDIT_ACTIONS } from "@/server/domain/mortgages/model/audit.ts";
import { asDay, asId, asPage, asText } from "../../shell/address.ts";
import type { Inputs } from "../../trpc/client.ts";

/** The log is its address: a link shows what its sender saw. */
export const auditUrl = {
  mortgage: asId,
  who: asText.withDefault(""),
  action: parseAsStringLiteral(AUDIT_ACTIONS),
  from: asDay,
  to: asDay,
  page: asPage.withDefault(1),
};
export type AuditState = inferParserType<typeof auditUrl>;

export const loadAuditState = createLoader(auditUrl);

export const NO_FILTERS = { mortgage: null, who: null, action: null, from: null, to: null, page: null };

export function auditRequest({
  mortgage,
  who,
  action,
  from,
  to,
  page,
}: AuditState): Inputs["mortgages"]["audit"]["list"] {
  const actor = who.trim();
  return {
    page,
    pageSize: 50,
    ...(mortgage === null ? {} : { mortgageId: mortgage }),
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

export function isFiltered({ mortgage, who, action, from, to }: AuditState): boolean {
  return mortgage !== null || who.trim() !== "" || action !== null || from !== null || to !== null;
}
