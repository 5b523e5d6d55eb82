import { z } from "zod";
import { PRODUCTS } from "../domain/funding/model/lenders.ts";
import { Count, Instant, Money } from "./wire.ts";

/** Lenders as they stand on the wire. */

export const LenderListResponse = z.object({
  lenders: z.array(
    z.object({
      lenderId: Count,
      name: z.string(),
      products: z.array(z.enum(PRODUCTS)),
      minimumScore: Count.nullable(),
      minimumMonthlyRevenue: Money.nullable(),
      minimumMonthsInBusiness: Count.nullable(),
      minimumAmount: Money.nullable(),
      maximumAmount: Money.nullable(),
      daysToFund: Count.nullable(),
      contactName: z.string().nullable(),
      contactEmail: z.string().nullable(),
      contactPhone: z.string().nullable(),
      notes: z.string().nullable(),
      toVerify: z.string().nullable().meta({ description: "What nobody has made sure of yet" }),
      retiredAt: Instant.nullable(),
      version: Count,
      updatedAt: Instant,
      updatedBy: z.string(),
    }),
  ),
});
