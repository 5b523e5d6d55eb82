import type { z } from "zod";
import {
  known,
  listOf,
  NonNegativeMoney,
  Notes,
  oneOf,
  PositiveMoney,
  RecordId,
  record,
  text,
  wholeNumber,
  without,
  YesOrNo,
} from "../fields.ts";
import { Email } from "../tenancy/input.ts";
import { reportText } from "./input.ts";
import { PRODUCTS } from "./model/lenders.ts";

/** What the verbs of lenders take (F6.1). Safe for the browser: forms validate with the same schemas. */

const Version = wholeNumber(1, 2_147_483_647);
const Product = oneOf(PRODUCTS);

export const ListLendersInput = record({
  product: Product.optional(),
  /** A part of its name or of its contact. */
  search: text(200).optional(),
  /** Those that nothing is submitted to any more come along. */
  withRetired: YesOrNo.optional(),
});

const terms = {
  name: reportText(200),
  products: listOf(Product, "products", PRODUCTS.length)
    .min(1, "must hold a product")
    .refine((products) => new Set(products).size === products.length, "must not hold a product twice"),
  minimumScore: known(wholeNumber(300, 850)),
  minimumMonthlyRevenue: known(NonNegativeMoney),
  minimumMonthsInBusiness: known(wholeNumber(0, 1_200)),
  minimumAmount: known(NonNegativeMoney),
  maximumAmount: known(PositiveMoney),
  daysToFund: known(wholeNumber(0, 1_000)),
  contactName: known(reportText(200)),
  contactEmail: known(without(Email)),
  contactPhone: known(reportText(40)),
  notes: known(without(Notes)),
  toVerify: known(without(Notes)),
};

/** A new lender. What is left out is not known. */
export const AddLenderInput = record(terms);

/** All that is known of a lender from now on: what is left out is not known any more. */
export const SaveLenderInput = record({ lenderId: RecordId, version: Version, ...terms });
export type SaveLenderInput = z.output<typeof SaveLenderInput>;

export const RetireLenderInput = record({ lenderId: RecordId, version: Version, isRetired: YesOrNo });

export const LenderInput = record({ lenderId: RecordId });
export const DeleteLenderInput = record({ lenderId: RecordId, version: Version });
