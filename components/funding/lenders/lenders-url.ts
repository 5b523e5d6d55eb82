import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { PRODUCTS } from "@/server/domain/funding/model/lenders.ts";
import { asFlag, asText } from "../../shell/address.ts";
import type { Inputs } from "../../trpc/client.ts";

/** The list of lenders is its address. */
export const lendersUrl = {
  product: parseAsStringLiteral(PRODUCTS),
  search: asText,
  retired: asFlag.withDefault(false),
};
export type LendersState = inferParserType<typeof lendersUrl>;

export const loadLendersState = createLoader(lendersUrl);

export function lendersRequest({
  product,
  search,
  retired,
}: LendersState): Inputs["funding"]["lenders"]["list"] {
  const words = search?.trim();
  return {
    ...(product ? { product } : {}),
    ...(words ? { search: words } : {}),
    ...(retired ? { withRetired: true } : {}),
  };
}

export function isFiltered({ product, search }: LendersState): boolean {
  return product !== null || (search ?? "").trim() !== "";
}
