import { eq, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { mortgageListing } from "../../../db/tenant/schema/mortgages.ts";
import { readDocuments } from "./document-rows.ts";
import type { Dependants } from "./model/deletion-plan.ts";
import type { Mortgage, StatusByHand } from "./model/mortgage.ts";
import { readOwnership } from "./mortgage-rows.ts";
import { readTemplates } from "./template-rows.ts";

/** All that hangs on a mortgage, and what its predecessor was before it was renewed. */
export async function readDependants(
  db: Database,
  { mortgageId, previousMortgageId }: Mortgage,
): Promise<Dependants> {
  const listings = await db
    .select(LISTING_COLUMNS)
    .from(mortgageListing)
    .where(eq(mortgageListing.mortgageId, mortgageId))
    .orderBy(mortgageListing.listingId);
  const [counted] = await rowsOf<Counted>(
    db,
    sql`select (select count(*)::int from mortgage_comparable where mortgage_id = ${mortgageId}) as comparables,
        (select count(*)::int from mortgage_payment where mortgage_id = ${mortgageId}) as payments,
        (select coalesce(sum(amount), 0)::numeric(24, 2)::text from mortgage_payment where mortgage_id = ${mortgageId}) as paid,
        (select status_before_renewal from mortgage where mortgage_id = ${previousMortgageId}) as "statusBefore"`,
  );
  if (!counted) throw new Error("unreachable: one row without a table");
  const { statusBefore, ...counts } = counted;
  return {
    ...counts,
    listings,
    ownership: await readOwnership(db, mortgageId),
    documents: await readDocuments(db, mortgageId),
    documentTemplates: await readTemplates(db, mortgageId),
    predecessor:
      previousMortgageId === null || statusBefore === null
        ? null
        : { mortgageId: previousMortgageId, statusBefore },
  };
}

interface Counted {
  comparables: number;
  payments: number;
  paid: string;
  statusBefore: StatusByHand | null;
}

const LISTING_COLUMNS = {
  listingId: mortgageListing.listingId,
  status: mortgageListing.status,
  askingPrice: mortgageListing.askingPrice,
  listedAt: mortgageListing.listedAt,
  lockedAt: mortgageListing.lockedAt,
  lockedBy: mortgageListing.lockedBy,
  lockedFor: mortgageListing.lockedFor,
};
