import type { DeletionCounts } from "@/server/domain/mortgages/model/deletion-plan.ts";
import { countText } from "../../ui/money-text.ts";

/** What hangs on a mortgage, in the order in which people ask for it. A document and its file are one thing to them. */
export const HANGS_ON = [
  { kind: "listings", title: "Listings", one: "listing", many: "listings" },
  {
    kind: "comparables",
    title: "Appraisal comparables",
    one: "appraisal comparable",
    many: "appraisal comparables",
  },
  { kind: "ownership", title: "Ownership shares", one: "ownership share", many: "ownership shares" },
  { kind: "payments", title: "Payments", one: "payment", many: "payments" },
  { kind: "documents", title: "Documents", one: "document", many: "documents" },
  { kind: "templates", title: "Document templates", one: "document template", many: "document templates" },
] as const satisfies { kind: keyof DeletionCounts; title: string; one: string; many: string }[];
export type Kind = (typeof HANGS_ON)[number]["kind"];

/** "1 listing, 2 documents and 3 payments"; null when there was nothing. */
export function goneText(counts: Partial<DeletionCounts>): string | null {
  const parts = HANGS_ON.flatMap(({ kind, one, many }) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [`${countText(count)} ${count === 1 ? one : many}`];
  });
  return parts.length === 0 ? null : listText(parts);
}

/** "a", "a and b", "a, b and c"; after a "no", with "or". */
export function listText(parts: readonly string[], last: "and" | "or" = "and"): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1)}`;
}

/** The first few, and how many more there are. */
export function someOf(parts: readonly string[], most: number): string {
  if (parts.length <= most) return listText(parts);
  return listText([...parts.slice(0, most), `${countText(parts.length - most)} more`]);
}
