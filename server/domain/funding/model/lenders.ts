import type { Refusal } from "../../errors.ts";
import { compareMoney } from "../../money.ts";
import type { EstablishedSubVariant } from "./paths.ts";

/** The lenders to whom files are submitted by e-mail (F6.1). */

/** What lenders lend. `fits`: the products of established funding that it can be submitted for; the others wait for a path. */
export const LENDER_PRODUCTS = {
  mca: { title: "MCA", fits: ["mca"] },
  revenue_based: { title: "Revenue-based financing", fits: ["mca"] },
  sba: { title: "SBA", fits: ["sba"] },
  term_loan: { title: "Term loan", fits: [] },
  line_of_credit: { title: "Line of credit", fits: [] },
  personal_loan: { title: "Personal loan", fits: [] },
  card_stacking: { title: "Card stacking", fits: [] },
  equipment: { title: "Equipment financing", fits: [] },
  real_estate: { title: "Real estate", fits: [] },
} as const satisfies Record<
  string,
  { title: string; fits: readonly Exclude<EstablishedSubVariant, "both">[] }
>;

export type LenderProduct = keyof typeof LENDER_PRODUCTS;
export const PRODUCTS = Object.keys(LENDER_PRODUCTS) as [LenderProduct, ...LenderProduct[]];

/** What is known of a lender; null where nobody knows it, which is not the same as nothing. */
export interface LenderTerms {
  name: string;
  products: LenderProduct[];
  minimumScore: number | null;
  minimumMonthlyRevenue: string | null;
  minimumMonthsInBusiness: number | null;
  minimumAmount: string | null;
  maximumAmount: string | null;
  /** As its funding usually takes. */
  daysToFund: number | null;
  contactName: string | null;
  /** Where a file is submitted to. */
  contactEmail: string | null;
  contactPhone: string | null;
  notes: string | null;
  /** What nobody has made sure of yet. */
  toVerify: string | null;
}

export interface Lender extends LenderTerms {
  lenderId: number;
  /** What a change has to name. */
  version: number;
  /** Nothing is submitted to it any more; null while something is. */
  retiredAt: string | null;
}

/** Whether files are submitted to it at all: what else it lends waits for a path of its own. */
export function isSubmittedTo({ products, retiredAt }: Pick<Lender, "products" | "retiredAt">): boolean {
  return retiredAt === null && products.some((product) => LENDER_PRODUCTS[product].fits.length > 0);
}

export const LENDER_NOT_FOUND: Refusal = {
  code: "LENDER_NOT_FOUND",
  message: "There is no such lender. It may have been deleted: look at the list.",
};

export function guardLenderVersion(asRead: number, present: number): Refusal | null {
  if (asRead === present) return null;
  return {
    code: "LENDER_CHANGED",
    message:
      "Somebody changed this lender after you opened it. Nothing was changed: look, then decide again.",
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${present} now` }],
  };
}

/** The least that a lender lends is no more than the most. */
export function guardAmounts({
  minimumAmount,
  maximumAmount,
}: Pick<LenderTerms, "minimumAmount" | "maximumAmount">): Refusal | null {
  if (minimumAmount === null || maximumAmount === null) return null;
  if (compareMoney(minimumAmount, maximumAmount) <= 0) return null;
  const message = "must not be less than the minimum amount";
  return {
    code: "PAYLOAD_VALIDATION",
    message: `maximumAmount ${message}. Nothing was changed.`,
    details: [{ field: "maximumAmount", message }],
  };
}
