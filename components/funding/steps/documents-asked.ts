import type { EstablishedSubVariant } from "@/server/domain/funding/model/paths.ts";

interface AskedDocument {
  document: string;
  isOptional?: true;
}

const FOR_MCA: AskedDocument[] = [{ document: "Bank statements, 3–6 months" }];
const FOR_SBA: AskedDocument[] = [
  { document: "Tax returns, 2–3 years" },
  { document: "Profit and loss statement" },
  { document: "Balance sheet" },
  { document: "Business plan", isOptional: true },
];

/** What the client has to send for the products that were approved (F6.2). */
export function documentsAsked(variant: EstablishedSubVariant | null): AskedDocument[] {
  return [...(variant === "sba" ? [] : FOR_MCA), ...(variant === "mca" ? [] : FOR_SBA)];
}
